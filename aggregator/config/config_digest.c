#include "aggregator/config/config_digest.h"

#include <string.h>

#include "aggregator/base/duration.h"
#include "aggregator/config/config_section.h"
#include "aggregator/config/config_value.h"
#include "aggregator/watch/query.h"
#include "feeds/base/ascii.h"

#define STORIES_DEFAULT 60
#define STORIES_MAX 10000
#define NAME_BYTES_MAX 64

static void
set_group(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	static const struct config_choice choices[] = {
		{"company", CONFIG_BY_COMPANY},
		{"topic", CONFIG_BY_TOPIC},
		{"source", CONFIG_BY_SOURCE},
		{"none", CONFIG_BY_NONE},
		{NULL, 0},
	};
	unsigned value = *(enum config_group *)field;

	config_choose(reader, tree, key, choices, &value);
	*(enum config_group *)field = (enum config_group)value;
}

static void
set_entries(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	static const struct config_choice choices[] = {
		{"story", CONFIG_ENTRY_STORY},
		{"edition", CONFIG_ENTRY_EDITION},
		{NULL, 0},
	};
	unsigned value = *(enum config_entry *)field;

	config_choose(reader, tree, key, choices, &value);
	*(enum config_entry *)field = (enum config_entry)value;
}

static void
set_window(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	const char *text = config_text(reader, tree, key->expected);
	int64_t *seconds = field;

	if (text == NULL || strcmp(text, "since-last") == 0)
		return;
	if (!duration_parse(span_of(text), seconds) || *seconds == 0)
		config_expected(reader, tree, key->expected);
}

static void
set_where(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	struct config_digest *digest = field;
	struct error err = {0};

	digest->where = config_text(reader, tree, key->expected);
	if (digest->where == NULL)
		return;
	digest->query = query_parse(span_of(digest->where), &err);
	if (digest->query == NULL)
		config_wrong(reader, tree->line, "%s", err.text);
}

/* The name is a folder's, a file's and a mail header's. */
static void
set_name(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	const char *name = config_text(reader, tree, key->expected);
	bool is_plain = name != NULL && strlen(name) <= NAME_BYTES_MAX;

	for (size_t i = 0; is_plain && name[i] != '\0'; i++)
		is_plain = ascii_is_alnum(name[i]) || name[i] == '-' || name[i] == '_';
	if (is_plain)
		*(const char **)field = name;
	else if (name != NULL)
		config_expected(reader, tree, key->expected);
}

static bool
climbs_out(struct span path)
{
	struct span part;

	while (span_split(&path, '/', &part))
		if (span_equal(part, SPAN("..")))
			return true;
	return false;
}

/* Nothing is written outside of the site. */
static void
set_site_path(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	const char *path = config_text(reader, tree, key->expected);

	if (path == NULL)
		return;
	if (path[0] == '/' || climbs_out(span_of(path)))
		config_expected(reader, tree, key->expected);
	else
		*(const char **)field = path;
}

#define SITE_PATH "a path below site.dir such as morning.atom"

const struct config_key config_digest_keys[] = {
	{.name = "name",
		.set = set_name,
		.offset = offsetof(struct config_digest, name),
		.expected = "a name of letters, digits, '-' and '_'"},
	{.name = "title", .set = config_set_text, .offset = offsetof(struct config_digest, title)},
	{.name = "schedule",
		.set = config_set_schedule,
		.offset = offsetof(struct config_digest, schedule),
		.sub = config_schedule_keys},
	{.name = "window",
		.set = set_window,
		.offset = offsetof(struct config_digest, window_seconds),
		.expected = "since-last, or " DURATION_EXAMPLES},
	{.name = "where", .set = set_where, .expected = "a query"},
	{.name = "group_by",
		.set = set_group,
		.offset = offsetof(struct config_digest, group_by),
		.expected = "company, topic, source or none"},
	{.name = "max_stories",
		.set = config_set_number,
		.offset = offsetof(struct config_digest, max_stories),
		.min = 1,
		.max = STORIES_MAX},
	{.name = "max_per_company",
		.set = config_set_number,
		.offset = offsetof(struct config_digest, max_per_company),
		.min = 1,
		.max = STORIES_MAX},
	{.name = "max_per_source",
		.set = config_set_number,
		.offset = offsetof(struct config_digest, max_per_source),
		.min = 1,
		.max = STORIES_MAX},
	{.name = "min_relevance",
		.set = config_set_number,
		.offset = offsetof(struct config_digest, min_relevance),
		.max = 100},
	{.name = "html",
		.set = set_site_path,
		.offset = offsetof(struct config_digest, html),
		.expected = "a folder below site.dir such as morning/"},
	{.name = "atom",
		.set = set_site_path,
		.offset = offsetof(struct config_digest, atom),
		.expected = SITE_PATH},
	{.name = "json",
		.set = set_site_path,
		.offset = offsetof(struct config_digest, json),
		.expected = "a path below site.dir such as morning.json"},
	{.name = "entries",
		.set = set_entries,
		.offset = offsetof(struct config_digest, entries),
		.expected = "story or edition"},
	{.name = "email",
		.set = config_set_email,
		.offset = offsetof(struct config_digest, email),
		.sub = config_email_keys},
	{.name = "webhooks", .set = config_set_webhooks, .sub = config_webhook_keys},
	{0},
};

static void
read_digest(struct config_reader *reader, const struct tree *item, size_t index, void *context)
{
	struct config_digest *digest = &((struct config_digest *)context)[index];

	*digest = (struct config_digest){
		.schedule = {.days = CONFIG_EVERY_DAY},
		.max_stories = STORIES_DEFAULT,
		.email = {.subject = CONFIG_SUBJECT_DEFAULT},
		.line = item->line,
	};
	if (item->kind != TREE_MAP) {
		config_expected(reader, item, "a digest such as {name: morning}");
		return;
	}
	config_read_map(reader, item, config_digest_keys, digest);
	if (config_child(item, "name") == NULL)
		config_wrong(reader, item->line, "expected a name");
	if (digest->title == NULL)
		digest->title = digest->name;
}

void
config_set_digests(struct config_reader *reader, const struct tree *tree,
	const struct config_key *key, void *field)
{
	struct config_digest *digests =
		arena_array(reader->arena, config_count(tree), sizeof *digests);

	(void)key;
	(void)field;
	reader->config->digests = digests;
	reader->config->n_digests = config_count(tree);
	config_each(reader, tree, read_digest, digests);
}
