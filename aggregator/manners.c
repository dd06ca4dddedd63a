#include "aggregator/manners.h"

#include "aggregator/base/zone.h"
#include "aggregator/config/exchange_days.h"
#include "aggregator/fetch/url.h"

#define SECONDS_A_MINUTE 60
#define ODD_DAYS_AHEAD 31 /* no visit is planned for later but by a server's wish */

static enum budget_scope
scope_of(enum config_share share)
{
	switch (share) {
	case CONFIG_SHARE_DOMAIN:
		return BUDGET_DOMAIN;
	case CONFIG_SHARE_PATH:
		return BUDGET_PATH;
	case CONFIG_SHARE_UNSET:
	case CONFIG_SHARE_HOST:
		return BUDGET_HOST;
	}
	return BUDGET_HOST;
}

/* What is not said is as for all others; but a burst that fits a rate is no larger than it. */
static struct host_budget
budget_of(const struct config_host *host, const struct fetch_settings *settings)
{
	struct host_budget budget = {
		settings->per_host, settings->rate_per_host, settings->burst_per_host};

	if (host->at_once > 0)
		budget.at_once = (size_t)host->at_once;
	if (host->rate > 0) {
		budget.rate = host->rate;
		budget.burst = 1 + (size_t)host->rate;
	}
	if (host->burst > 0)
		budget.burst = (size_t)host->burst;
	return budget;
}

struct host_profiles
manners_profiles(const struct config *config, struct arena *arena)
{
	struct fetch_settings settings = fetch_settings_default();
	const struct config_hosts *hosts = &config->hosts;
	struct host_profile *profiles = arena_array(arena, hosts->n, sizeof *profiles);

	settings.per_host = (size_t)config->network.per_host;
	for (size_t i = 0; i < hosts->n; i++) {
		const struct config_host *host = &hosts->at[i];
		enum config_share share = host->share;

		if (share == CONFIG_SHARE_UNSET)
			share = config->network.share;
		profiles[i] = (struct host_profile){
			.domain = span_of(host->domain),
			.scope = scope_of(share),
			.budget = budget_of(host, &settings),
			.wants_contact = host->contact == CONFIG_CONTACT_REQUIRED,
			.changes_ids = host->ids == CONFIG_IDS_CHANGING,
		};
	}
	return (struct host_profiles){profiles, hosts->n, scope_of(config->network.share)};
}

/* From Monday first to Sunday first. */
static uint8_t
days_of(unsigned days)
{
	return (uint8_t)((days << 1 | days >> 6) & 0x7fU);
}

static void
add_odd_day(struct schedule_market *market, const struct exchange_day *odd, int64_t today)
{
	if (odd->day < today - 1 || odd->day > today + ODD_DAYS_AHEAD ||
		market->n_odd_days == SCHEDULE_ODD_DAYS_MAX)
		return;
	market->odd_days[market->n_odd_days++] = (struct schedule_market_day){
		odd->day, (int64_t)odd->close_minutes * SECONDS_A_MINUTE};
}

/* Those that a visit may be planned for; the user's word goes first. */
static void
add_odd_days(struct schedule_market *market, const struct config_market *wanted, int64_t now)
{
	int64_t here = now + market->offset_seconds;
	int64_t today = here / DAY_SECONDS;
	struct exchange_day days[EXCHANGE_DAYS_MAX];
	int64_t last_year = civil_of(here + ODD_DAYS_AHEAD * DAY_SECONDS).year;

	for (size_t i = 0; i < wanted->n_holidays; i++)
		add_odd_day(market, &(struct exchange_day){wanted->holidays[i], 0}, today);
	for (int64_t year = civil_of(here).year; year <= last_year; year++) {
		size_t n = exchange_days(wanted->exchange, year, days);

		for (size_t i = 0; i < n; i++)
			add_odd_day(market, &days[i], today);
	}
}

bool
manners_market(const struct config_market *wanted, int64_t now, struct schedule_market *market)
{
	struct error err = {0};
	struct zone *zone;

	if (wanted->timezone == NULL)
		return false;
	zone = zone_new(wanted->timezone, &err);
	if (zone == NULL)
		return false; /* the configuration was checked: a machine that lost its zones */
	*market = (struct schedule_market){
		.open_seconds = (int64_t)wanted->open_minutes * SECONDS_A_MINUTE,
		.close_seconds = (int64_t)wanted->close_minutes * SECONDS_A_MINUTE,
		.offset_seconds = zone_offset(zone, now),
		.days = days_of(wanted->days),
		.window_seconds = wanted->within_seconds,
		.interval_seconds = wanted->every_seconds,
	};
	zone_free(zone);
	add_odd_days(market, wanted, now);
	return true;
}

bool
manners_ids_change(const struct config *config, struct span url)
{
	struct error err = {0};
	struct url parsed = {0};
	bool changes = false;

	if (!url_parse(&parsed, url, &err))
		return false;
	for (size_t i = 0; i < config->hosts.n; i++) {
		const struct config_host *host = &config->hosts.at[i];

		if (!profile_is_below(span_of(parsed.host), span_of(host->domain)))
			continue;
		changes = host->ids == CONFIG_IDS_CHANGING;
		break;
	}
	url_release(&parsed);
	return changes;
}
