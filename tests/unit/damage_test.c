/*
 * Feeds that came to harm on their way: each of many damages to real documents costs at most the item
 * that it hit. What is before a cut is all there, and what follows a damage as well.
 */
#include <stdio.h>
#include <stdlib.h>

#include "feeds/base/buf.h"
#include "feeds/feed.h"
#include "tests/unit/test.h"

#define ITEMS_MAX 400
#define PATH_MAX_BYTES 512
#define PLACES 60 /* of a document, that each damage is done to */

static const char *const documents[] = {"nasa-breaking-news.rss", "rubenerd.rss",
	"sec-edgar-2026-01-12-a.atom", "usgs-earthquakes.atom", "globenewswire.xml",
	"prnewswire.xml", "news-sitemap.xml"};

/* What an item is known by. */
struct keys {
	struct arena *arena;
	struct span at[ITEMS_MAX];
	size_t n;
	size_t n_items;
};

static void
read_keys(struct span document, struct keys *keys)
{
	struct error err = {0};
	struct feed *feed;

	*keys = (struct keys){.arena = arena_new()};
	feed = feed_parse(document, NULL, keys->arena, &err);
	for (size_t i = 0; feed != NULL && i < feed->n_items && keys->n < ITEMS_MAX; i++) {
		struct item item = feed_item(feed, i);

		keys->at[keys->n++] = item.id.len > 0 ? item.id : item.url;
	}
	keys->n_items = feed != NULL ? feed->n_items : 0;
}

static bool
holds(const struct keys *keys, struct span key)
{
	for (size_t i = 0; i < keys->n; i++)
		if (span_equal(keys->at[i], key))
			return true;
	return false;
}

/* How many of the first `n` are missing. */
static size_t
count_missing(const struct keys *sound, const struct keys *damaged, size_t n)
{
	size_t missing = 0;

	for (size_t i = 0; i < n && i < sound->n; i++)
		missing += !holds(damaged, sound->at[i]);
	return missing;
}

static size_t
count_of(struct span text, const char *needle)
{
	struct span wanted = span_of(needle);
	size_t n = 0;

	for (size_t at = span_find(text, wanted); at < text.len;
		at += 1 + span_find(span_from(text, at + 1), wanted))
		n++;
	return n;
}

/* Where the nth (from 0) `mark` of the text ends; its length if there are not so many. */
static size_t
behind(struct span text, const char *mark, size_t n)
{
	struct span wanted = span_of(mark);
	size_t at = 0;

	for (size_t i = 0; i <= n && at < text.len; i++) {
		at += span_find(span_from(text, at), wanted);
		at = at < text.len ? at + wanted.len : text.len;
	}
	return at;
}

static void
put_without(struct buf *out, struct span text, size_t at, size_t len)
{
	buf_add(out, span_head(text, at));
	buf_add(out, span_from(text, at + len));
}

/* Each makes a damaged document of a sound one, at the place of that number of PLACES. */
typedef void damage_fn(struct span text, size_t place, struct buf *out);

static size_t
nth_place(struct span text, const char *mark, size_t place)
{
	size_t n = count_of(text, mark);

	/* Not in the head of the document, whose loss may cost more. */
	return behind(text, mark, 3 + place * (n - 3) / PLACES);
}

static void
lose_end_tag(struct span text, size_t place, struct buf *out)
{
	size_t at = nth_place(text, "</", place);

	put_without(out, text, at - 2, 3 + span_find_byte(span_from(text, at), '>'));
}

static void
lose_quote(struct span text, size_t place, struct buf *out)
{
	put_without(out, text, nth_place(text, "\"", place) - 1, 1);
}

static void
lose_bytes(struct span text, size_t place, struct buf *out)
{
	put_without(out, text, nth_place(text, ">", place), 1 + place * 7 % 100);
}

static void
repeat_bytes(struct span text, size_t place, struct buf *out)
{
	size_t at = nth_place(text, ">", place);

	buf_add(out, span_head(text, at + 1 + place * 7 % 100));
	buf_add(out, span_from(text, at));
}

