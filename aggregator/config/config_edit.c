#include "aggregator/config/config_edit.h"

#include <string.h>
#include <sysexits.h>

#include "aggregator/config/config.h"
#include "aggregator/config/config_lines.h"
#include "aggregator/config/config_reader.h"
#include "aggregator/watch/lookup.h"
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
write_entry(struct buf *out, const struct config_new_feed *feed)
{
	buf_add_text(out, "{url: ");
	write_quoted(out, feed->url);
	if (feed->title != NULL) {
		buf_add_text(out, ", title: ");
		write_quoted(out, feed->title);
	}
	for (size_t i = 0; i < feed->tags.n; i++) {
		buf_add_text(out, i == 0 ? ", tags: [" : ", ");
		write_quoted(out, feed->tags.at[i]);
	}
	buf_add_text(out, feed->tags.n > 0 ? "]}" : "}");
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

/* Lines go in at byte `at`, which begins a line, or ends a text without a last line feed. */
static void
insert_lines(const struct editing *editing, size_t at, size_t indent,
	const struct config_new_feeds *feeds, struct buf *out)
{
	struct span before = span_head(editing->yaml, at);

	buf_add(out, before);
	if (before.len > 0 && !span_ends_with(before, SPAN("\n")))
		buf_add_byte(out, '\n');
	if (editing->feeds == NULL)
		buf_add_text(out, "feeds:\n");
	for (size_t i = 0; i < feeds->n; i++) {
		buf_format(out, "%*s- ", (int)indent, "");
		write_entry(out, &feeds->at[i]);
		buf_add_byte(out, '\n');
	}
	buf_add(out, span_from(editing->yaml, at));
}

/* "feeds: []" and "feeds: ~" give way to lines. */
static void
insert_instead(const struct editing *editing, struct span written,
	const struct config_new_feeds *feeds, struct buf *out)
{
	size_t at = (size_t)(written.at - editing->yaml.at);
	struct editing without = *editing;
	struct buf rest;

	buf_init(&rest, out->max);
	buf_add(&rest, span_trim_end(span_head(editing->yaml, at)));
	buf_add(&rest, span_from(editing->yaml, at + written.len));
	without.yaml = buf_span(&rest);
	insert_lines(&without, yaml_line_start(without.yaml, editing->feeds->key_line + 1),
		INDENT_DEFAULT, feeds, out);
	buf_release(&rest);
}

/* Behind the bracket, where no comma of the user's is in the way. */
static void
insert_in_brackets(const struct editing *editing, struct span written,
	const struct config_new_feeds *feeds, struct buf *out)
{
	size_t at = (size_t)(written.at - editing->yaml.at) + 1;
	const char *gap = feeds->n > 1 ? "\n  " : " ";

	buf_add(out, span_head(editing->yaml, at));
	buf_add_text(out, feeds->n > 1 ? gap : "");
	for (size_t i = 0; i < feeds->n; i++) {
		write_entry(out, &feeds->at[i]);
		if (i + 1 < feeds->n || editing->feeds->first != NULL)
			buf_format(out, ",%s", gap);
	}
	buf_add(out, span_from(editing->yaml, at));
}

static bool
is_empty_list(struct span written)
{
	return written.len < 2 ||
	       span_trim(span_head(span_from(written, 1), written.len - 2)).len == 0;
}

static struct span
written_of(const struct editing *editing, const struct tree *tree)
{
	size_t start = yaml_byte(editing->yaml, tree->start);
	size_t end = yaml_byte(editing->yaml, tree->end);

	return span_head(span_from(editing->yaml, start), end - start);
}

static bool
is_in_brackets(const struct editing *editing)
{
	return span_starts_with(written_of(editing, editing->feeds), SPAN("["));
}

static void
insert_behind(const struct editing *editing, const struct config_new_feeds *feeds, struct buf *out)
{
	const struct tree *last = editing->feeds->first;
	struct span yaml = editing->yaml;
	size_t start;

	while (last->next != NULL)
		last = last->next;
	start = yaml_line_start(yaml, last->line);
	insert_lines(editing, yaml_entry_end(yaml, start), yaml_indent(yaml_line_at(yaml, start)),
		feeds, out);
}

static void
insert_feeds(const struct editing *editing, const struct config_new_feeds *feeds, struct buf *out)
{
	struct span written;

	if (editing->feeds == NULL) {
		insert_lines(editing, editing->yaml.len, INDENT_DEFAULT, feeds, out);
		return;
	}
	written = written_of(editing, editing->feeds);
	if (editing->feeds->kind == TREE_EMPTY && written.len == 0)
		insert_lines(editing, yaml_line_start(editing->yaml, editing->feeds->key_line + 1),
			INDENT_DEFAULT, feeds, out);
	else if (editing->feeds->kind == TREE_EMPTY || is_empty_list(written))
		insert_instead(editing, written, feeds, out);
	else if (is_in_brackets(editing))
		insert_in_brackets(editing, written, feeds, out);
	else
		insert_behind(editing, feeds, out);
}

/* What stands there already is not added once more. */
static bool
check_new(const struct editing *editing, const struct config_new_feeds *feeds, struct error *err)
{
	struct lookup lines;
	bool ok = true;

	lookup_init(&lines);
	for (const struct tree *item = editing->feeds->first; item != NULL; item = item->next) {
		const struct tree *url = config_child(item, "url");

		if (url != NULL)
			lookup_add(&lines, url->text, (uint32_t)item->line);
	}
	for (size_t i = 0; ok && i < feeds->n; i++) {
		uint32_t line = lookup_find(&lines, span_of(feeds->at[i].url));

		if (line != LOOKUP_NONE)
			ok = error_set(err, EX_CONFIG, "'%s' is in line %u already",
				feeds->at[i].url, (unsigned)line);
	}
	lookup_release(&lines);
	return ok;
}

static bool
check_list(const struct editing *editing, const struct config_new_feeds *feeds, struct error *err)
{
	if (editing->feeds == NULL || editing->feeds->kind == TREE_EMPTY)
		return true;
	if (editing->feeds->kind != TREE_LIST)
		return error_set(
			err, EX_CONFIG, "line %d: feeds: expected a list", editing->feeds->line);
	return check_new(editing, feeds, err);
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
config_add_feeds(const char *path, struct span yaml, const struct config_new_feeds *feeds,
	struct buf *out, struct error *err)
{
	struct editing editing = {0};
	bool ok = editing_init(&editing, yaml, err) && check_list(&editing, feeds, err);

	if (ok) {
		size_t n_before = editing.feeds != NULL ? config_count(editing.feeds) : 0;

		insert_feeds(&editing, feeds, out);
		ok = check_result(path, out, n_before + feeds->n, err);
	}
	arena_free(editing.arena);
	return ok;
}

/* With the comma that stands behind it, or else before it. */
static void
cut_from_brackets(const struct editing *editing, struct span entry, struct buf *out)
{
	struct span before = span_head(editing->yaml, (size_t)(entry.at - editing->yaml.at));
	struct span behind = span_from(editing->yaml, before.len + entry.len);
	struct span next = span_trim_start(behind);

	if (span_starts_with(next, SPAN(",")))
		behind = span_trim_start(span_from(next, 1));
	else if (span_ends_with(span_trim_end(before), SPAN(",")))
		before = span_head(before, span_trim_end(before).len - 1);
	buf_add(out, before);
	buf_add(out, behind);
}

static bool
cut_feed(const struct editing *editing, const char *url, struct buf *out, struct error *err)
{
	const struct tree *item = editing->feeds != NULL ? find_url(editing->feeds, url) : NULL;
	size_t start;

	if (item == NULL)
		return error_set(err, EX_CONFIG, "no entry of feeds has the url '%s'", url);
	if (is_in_brackets(editing)) {
		cut_from_brackets(editing, written_of(editing, item), out);
		return true;
	}
	start = yaml_line_start(editing->yaml, item->line);
	buf_add(out, span_head(editing->yaml, start));
	buf_add(out, span_from(editing->yaml, yaml_entry_end(editing->yaml, start)));
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
