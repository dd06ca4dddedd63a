#include "aggregator/config/config_host.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "aggregator/base/datadir.h"
#include "aggregator/config/config_file.h"
#include "aggregator/config/config_section.h"
#include "aggregator/config/config_value.h"
#include "feeds/base/ascii.h"

#define FILE_NAME "hosts.yaml"
#define FILE_BYTES_MAX (1 << 20)
#define DOMAIN_BYTES_MAX 253
#define AT_ONCE_MAX 64
#define BURST_MAX 10000
#define RATE_MAX 10000

/* Letters, digits, hyphens and dots; what has an upper case is turned into lower case. */
static bool
is_domain(struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_alnum(text.at[i]) && memchr("-.", text.at[i], 2) == NULL)
			return false;
	return text.len > 0 && text.len <= DOMAIN_BYTES_MAX && text.at[0] != '.' &&
	       text.at[text.len - 1] != '.';
}

static void
set_domain(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	const char *text = config_text(reader, tree, key->expected);
	char *lower;

	if (text == NULL)
		return;
	if (!is_domain(span_of(text))) {
		config_expected(reader, tree, key->expected);
		return;
	}
	lower = arena_string(reader->arena, span_of(text));
	for (char *at = lower; *at != '\0'; at++)
		*at = ascii_lower(*at);
	*(const char **)field = lower;
}

void
config_set_share(struct config_reader *reader, const struct tree *tree,
	const struct config_key *key, void *field)
{
	static const struct config_choice choices[] = {
		{"host", CONFIG_SHARE_HOST},
		{"domain", CONFIG_SHARE_DOMAIN},
		{"path", CONFIG_SHARE_PATH},
		{NULL, 0},
	};
	unsigned value = *(enum config_share *)field;

	config_choose(reader, tree, key, choices, &value);
	*(enum config_share *)field = (enum config_share)value;
}

static void
set_ids(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	static const struct config_choice choices[] = {
		{"stable", CONFIG_IDS_STABLE},
		{"changing", CONFIG_IDS_CHANGING},
		{NULL, 0},
	};
	unsigned value = *(enum config_ids *)field;

	config_choose(reader, tree, key, choices, &value);
	*(enum config_ids *)field = (enum config_ids)value;
}

static void
set_contact(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	static const struct config_choice choices[] = {
		{"optional", CONFIG_CONTACT_OPTIONAL},
		{"required", CONFIG_CONTACT_REQUIRED},
		{NULL, 0},
	};
	unsigned value = *(enum config_contact *)field;

	config_choose(reader, tree, key, choices, &value);
	*(enum config_contact *)field = (enum config_contact)value;
}

static void
set_rate(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	double *rate = field;
	double before = *rate;

	config_set_decimal(reader, tree, key, field);
	if (*rate > 0 || before != 0 || config_text(reader, tree, key->expected) == NULL)
		return;
	config_expected(reader, tree, "more than 0 requests a second such as 0.5");
}

#define HOST(member) offsetof(struct config_host, member)

const struct config_key config_host_keys[] = {
	{.name = "domain",
		.set = set_domain,
		.offset = HOST(domain),
		.expected = "a domain such as example.com"},
	{.name = "share",
		.set = config_set_share,
		.offset = HOST(share),
		.expected = "host, domain or path"},
	{.name = "at_once",
		.set = config_set_number,
		.offset = HOST(at_once),
		.min = 1,
		.max = AT_ONCE_MAX},
	{.name = "rate", .set = set_rate, .offset = HOST(rate), .max = RATE_MAX},
	{.name = "burst",
		.set = config_set_number,
		.offset = HOST(burst),
		.min = 1,
		.max = BURST_MAX},
	{.name = "contact",
		.set = set_contact,
		.offset = HOST(contact),
		.expected = "required or optional"},
	{.name = "ids", .set = set_ids, .offset = HOST(ids), .expected = "changing or stable"},
	{0},
};

struct host_list {
	struct config_host *at;
	size_t n;
};

