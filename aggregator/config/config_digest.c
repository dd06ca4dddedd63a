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
#define SUBJECT_DEFAULT "{title}: {top}"

/* The words of a key that takes one of a few. */
struct choice {
	const char *word;
	unsigned value;
};

static void
set_choice(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	const struct choice *choices, unsigned *value)
{
	const char *text = config_text(reader, tree, key->expected);

	if (text == NULL)
		return;
	for (; choices->word != NULL; choices++)
		if (strcmp(text, choices->word) == 0) {
			*value = choices->value;
			return;
		}
	config_expected(reader, tree, key->expected);
}

static void
set_group(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	static const struct choice choices[] = {
		{"company", CONFIG_BY_COMPANY},
		{"topic", CONFIG_BY_TOPIC},
		{"source", CONFIG_BY_SOURCE},
		{"none", CONFIG_BY_NONE},
		{NULL, 0},
	};
	unsigned value = *(enum config_group *)field;

	set_choice(reader, tree, key, choices, &value);
	*(enum config_group *)field = (enum config_group)value;
}

static void
set_when_empty(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	static const struct choice choices[] = {
		{"skip", CONFIG_EMPTY_SKIP},
		{"send", CONFIG_EMPTY_SEND},
		{NULL, 0},
	};
	unsigned value = *(enum config_when_empty *)field;

	set_choice(reader, tree, key, choices, &value);
	*(enum config_when_empty *)field = (enum config_when_empty)value;
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

/* desk@example.com or "The Desk <desk@example.com>": what RFC 5322 means is the mail writer's to say. */
static bool
is_address(const char *text)
{
	struct span address = span_trim(span_of(text));
	size_t open = span_find_byte(address, '<');
	size_t at;

	for (const char *byte = text; *byte != '\0'; byte++)
		if ((unsigned char)*byte < ' ' || *byte == 0x7f)
			return false;
	if (open < address.len) {
		if (address.at[address.len - 1] != '>')
			return false;
		address = span_head(span_from(address, open + 1), address.len - open - 2);
	}
	at = span_find_byte(address, '@');
	return at > 0 && at + 1 < address.len && span_find_byte(address, ' ') == address.len &&
	       span_find_byte(span_from(address, at + 1), '@') == address.len - at - 1;
}

static void
set_from(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	const char *text = config_text(reader, tree, key->expected);

	if (text != NULL && is_address(text))
		*(const char **)field = text;
	else if (text != NULL)
		config_expected(reader, tree, key->expected);
}

static void
set_to(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	struct wanted_strings *to = field;

	*to = config_strings(reader, tree, key->expected);
	for (size_t i = 0; i < to->n; i++)
		if (!is_address(to->at[i]))
			config_wrong(reader, tree->line, "expected %s, found '%s'", key->expected,
				to->at[i]);
}

/* The names that output/mail.h knows between braces. */
static bool
is_subject_field(struct span name)
{
	static const char *const names[] = {"title", "top", "date", "stories", "number"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (span_equal(name, span_of(names[i])))
			return true;
	return false;
}

static void
set_subject(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	const char *subject = config_text(reader, tree, key->expected);
	struct span rest = span_of(subject);

	while (span_find_byte(rest, '{') < rest.len) {
		size_t close;

		rest = span_from(rest, span_find_byte(rest, '{') + 1);
		close = span_find_byte(rest, '}');
		if (close == rest.len || !is_subject_field(span_head(rest, close))) {
			config_expected(reader, tree, key->expected);
			return;
		}
	}
	if (subject != NULL)
		*(const char **)field = subject;
}

static const struct config_key email_keys[] = {
	{.name = "from",
		.set = set_from,
		.offset = offsetof(struct config_email, from),
		.expected = "an address such as \"Broadtape <news@example.com>\""},
	{.name = "to",
		.set = set_to,
		.offset = offsetof(struct config_email, to),
		.expected = "an address such as desk@example.com"},
	{.name = "subject",
		.set = set_subject,
		.offset = offsetof(struct config_email, subject),
		.expected = "a text with {title}, {top}, {date}, {stories} or {number}"},
	{.name = "when_empty",
		.set = set_when_empty,
		.offset = offsetof(struct config_email, when_empty),
		.expected = "skip or send"},
	{0},
};

static void
set_email(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	config_read_map(reader, tree, key->sub, field);
	if (tree->kind != TREE_MAP)
		return;
	if (config_child(tree, "from") == NULL)
		config_wrong(reader, tree->line, "expected a sender: from");
	if (config_child(tree, "to") == NULL)
		config_wrong(reader, tree->line, "expected recipients: to");
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
	{.name = "email",
		.set = set_email,
		.offset = offsetof(struct config_digest, email),
		.sub = email_keys},
	{0},
};

static void
read_digest(struct config_reader *reader, const struct tree *item, size_t index, void *context)
{
	struct config_digest *digest = &((struct config_digest *)context)[index];

	*digest = (struct config_digest){
		.schedule = {.days = CONFIG_EVERY_DAY},
		.max_stories = STORIES_DEFAULT,
		.email = {.subject = SUBJECT_DEFAULT},
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
