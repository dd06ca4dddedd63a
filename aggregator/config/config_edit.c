#include "aggregator/config/config_edit.h"

#include <string.h>
#include <sysexits.h>

#include "aggregator/config/config.h"
#include "aggregator/config/config_reader.h"
#include "feeds/base/ascii.h"

#define INDENT_DEFAULT 2

/* The text and its tree; lines count from 1. */
struct editing {
	struct span yaml;
	struct arena *arena;
	const struct tree *feeds; /* the value of `feeds:`, or NULL */
};

static bool
editing_init(struct editing *editing, struct span yaml, struct error *err)
{
	struct tree_error problem;
	const struct tree *root;

	editing->yaml = yaml;
	editing->arena = arena_new();
	root = tree_read(yaml, editing->arena, &problem);
	if (root == NULL)
		return error_set(err, EX_CONFIG, "line %d: %s", problem.line, problem.text);
	if (root->kind != TREE_MAP && root->kind != TREE_EMPTY)
		return error_set(err, EX_CONFIG, "line %d: expected keys and values", root->line);
	editing->feeds = config_child(root, "feeds");
	return true;
}

/* Where line `line` begins, in bytes; behind the last line: the end. */
static size_t
line_start(struct span yaml, int line)
{
	size_t at = 0;

	for (int i = 1; i < line && at < yaml.len; i++)
		at += span_find_byte(span_from(yaml, at), '\n') + 1;
	return at < yaml.len ? at : yaml.len;
}

static struct span
line_at(struct span yaml, size_t start)
{
	struct span rest = span_from(yaml, start);

	return span_head(rest, span_find_byte(rest, '\n'));
}

static size_t
indent_of(struct span line)
{
	size_t indent = 0;

	while (indent < line.len && line.at[indent] == ' ')
		indent++;
	return indent;
}

static bool
is_blank(struct span line)
{
	struct span text = span_trim(line);

	return text.len == 0 || text.at[0] == '#';
}

/* Behind the last line of the entry that begins at `start`: its further lines stand deeper. */
static size_t
entry_end(struct span yaml, size_t start)
{
	size_t indent = indent_of(line_at(yaml, start));
	size_t at = start + line_at(yaml, start).len + 1;
	size_t end = at;

	while (at < yaml.len) {
		struct span line = line_at(yaml, at);

		if (!is_blank(line) && indent_of(line) <= indent)
			break;
		at += line.len + 1;
		if (!is_blank(line))
			end = at;
	}
	return end < yaml.len ? end : yaml.len;
}

/* Whether the entry begins a line of its own: "  - {url: ...}". */
static bool
has_own_line(struct span yaml, const struct tree *item)
{
	struct span line = line_at(yaml, line_start(yaml, item->line));
	struct span text = span_from(line, indent_of(line));

	return span_starts_with(text, SPAN("- "));
}

static void
write_quoted(struct buf *out, const char *text)
{
	buf_add_byte(out, '"');
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			buf_add_byte(out, '\\');
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			buf_format(out, "\\x%02x", (unsigned)(unsigned char)*text);
		else
			buf_add_byte(out, *text);
	}
	buf_add_byte(out, '"');
}

static void
write_entry(struct buf *out, size_t indent, const struct config_new_feed *feed)
{
	buf_format(out, "%*s- {url: ", (int)indent, "");
	write_quoted(out, feed->url);
	if (feed->title != NULL) {
		buf_add_text(out, ", title: ");
		write_quoted(out, feed->title);
	}
	for (size_t i = 0; i < feed->tags.n; i++) {
		buf_add_text(out, i == 0 ? ", tags: [" : ", ");
		write_quoted(out, feed->tags.at[i]);
	}
	buf_add_text(out, feed->tags.n > 0 ? "]}\n" : "}\n");
}

static const struct tree *
find_url(const struct tree *feeds, const char *url)
{
	for (const struct tree *item = feeds->first; item != NULL; item = item->next) {
		const struct tree *child = config_child(item, "url");

		if (child != NULL && span_equal(child->text, span_of(url)))
			return item;
	}
	return NULL;
}

