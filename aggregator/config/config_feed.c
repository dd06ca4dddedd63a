#include "aggregator/config/config_feed.h"

#include <string.h>

#include "aggregator/config/config_section.h"
#include "aggregator/config/config_value.h"
#include "feeds/base/ascii.h"

/* One entry under work: of url, opml, path and exec exactly one may be given. */
struct feed_entry {
	struct config_feed feed;
	const char *url;
	const char *opml;
	const char *pattern;
	struct wanted_strings exec;
};

static bool
is_header_name(struct span name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!ascii_is_alnum(name.at[i]) &&
			memchr("!#$%&'*+-.^_`|~", name.at[i], 15) == NULL)
			return false;
	return name.len > 0;
}

/* RFC 9110, section 5.5: no line of its own can be smuggled in. */
static bool
is_header_value(const char *value)
{
	for (; *value != '\0'; value++)
		if (((unsigned char)*value < ' ' && *value != '\t') || *value == 0x7f)
			return false;
	return true;
}

static void
read_header(struct config_reader *reader, const struct tree *child, struct config_header *header)
{
	char *name = arena_string(reader->arena, child->key);
	size_t was = config_enter(reader, name);
	const char *value = config_text(reader, child, "a header's value");

	if (!is_header_name(child->key))
		config_wrong(reader, child->key_line, "expected a header's name");
	else if (value != NULL && !is_header_value(value))
		config_wrong(reader, child->line, "expected a header's value on one line");
	header->name = name;
	header->value = value;
	config_leave(reader, was);
}

static void
set_headers(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	struct config_feed *feed = field;
	struct config_header *headers;
	size_t n = 0;

	(void)key;
	if (tree->kind != TREE_MAP) {
		config_expected(reader, tree, "names and values of headers");
		return;
	}
	headers = arena_array(reader->arena, config_count(tree), sizeof *headers);
	for (const struct tree *child = tree->first; child != NULL; child = child->next)
		read_header(reader, child, &headers[n++]);
	feed->headers = headers;
	feed->n_headers = n;
}

static const struct config_key auth_keys[] = {
	{.name = "user",
		.set = config_set_text,
		.offset = offsetof(struct config_feed, user),
		.expected = "a user's name"},
	{.name = "password",
		.set = config_set_password,
		.offset = offsetof(struct config_feed, password)},
	{.name = "password_file",
		.set = config_set_password_file,
		.offset = offsetof(struct config_feed, password)},
	{0},
};

static void
set_auth(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	struct config_feed *feed = field;

	config_read_map(reader, tree, key->sub, feed);
	if (config_child(tree, "user") == NULL)
		config_wrong(reader, tree->line, "expected a user");
	if (config_child(tree, "password") == NULL && config_child(tree, "password_file") == NULL)
		config_wrong(reader, tree->line, "expected a password or password_file");
}

#define FEED_MEMBER(member) offsetof(struct feed_entry, feed.member)

const struct config_key config_feed_keys[] = {
	{.name = "url", .set = config_set_web_url, .offset = offsetof(struct feed_entry, url)},
	{.name = "opml",
		.set = config_set_path,
		.offset = offsetof(struct feed_entry, opml),
		.expected = "the path of an OPML file"},
	{.name = "path",
		.set = config_set_path,
		.offset = offsetof(struct feed_entry, pattern),
		.expected = "a path, or a pattern such as archive/*.xml"},
	{.name = "exec",
		.set = config_set_strings,
		.offset = offsetof(struct feed_entry, exec),
		.expected = "a program and its arguments",
		.min = 1},
	{.name = "title", .set = config_set_text, .offset = FEED_MEMBER(title)},
	{.name = "every",
		.set = config_set_seconds,
		.offset = FEED_MEMBER(every_seconds),
		.min = 1},
	{.name = "tags", .set = config_set_strings, .offset = FEED_MEMBER(tags)},
	{.name = "weight", .set = config_set_decimal, .offset = FEED_MEMBER(weight), .max = 100},
	{.name = "headers", .set = set_headers, .offset = offsetof(struct feed_entry, feed)},
	{.name = "auth",
		.set = set_auth,
		.offset = offsetof(struct feed_entry, feed),
		.sub = auth_keys},
	{0},
};

/* A program with a slash in its name stands where the file says; without, $PATH knows it. */
static void
take_exec(struct config_reader *reader, struct feed_entry *entry)
{
	const char **at = arena_array(reader->arena, entry->exec.n + 1, sizeof *at);

	memcpy(at, entry->exec.at, entry->exec.n * sizeof *at);
	if (strchr(at[0], '/') != NULL)
		at[0] = config_path(reader, at[0]);
	entry->feed.kind = CONFIG_FEED_EXEC;
	entry->feed.exec = (struct wanted_strings){at, entry->exec.n};
	entry->feed.where = at[0];
}

static void
take_kind(struct config_reader *reader, struct feed_entry *entry)
{
	struct config_feed *feed = &entry->feed;

	if (entry->url != NULL) {
		feed->kind = CONFIG_FEED_URL;
		feed->where = entry->url;
	} else if (entry->opml != NULL) {
		feed->kind = CONFIG_FEED_OPML;
		feed->where = entry->opml;
	} else if (entry->pattern != NULL) {
		feed->kind = CONFIG_FEED_PATH;
		feed->where = entry->pattern;
	} else if (entry->exec.n > 0) {
		take_exec(reader, entry);
	}
}

static void
check_kinds(struct config_reader *reader, const struct tree *item)
{
	static const char *const kinds[] = {"url", "opml", "path", "exec"};
	size_t n = 0;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		n += config_child(item, kinds[i]) != NULL ? 1 : 0;
	if (n != 1)
		config_wrong(reader, item->line,
			"expected one of url, opml, path and exec, found %s",
			n == 0 ? "none" : "more");
}

static void
read_feed(struct config_reader *reader, const struct tree *item, size_t index, void *context)
{
	struct config_feed *feeds = context;
	struct feed_entry entry = {.feed = {.weight = 1, .line = item->line}};

	if (item->kind != TREE_MAP) {
		config_expected(reader, item, "a feed such as {url: \"https://...\"}");
		return;
	}
	config_read_map(reader, item, config_feed_keys, &entry);
	check_kinds(reader, item);
	take_kind(reader, &entry);
	feeds[index] = entry.feed;
}

void
config_set_feeds(struct config_reader *reader, const struct tree *tree,
	const struct config_key *key, void *field)
{
	struct config_feed *feeds = arena_array(reader->arena, config_count(tree), sizeof *feeds);

	(void)key;
	(void)field;
	reader->config->feeds = feeds;
	reader->config->n_feeds = config_count(tree);
	config_each(reader, tree, read_feed, feeds);
}
