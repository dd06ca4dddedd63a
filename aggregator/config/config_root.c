#include <string.h>

#include "aggregator/base/duration.h"
#include "aggregator/config/config_section.h"
#include "aggregator/config/config_value.h"

#define CONCURRENCY_DEFAULT 256
#define CONCURRENCY_MAX 4096
#define PER_HOST_DEFAULT 2
#define PER_ADDRESS_DEFAULT 10
#define PER_HOST_MAX 64
#define PER_ADDRESS_MAX 1024
#define TIMEOUT_MS_DEFAULT 30000
#define TIMEOUT_SECONDS_MAX 3600
#define BODY_BYTES_DEFAULT (10LL << 20)
#define BODY_BYTES_MAX (1LL << 30)
#define POLL_MIN_DEFAULT 300
#define POLL_MAX_DEFAULT 86400
#define POLL_MAX_SECONDS (366LL * 86400)

static void
set_store(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	const char *text = config_text(reader, tree, key->expected);

	if (text == NULL)
		return;
	if (strncmp(text, "postgresql://", 13) == 0 || strncmp(text, "postgres://", 11) == 0)
		*(const char **)field = text;
	else if (strstr(text, "://") != NULL)
		config_expected(reader, tree, key->expected);
	else
		*(const char **)field = config_path(reader, text);
}

static void
set_keep(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	const char *text = config_text(reader, tree, key->expected);
	int64_t *seconds = field;

	if (text == NULL || strcmp(text, "all") == 0)
		return;
	if (!duration_parse(span_of(text), seconds) || *seconds < key->min)
		config_expected(reader, tree, key->expected);
}

/* With a slash at the end, so that page names can be put behind it. */
static void
set_site_url(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	const char **url = field;
	struct buf slashed;

	config_set_web_url(reader, tree, key, field);
	if (*url == NULL || span_ends_with(span_of(*url), SPAN("/")))
		return;
	buf_init(&slashed, BUF_UNLIMITED);
	buf_format(&slashed, "%s/", *url);
	*url = arena_string(reader->arena, buf_span(&slashed));
	buf_release(&slashed);
}

static const struct config_key site_keys[] = {
	{.name = "dir",
		.set = config_set_path,
		.offset = offsetof(struct config_site, dir),
		.expected = "the path of a folder"},
	{.name = "url", .set = set_site_url, .offset = offsetof(struct config_site, url)},
	{.name = "title", .set = config_set_text, .offset = offsetof(struct config_site, title)},
	{.name = "templates",
		.set = config_set_path,
		.offset = offsetof(struct config_site, templates),
		.expected = "the path of a folder with templates"},
	{.name = "hub", .set = config_set_web_url, .offset = offsetof(struct config_site, hub)},
	{0},
};

#define NETWORK(member) offsetof(struct config_network, member)

static const struct config_key network_keys[] = {
	{.name = "concurrency",
		.set = config_set_number,
		.offset = NETWORK(concurrency),
		.min = 1,
		.max = CONCURRENCY_MAX},
	{.name = "per_host",
		.set = config_set_number,
		.offset = NETWORK(per_host),
		.min = 1,
		.max = PER_HOST_MAX},
	{.name = "per_address",
		.set = config_set_number,
		.offset = NETWORK(per_address),
		.max = PER_ADDRESS_MAX},
	{.name = "share",
		.set = config_set_share,
		.offset = NETWORK(share),
		.expected = "host, domain or path"},
	{.name = "timeout",
		.set = config_set_ms,
		.offset = NETWORK(timeout_ms),
		.min = 1,
		.max = TIMEOUT_SECONDS_MAX},
	{.name = "max_body",
		.set = config_set_size,
		.offset = NETWORK(max_body),
		.min = 1024,
		.max = BODY_BYTES_MAX},
	{.name = "allow_private", .set = config_set_flag, .offset = NETWORK(allow_private)},
	{.name = "proxy", .set = config_set_proxy_url, .offset = NETWORK(proxy)},
	{.name = "user_agent", .set = config_set_text, .offset = NETWORK(user_agent)},
	{.name = "contact",
		.set = config_set_text,
		.offset = NETWORK(contact),
		.expected = "an address or a page such as news@example.com"},
	{0},
};