/* The entry goes in at byte `at`, which begins a line, or ends a text without a last line feed. */
static void
insert_at(const struct editing *editing, size_t at, size_t indent,
	const struct config_new_feed *feed, struct buf *out)
{
	struct span before = span_head(editing->yaml, at);

	buf_add(out, before);
	if (before.len > 0 && !span_ends_with(before, SPAN("\n")))
		buf_add_byte(out, '\n');
	if (editing->feeds == NULL)
		buf_add_text(out, "feeds:\n");
	write_entry(out, indent, feed);
	buf_add(out, span_from(editing->yaml, at));
}

static bool
insert_feed(const struct editing *editing, const struct config_new_feed *feed, struct buf *out,
	struct error *err)
{
	const struct tree *feeds = editing->feeds;
	struct span yaml = editing->yaml;
	const struct tree *last;
	size_t start;

	if (feeds == NULL || feeds->kind == TREE_EMPTY) {
		insert_at(editing, feeds == NULL ? yaml.len : line_start(yaml, feeds->key_line + 1),
			INDENT_DEFAULT, feed, out);
		return true;
	}
	if (feeds->kind != TREE_LIST)
		return error_set(err, EX_CONFIG, "line %d: feeds: expected a list", feeds->line);
	if (find_url(feeds, feed->url) != NULL)
		return error_set(err, EX_CONFIG, "'%s' is in line %d already", feed->url,
			find_url(feeds, feed->url)->line);
	last = feeds->first;
	while (last != NULL && last->next != NULL)
		last = last->next;
	if (last == NULL || !has_own_line(yaml, last))
		return error_set(err, EX_CONFIG,
			"line %d: feeds is written in brackets; write each entry on a line of its "
			"own to let it be changed",
			feeds->line);
	start = line_start(yaml, last->line);
	insert_at(editing, entry_end(yaml, start), indent_of(line_at(yaml, start)), feed, out);
	return true;
}

/* Proof: what was written is a configuration, and has as many feeds as it should. */
static bool
check_result(const char *path, const struct buf *out, size_t n_feeds, struct error *err)
{
	struct config_errors errors;
	struct config *config;
	bool ok;

	config_errors_init(&errors);
	config = config_parse(path, buf_span(out), &errors);
	ok = config != NULL && config->n_feeds == n_feeds && !out->is_full;
	if (config == NULL)
		error_set(err, EX_CONFIG, "the configuration would be wrong: %s",
			errors.errors[0].text);
	else if (!ok)
		error_set(err, EX_CONFIG, "the configuration cannot be changed by lines here");
	config_free(config);
	config_errors_release(&errors);
	return ok;
}

bool
config_add_feed(const char *path, struct span yaml, const struct config_new_feed *feed,
	struct buf *out, struct error *err)
{
	struct editing editing = {0};
	bool ok = editing_init(&editing, yaml, err) && insert_feed(&editing, feed, out, err);

	if (ok)
		ok = check_result(path, out,
			editing.feeds != NULL ? config_count(editing.feeds) + 1 : 1, err);
	arena_free(editing.arena);
	return ok;
}

static bool
cut_feed(const struct editing *editing, const char *url, struct buf *out, struct error *err)
{
	const struct tree *item = editing->feeds != NULL ? find_url(editing->feeds, url) : NULL;
	size_t start;

	if (item == NULL)
		return error_set(err, EX_CONFIG, "no entry of feeds has the url '%s'", url);
	if (!has_own_line(editing->yaml, item))
		return error_set(err, EX_CONFIG,
			"line %d: the entry shares its line with others; take it out by hand",
			item->line);
	start = line_start(editing->yaml, item->line);
	buf_add(out, span_head(editing->yaml, start));
	buf_add(out, span_from(editing->yaml, entry_end(editing->yaml, start)));
	return true;
}

bool
config_remove_feed(
	const char *path, struct span yaml, const char *url, struct buf *out, struct error *err)
{
	struct editing editing = {0};
	bool ok = editing_init(&editing, yaml, err) && cut_feed(&editing, url, out, err);

	if (ok)
		ok = check_result(path, out, config_count(editing.feeds) - 1, err);
	arena_free(editing.arena);
	return ok;
}
