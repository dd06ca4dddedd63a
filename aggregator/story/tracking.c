#include "aggregator/story/tracking.h"

#include <stddef.h>

/* Families: every name that starts so. */
static const struct span heads[] = {
	SPAN_INIT("utm_"),
	SPAN_INIT("pk_"),
	SPAN_INIT("mtm_"),
	SPAN_INIT("matomo_"),
	SPAN_INIT("piwik_"),
	SPAN_INIT("hsa_"),
	SPAN_INIT("_hs"),
	SPAN_INIT("oly_"),
	SPAN_INIT("vero_"),
	SPAN_INIT("at_custom"),
	SPAN_INIT("at_medium"),
	SPAN_INIT("at_campaign"),
	SPAN_INIT("ga_"),
	SPAN_INIT("guce_"),
	SPAN_INIT("guccounter"),
	SPAN_INIT("fb_"),
	SPAN_INIT("wt.mc"),
	SPAN_INIT("itm_"),
	SPAN_INIT("stm_"),
	SPAN_INIT("sc_c"),
	SPAN_INIT("trk_"),
	SPAN_INIT("__twitter"),
	SPAN_INIT("taid"),
	SPAN_INIT("amp_"),
};

/* Whole names, in alphabetical order of no importance. */
static const struct span names[] = {
	SPAN_INIT("_ga"),
	SPAN_INIT("_gl"),
	SPAN_INIT("_ke"),
	SPAN_INIT("_openstat"),
	SPAN_INIT("action_object_map"),
	SPAN_INIT("action_ref_map"),
	SPAN_INIT("action_type_map"),
	SPAN_INIT("amp"),
	SPAN_INIT("campaign_id"),
	SPAN_INIT("cid"),
	SPAN_INIT("cmp"),
	SPAN_INIT("cmpid"),
	SPAN_INIT("cn-track"),
	SPAN_INIT("curator"),
	SPAN_INIT("dclid"),
	SPAN_INIT("ecid"),
	SPAN_INIT("ef_id"),
	SPAN_INIT("emci"),
	SPAN_INIT("emdi"),
	SPAN_INIT("epik"),
	SPAN_INIT("fbclid"),
	SPAN_INIT("feature"),
	SPAN_INIT("feedname"),
	SPAN_INIT("feedtype"),
	SPAN_INIT("fr"),
	SPAN_INIT("ftag"),
	SPAN_INIT("ftcamp"),
	SPAN_INIT("gbraid"),
	SPAN_INIT("gclid"),
	SPAN_INIT("gclsrc"),
	SPAN_INIT("gaa_at"),
	SPAN_INIT("gaa_n"),
	SPAN_INIT("gaa_sig"),
	SPAN_INIT("gaa_ts"),
	SPAN_INIT("icid"),
	SPAN_INIT("igshid"),
	SPAN_INIT("inf_contact_key"),
	SPAN_INIT("ito"),
	SPAN_INIT("leadsource"),
	SPAN_INIT("mbid"),
	SPAN_INIT("mc_cid"),
	SPAN_INIT("mc_eid"),
	SPAN_INIT("mkt_tok"),
	SPAN_INIT("mod"),
	SPAN_INIT("msclkid"),
	SPAN_INIT("ncid"),
	SPAN_INIT("ns_campaign"),
	SPAN_INIT("ns_mchannel"),
	SPAN_INIT("ns_source"),
	SPAN_INIT("ocid"),
	SPAN_INIT("output"),
	SPAN_INIT("outputtype"),
	SPAN_INIT("partner"),
	SPAN_INIT("partnertap"),
	SPAN_INIT("ref"),
	SPAN_INIT("ref_src"),
	SPAN_INIT("ref_url"),
	SPAN_INIT("referrer"),
	SPAN_INIT("referer"),
	SPAN_INIT("rss"),
	SPAN_INIT("s_cid"),
	SPAN_INIT("s_kwcid"),
	SPAN_INIT("sh"),
	SPAN_INIT("share"),
	SPAN_INIT("shareid"),
	SPAN_INIT("smid"),
	SPAN_INIT("smtyp"),
	SPAN_INIT("source"),
	SPAN_INIT("spm"),
	SPAN_INIT("spref"),
	SPAN_INIT("sr_share"),
	SPAN_INIT("src"),
	SPAN_INIT("srnd"),
	SPAN_INIT("taboola"),
	SPAN_INIT("tpcc"),
	SPAN_INIT("traffic_source"),
	SPAN_INIT("trk"),
	SPAN_INIT("tsrc"),
	SPAN_INIT("twclid"),
	SPAN_INIT("usp"),
	SPAN_INIT("wbraid"),
	SPAN_INIT("wickedid"),
	SPAN_INIT("wprov"),
	SPAN_INIT("xtor"),
	SPAN_INIT("yclid"),
	SPAN_INIT("yptr"),
};

/* Names that mean something elsewhere, and nothing at these hosts (and below them). */
static const struct {
	struct span host;
	struct span name;
} at_hosts[] = {
	{SPAN_INIT("cnbc.com"), SPAN_INIT("__source")},
	{SPAN_INIT("bbc.co.uk"), SPAN_INIT("at_")},
	{SPAN_INIT("bloomberg.com"), SPAN_INIT("in_source")},
	{SPAN_INIT("ft.com"), SPAN_INIT("segmentid")},
	{SPAN_INIT("marketwatch.com"), SPAN_INIT("siteid")},
	{SPAN_INIT("nytimes.com"), SPAN_INIT("partner")},
	{SPAN_INIT("nytimes.com"), SPAN_INIT("emc")},
	{SPAN_INIT("nytimes.com"), SPAN_INIT("_r")},
	{SPAN_INIT("reuters.com"), SPAN_INIT("il")},
	{SPAN_INIT("reuters.com"), SPAN_INIT("edition-redirect")},
	{SPAN_INIT("seekingalpha.com"), SPAN_INIT("mail_subject")},
	{SPAN_INIT("wsj.com"), SPAN_INIT("st")},
	{SPAN_INIT("wsj.com"), SPAN_INIT("page")},
	{SPAN_INIT("washingtonpost.com"), SPAN_INIT("itid")},
	{SPAN_INIT("youtube.com"), SPAN_INIT("si")},
	{SPAN_INIT("youtube.com"), SPAN_INIT("t")},
	{SPAN_INIT("yahoo.com"), SPAN_INIT(".tsrc")},
	{SPAN_INIT("yahoo.com"), SPAN_INIT("soc_src")},
	{SPAN_INIT("yahoo.com"), SPAN_INIT("soc_trk")},
};

static bool
is_below(struct span host, struct span domain)
{
	if (!span_ends_with(host, domain))
		return false;
	return host.len == domain.len || host.at[host.len - domain.len - 1] == '.';
}

bool
tracking_is_parameter(struct span host, struct span name)
{
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		if (span_starts_with_nocase(name, heads[i]))
			return true;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (span_equal_nocase(name, names[i]))
			return true;
	for (size_t i = 0; i < sizeof at_hosts / sizeof *at_hosts; i++)
		if (span_equal_nocase(name, at_hosts[i].name) && is_below(host, at_hosts[i].host))
			return true;
	return false;
}