static void
insert(struct span text, size_t place, struct buf *out)
{
	static const char *const pieces[] = {"&", "<", "&nosuch;", "\x01", "\x93", "&#x0;", "<3 ",
		"]]>", "</b>", "<br>", "<a href=\"x>", "\xff\xfe", "<![CDATA["};
	size_t at = nth_place(text, ">", place);

	buf_add(out, span_head(text, at));
	buf_add_text(out, pieces[place % (sizeof pieces / sizeof *pieces)]);
	buf_add(out, span_from(text, at));
}

static void
write_behind_junk(struct span text, size_t place, struct buf *out)
{
	static const char *const junk[] = {"\r\n\r\n", "<b>Warning</b>: x() in /x.php<br />\n",
		"\xef\xbb\xbf\xef\xbb\xbf", "HTTP/1.1 200 OK\r\n\r\n", "<!-- cached -->"};

	buf_add_text(out, junk[place % (sizeof junk / sizeof *junk)]);
	buf_add(out, text);
}

static void
write_twice(struct span text, size_t place, struct buf *out)
{
	(void)place;
	buf_add(out, text);
	buf_add_text(out, "\n");
	buf_add(out, text);
}

static const struct damage {
	const char *name;
	damage_fn *make;
	size_t costs; /* items at most */
} damages[] = {
	{"an end tag is lost", lose_end_tag, 1},
	{"a quote is lost", lose_quote, 1},
	{"some bytes are lost", lose_bytes, 2},
	{"some bytes come twice", repeat_bytes, 1},
	{"what belongs elsewhere stands in it", insert, 1},
	{"junk stands before it", write_behind_junk, 0},
	{"it stands there twice", write_twice, 0},
};

static void
read_document(const char *name, struct buf *out)
{
	char path[PATH_MAX_BYTES];
	char piece[4096];
	size_t len;
	FILE *file;

	buf_init(out, BUF_UNLIMITED);
	snprintf(path, sizeof path, "%s/examples/feeds/%s", getenv("TOP_SRCDIR"), name);
	file = fopen(path, "rb");
	assert_non_null(file);
	while ((len = fread(piece, 1, sizeof piece, file)) > 0)
		buf_add(out, span_make(piece, len));
	fclose(file);
}

static void
check_damage(
	const char *name, const struct keys *sound, struct span text, const struct damage *damage)
{
	for (size_t place = 0; place < PLACES; place++) {
		struct keys keys;
		struct buf out;
		size_t missing;

		buf_init(&out, BUF_UNLIMITED);
		damage->make(text, place, &out);
		read_keys(buf_span(&out), &keys);
		missing = count_missing(sound, &keys, sound->n);
		if (missing > damage->costs)
			fail_msg("%s, place %zu: %s, %zu of %zu items are missing", name, place,
				damage->name, missing, sound->n);
		arena_free(keys.arena);
		buf_release(&out);
	}
}

static void
a_damage_costs_the_item_that_it_hit(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
		struct keys sound;
		struct buf text;

		read_document(documents[i], &text);
		read_keys(buf_span(&text), &sound);
		assert_true(sound.n > 0);
		for (size_t j = 0; j < sizeof damages / sizeof *damages; j++)
			check_damage(documents[i], &sound, buf_span(&text), &damages[j]);
		arena_free(sound.arena);
		buf_release(&text);
	}
}

static size_t
count_ended(struct span text)
{
	if (span_find(text, SPAN("<urlset")) < text.len)
		return count_of(text, "</url>");
	return count_of(text, "</item>") + count_of(text, "</entry>");
}

static void
what_ended_before_a_cut_is_all_there(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
		struct keys sound;
		struct buf text;

		read_document(documents[i], &text);
		read_keys(buf_span(&text), &sound);
		for (size_t place = 1; place <= PLACES; place++) {
			struct span part =
				span_head(buf_span(&text), text.len * place / PLACES - place % 7);
			size_t missing;
			struct keys keys;

			read_keys(part, &keys);
			missing = count_missing(&sound, &keys, count_ended(part));
			if (missing > 0)
				fail_msg("%s, cut at %zu: %zu of %zu are missing", documents[i],
					part.len, missing, count_ended(part));
			arena_free(keys.arena);
		}
		arena_free(sound.arena);
		buf_release(&text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_damage_costs_the_item_that_it_hit),
		cmocka_unit_test(what_ended_before_a_cut_is_all_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