static void
read_host(struct config_reader *reader, const struct tree *item, size_t index, void *context)
{
	struct host_list *list = context;
	struct config_host host = {.line = item->line};

	(void)index;
	if (item->kind != TREE_MAP) {
		config_expected(reader, item, "a host such as {domain: example.com, rate: 1}");
		return;
	}
	config_read_map(reader, item, config_host_keys, &host);
	if (config_child(item, "domain") == NULL)
		config_wrong(reader, item->line, "expected a domain");
	if (host.domain != NULL)
		list->at[list->n++] = host;
}

void
config_set_hosts(struct config_reader *reader, const struct tree *tree,
	const struct config_key *key, void *field)
{
	struct config_hosts *hosts = field;
	struct host_list list = {
		.at = arena_array(reader->arena, config_count(tree), sizeof *list.at)};

	(void)key;
	config_each(reader, tree, read_host, &list);
	*hosts = (struct config_hosts){list.at, list.n};
}

/* The file that comes with broadtape is read as the user's, and its mistakes name it. */
static struct config_hosts
read_shipped(struct config_reader *reader, const char *path, struct span bytes)
{
	struct config_reader shipped = *reader;
	struct config_hosts hosts = {0};
	struct tree_error problem;
	const struct tree *tree = tree_read(bytes, reader->arena, &problem);

	shipped.path = arena_string(reader->arena, span_of(path));
	buf_init(&shipped.where, BUF_UNLIMITED);
	if (tree == NULL)
		config_wrong(&shipped, problem.line, "%s", problem.text);
	else
		config_set_hosts(&shipped, tree, config_host_keys, &hosts);
	buf_release(&shipped.where);
	return hosts;
}

static const struct config_host *
find_host(const struct config_hosts *hosts, const char *domain)
{
	for (size_t i = 0; i < hosts->n; i++)
		if (strcmp(hosts->at[i].domain, domain) == 0)
			return &hosts->at[i];
	return NULL;
}

/* What the user did not say of a host is as it came with broadtape. */
static struct config_host
complete(struct config_host host, const struct config_hosts *shipped)
{
	const struct config_host *known = find_host(shipped, host.domain);

	if (known == NULL)
		return host;
	host.share = host.share != CONFIG_SHARE_UNSET ? host.share : known->share;
	host.ids = host.ids != CONFIG_IDS_UNSET ? host.ids : known->ids;
	host.contact = host.contact != CONFIG_CONTACT_UNSET ? host.contact : known->contact;
	host.at_once = host.at_once > 0 ? host.at_once : known->at_once;
	host.burst = host.burst > 0 ? host.burst : known->burst;
	host.rate = host.rate > 0 ? host.rate : known->rate;
	return host;
}

static struct config_hosts
join(struct arena *arena, const struct config_hosts *own, const struct config_hosts *shipped)
{
	struct config_host *at = arena_array(arena, own->n + shipped->n, sizeof *at);
	size_t n = 0;

	for (size_t i = 0; i < own->n; i++)
		at[n++] = complete(own->at[i], shipped);
	for (size_t i = 0; i < shipped->n; i++) {
		at[n] = shipped->at[i];
		at[n++].line = 0;
	}
	return (struct config_hosts){at, n};
}

void
config_add_shipped_hosts(struct config_reader *reader)
{
	struct config_hosts shipped = {0};
	char path[PATH_MAX];
	struct buf bytes;
	mode_t mode;

	snprintf(path, sizeof path, "%s/" FILE_NAME, datadir());
	buf_init(&bytes, FILE_BYTES_MAX);
	if (config_file_read(path, &bytes, &mode))
		shipped = read_shipped(reader, path, buf_span(&bytes));
	else
		config_doubt(reader, 0, "cannot read '%s': %s: no host's limits are known", path,
			strerror(errno));
	buf_release(&bytes);
	reader->config->hosts = join(reader->arena, &reader->config->hosts, &shipped);
}
