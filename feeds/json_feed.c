#include "feeds/json_feed.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "feeds/field.h"
#include "feeds/html_text.h"
#include "feeds/item_end.h"
#include "feeds/json_repair.h"

#define NUMBER_DIGITS 15 /* what a double surely holds: 1.1 is not 1.1000000000000001 */

/* The text of a key: strings as they are, numbers as they would be written; else SPAN_NONE. */
static struct span
text_of(struct reader *reader, const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);
	struct span text;
	char *written;

	if (json_is_string(value))
		return span_make(json_string_value(value), json_string_length(value));
	if (!json_is_number(value))
		return SPAN_NONE;
	written = json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(NUMBER_DIGITS));
	text = span_of(written);
	if (span_ends_with(text, SPAN(".0"))) /* jansson's way to tell a real number */
		text.len -= 2;
	text = arena_copy(reader->arena, text);
	free(written);
	return text;
}

/* Which key sets what, in the order of precedence where two set one field: the first wins. */
struct key {
	const char *name;
	struct element sets;
};

#define SETS(field_, rank_, end_)                                                                  \
	{                                                                                          \
		.field = field_, .rank = rank_, .end = end_                                        \
	}

static const struct key feed_keys[] = {
	{"home_page_url", SETS(FIELD_URL, 50, take_url)},
	{"feed_url", SETS(FIELD_SELF, 50, take_url)},
	{"description", SETS(FIELD_SUMMARY, 50, take_literal)},
	{"next_url", SETS(FIELD_NEXT_PAGE, 50, take_url)},
	{"icon", SETS(FIELD_IMAGE, 50, take_url)},
	{"favicon", SETS(FIELD_IMAGE, 40, take_url)},
	{"language", SETS(FIELD_LANGUAGE, 50, take_literal)},
	{"copyright", SETS(FIELD_RIGHTS, 50, take_literal)},
};

static const struct key item_keys[] = {
	{"id", SETS(FIELD_ID, 50, take_id)},
	{"url", SETS(FIELD_URL, 50, take_url)},
	{"external_url", SETS(FIELD_URL, 40, take_url)},
	{"summary", SETS(FIELD_SUMMARY, 50, take_body)},
	{"content_text", SETS(FIELD_CONTENT, 40, take_body)},
	{"image", SETS(FIELD_IMAGE, 50, take_url)},
	{"banner_image", SETS(FIELD_IMAGE, 40, take_url)},
	{"date_published", SETS(FIELD_PUBLISHED, 50, take_date)},
	{"date_modified", SETS(FIELD_UPDATED, 50, take_date)},
	{"language", SETS(FIELD_LANGUAGE, 50, take_literal)},
};

static const struct key content_html_key = {"content_html", SETS(FIELD_CONTENT, 50, take_body)};

static void
read_key(struct reader *reader, const json_t *object, const struct key *key, enum markup_kind kind)
{
	struct value value = {
		.element = &key->sets,
		.text = text_of(reader, object, key->name),
		.kind = kind,
		.base = reader_top(reader)->base,
	};

	if (value.text.len > 0)
		key->sets.end(reader, &value);
}

/* A title is markup when it shows that it is. */
static void
read_title(struct reader *reader, const json_t *object)
{
	static const struct key key = {"title", SETS(FIELD_TITLE, 50, take_title)};
	struct span title = text_of(reader, object, key.name);

	read_key(reader, object, &key, html_looks_like_markup(title) ? MARKUP_HTML : MARKUP_TEXT);
}

static void
read_keys(struct reader *reader, const json_t *object, const struct key *keys, size_t n)
{
	for (size_t i = 0; i < n; i++)
		read_key(reader, object, &keys[i], MARKUP_TEXT);
}

static void
read_author(struct reader *reader, const json_t *author)
{
	struct span url = text_of(reader, author, "url");

	if (json_is_string(author))
		add_author(reader, (struct author){.name = span_make(json_string_value(author),
							   json_string_length(author))});
	if (!json_is_object(author))
		return;
	add_author(reader, (struct author){
				   .name = text_of(reader, author, "name"),
				   .email = text_of(reader, author, "email"),
				   .url = url.len > 0 ? resolve_here(reader, url) : SPAN_NONE,
			   });
}

/* 1.1 has a list, 1.0 had one. */
static void
read_authors(struct reader *reader, const json_t *object)
{
	const json_t *authors = json_object_get(object, "authors");
	const json_t *author;
	size_t i;

	json_array_foreach(authors, i, author) read_author(reader, author);
	read_author(reader, authors);
	read_author(reader, json_object_get(object, "author"));
}

/* A list; some write one line. */
static void
read_tags(struct reader *reader, const json_t *object)
{
	struct span line = text_of(reader, object, "tags");
	struct span word;
	const json_t *tag;
	size_t i;

	json_array_foreach(json_object_get(object, "tags"), i, tag) if (json_is_string(tag))
		add_category(reader, (struct category){.term = span_make(json_string_value(tag),
							       json_string_length(tag))});
	while (span_split(&line, ',', &word))
		add_category(reader, (struct category){.term = word});
}

