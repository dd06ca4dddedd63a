#include "output/mail.h"

#include <sysexits.h>

#include "feeds/base/utf8.h"
#include "output/escape.h"
#include "output/number.h"
#include "output/when.h"

#define TOP_BYTES_MAX 120 /* what a list of mails shows of a subject, and a little more */

/* At most TOP_BYTES_MAX, cut where a word ends. */
static void
add_top(struct buf *out, const struct digest *digest)
{
	struct span top = digest_top_headline(digest);
	struct span head = utf8_head(top, TOP_BYTES_MAX);

	if (head.len < top.len) {
		size_t at = head.len;

		while (at > 0 && head.at[at] != ' ')
			at--;
		head = at > 0 ? span_head(head, at) : head;
	}
	escape_line(out, head);
	buf_add_text(out, head.len < top.len ? "\xe2\x80\xa6" : "");
}

static void
add_title(struct buf *out, const struct digest *digest)
{
	escape_line(out, digest->title);
}

static void
add_date(struct buf *out, const struct digest *digest)
{
	when_add_day(out, when_of(digest->edition.created_at, digest->edition.utc_offset_seconds));
}

static void
add_stories(struct buf *out, const struct digest *digest)
{
	number_add(out, digest_story_count(digest));
}

static void
add_number(struct buf *out, const struct digest *digest)
{
	number_add(out, digest->edition.number);
}

static const struct {
	struct span name;
	void (*add)(struct buf *out, const struct digest *digest);
} fields[] = {
	{{"title", 5}, add_title},
	{{"top", 3}, add_top},
	{{"date", 4}, add_date},
	{{"stories", 7}, add_stories},
	{{"number", 6}, add_number},
};

static bool
add_field(struct span name, const struct digest *digest, struct buf *out, struct error *err)
{
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (span_equal(name, fields[i].name)) {
			fields[i].add(out, digest);
			return true;
		}
	}
	return error_set(err, EX_CONFIG,
		"expected {title}, {top}, {date}, {stories} or {number}, found '{%.*s}'",
		SPAN_ARGS(name));
}

bool
mail_subject(struct span pattern, const struct digest *digest, struct buf *out, struct error *err)
{
	while (pattern.len > 0) {
		size_t open = span_find_byte(pattern, '{');
		size_t close;

		buf_add(out, span_head(pattern, open));
		pattern = span_from(pattern, open);
		if (pattern.len == 0)
			break;
		close = span_find_byte(pattern, '}');
		if (close == pattern.len)
			return error_set(
				err, EX_CONFIG, "expected '}' after '%.*s'", SPAN_ARGS(pattern));
		if (!add_field(span_make(pattern.at + 1, close - 1), digest, out, err))
			return false;
		pattern = span_from(pattern, close + 1);
	}
	return true;
}