static const struct config_key poll_keys[] = {
	{.name = "min",
		.set = config_set_seconds,
		.offset = offsetof(struct config_poll, min_seconds),
		.min = 1,
		.max = POLL_MAX_SECONDS},
	{.name = "max",
		.set = config_set_seconds,
		.offset = offsetof(struct config_poll, max_seconds),
		.min = 1,
		.max = POLL_MAX_SECONDS},
	{.name = "market",
		.set = config_set_market,
		.offset = offsetof(struct config_poll, market),
		.sub = config_market_keys},
	{0},
};

static const struct config_key mail_keys[] = {
	{.name = "smtp", .set = config_set_smtp_url, .offset = offsetof(struct config_mail, smtp)},
	{.name = "user",
		.set = config_set_text,
		.offset = offsetof(struct config_mail, user),
		.expected = "a user's name"},
	{.name = "password",
		.set = config_set_password,
		.offset = offsetof(struct config_mail, password)},
	{.name = "password_file",
		.set = config_set_password_file,
		.offset = offsetof(struct config_mail, password)},
	{.name = "ca_file",
		.set = config_set_path,
		.offset = offsetof(struct config_mail, ca_file),
		.expected = "the path of a file with certificates"},
	{.name = "sendmail",
		.set = config_set_path,
		.offset = offsetof(struct config_mail, sendmail),
		.expected = "a program such as /usr/sbin/sendmail"},
	{.name = "maildir",
		.set = config_set_path,
		.offset = offsetof(struct config_mail, maildir),
		.expected = "the path of a maildir"},
	{0},
};

#define ROOT(member) offsetof(struct config, member)

const struct config_key config_root_keys[] = {
	{.name = "store",
		.set = set_store,
		.offset = ROOT(store),
		.expected = "a path, or an address such as postgresql://user@host/db"},
	{.name = "keep",
		.set = set_keep,
		.offset = ROOT(keep_seconds),
		.expected = "all, or " DURATION_EXAMPLES ", of a day or more",
		.min = 86400},
	{.name = "site", .set = config_set_map, .offset = ROOT(site), .sub = site_keys},
	{.name = "network", .set = config_set_map, .offset = ROOT(network), .sub = network_keys},
	{.name = "poll", .set = config_set_map, .offset = ROOT(poll), .sub = poll_keys},
	{.name = "hosts", .set = config_set_hosts, .offset = ROOT(hosts), .sub = config_host_keys},
	{.name = "feeds", .set = config_set_feeds, .sub = config_feed_keys},
	{.name = "companies", .set = config_set_companies, .sub = config_company_keys},
	{.name = "topics", .set = config_set_topics, .sub = config_topic_keys},
	{.name = "junk",
		.set = config_set_junk,
		.offset = ROOT(watchlist),
		.expected = "all, none, or a list of classes such as [class-action, listicle]"},
	{.name = "digests", .set = config_set_digests, .sub = config_digest_keys},
	{.name = "mail", .set = config_set_map, .offset = ROOT(mail), .sub = mail_keys},
	{.name = "server",
		.set = config_set_map,
		.offset = ROOT(server),
		.sub = config_server_keys},
	{0},
};

void
config_set_defaults(struct config *config)
{
	config->site.title = "Broadtape";
	config->network = (struct config_network){
		.concurrency = CONCURRENCY_DEFAULT,
		.per_host = PER_HOST_DEFAULT,
		.per_address = PER_ADDRESS_DEFAULT,
		.timeout_ms = TIMEOUT_MS_DEFAULT,
		.max_body = BODY_BYTES_DEFAULT,
	};
	config->network.share = CONFIG_SHARE_HOST;
	config->poll = (struct config_poll){
		.min_seconds = POLL_MIN_DEFAULT, .max_seconds = POLL_MAX_DEFAULT};
}

void
config_each(
	struct config_reader *reader, const struct tree *list, config_item_fn *read, void *context)
{
	size_t index = 0;

	if (list->kind != TREE_LIST && list->kind != TREE_EMPTY)
		config_expected(reader, list, "a list");
	if (list->kind != TREE_LIST)
		return;
	for (const struct tree *item = list->first; item != NULL; item = item->next) {
		size_t was = config_enter_index(reader, index);

		read(reader, item, index++, context);
		config_leave(reader, was);
	}
}