static void
read_attachment(struct reader *reader, const json_t *attachment)
{
	add_enclosure(reader, text_of(reader, attachment, "url"),
		text_of(reader, attachment, "mime_type"),
		text_of(reader, attachment, "size_in_bytes"));
}

/* A list; some have one alone. */
static void
read_attachments(struct reader *reader, const json_t *object)
{
	const json_t *attachments = json_object_get(object, "attachments");
	const json_t *attachment;
	size_t i;

	json_array_foreach(attachments, i, attachment) read_attachment(reader, attachment);
	read_attachment(reader, attachments);
}

/* The format has no date of the feed: it is as new as its newest item. */
static void
note_newest(struct reader *reader)
{
	int64_t at = reader->item->updated;

	if (at != TIME_NONE && at > reader->feed->updated)
		reader->feed->updated = at;
}

static void
read_item(struct reader *reader, const json_t *object)
{
	if (!json_is_object(object))
		return;
	reader_push(reader, SCOPE_ITEM);
	item_begin(reader, 0);
	if (reader->item != NULL) {
		read_keys(reader, object, item_keys, sizeof item_keys / sizeof *item_keys);
		read_title(reader, object);
		read_key(reader, object, &content_html_key, MARKUP_HTML);
		read_authors(reader, object);
		read_tags(reader, object);
		read_attachments(reader, object);
		note_newest(reader);
		item_end(reader);
	}
	reader_pop(reader);
}

static void
read_hub(struct reader *reader, const json_t *root)
{
	static const struct key hub_key = {"url", SETS(FIELD_HUB, 50, take_url)};

	read_key(reader, json_array_get(json_object_get(root, "hubs"), 0), &hub_key, MARKUP_TEXT);
}

static void
read_feed(struct reader *reader, const json_t *root)
{
	const json_t *item;
	size_t i;

	reader_push(reader, SCOPE_FEED);
	read_keys(reader, root, feed_keys, sizeof feed_keys / sizeof *feed_keys);
	read_title(reader, root);
	read_hub(reader, root);
	read_authors(reader, root);
	reader->link_base = reader->feed->link;
	reader_top(reader)->language = reader->feed->language;
	json_array_foreach(json_object_get(root, "items"), i, item) read_item(reader, item);
	reader_pop(reader);
}

static struct span
without_slash(struct span version)
{
	version = span_trim(version);
	return span_ends_with(version, SPAN("/")) ? span_head(version, version.len - 1) : version;
}

/* "https://jsonfeed.org/version/1.1"; some write "1.0" alone, or forget it. */
static bool
read_version(struct reader *reader, const json_t *root, struct error *err)
{
	struct span version = without_slash(text_of(reader, root, "version"));
	const json_t *items = json_object_get(root, "items");
	bool has_items =
		json_is_array(items) &&
		(json_array_size(items) > 0 || json_is_string(json_object_get(root, "title")));
	bool is_ours = span_find(version, SPAN("jsonfeed.org/version/")) < version.len ||
		       span_equal(version, SPAN("1.0")) || span_equal(version, SPAN("1.1")) ||
		       span_equal(version, SPAN("1"));

	if (!has_items || !is_ours)
		return error_set(err, EX_DATAERR,
			"JSON without %s: no feed of a format that broadtape reads",
			has_items ? "the version of a JSON Feed" : "a list of items");
	reader->feed->format = span_ends_with(version, SPAN("1.1")) ? FEED_JSON_11 : FEED_JSON_1;
	return true;
}

/* As it is, else mended, with a warning that says what was wrong. */
static json_t *
load(struct reader *reader, struct span text, struct error *err)
{
	json_error_t why;
	json_t *root = json_loadb(text.at, text.len, JSON_DISABLE_EOF_CHECK, &why);
	struct buf mended;

	if (root != NULL)
		return root;
	reader_warn(reader, "broken-json", why.line, "%s", why.text);
	buf_init(&mended, BUF_UNLIMITED);
	json_repair(text, &mended);
	root = json_loadb(mended.at, mended.len, JSON_DISABLE_EOF_CHECK, NULL);
	buf_release(&mended);
	if (root == NULL)
		error_set(err, EX_DATAERR, "JSON is broken in line %d: %s", why.line, why.text);
	return root;
}

bool
json_feed_read(struct reader *reader, struct span text, struct error *err)
{
	json_t *root = load(reader, text, err);
	bool ok = false;

	if (root == NULL)
		return false;
	if (json_is_object(root))
		ok = read_version(reader, root, err);
	else
		error_set(err, EX_DATAERR, "JSON without an object: no feed");
	if (ok)
		read_feed(reader, root);
	json_decref(root);
	return ok;
}
