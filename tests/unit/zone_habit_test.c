#include "tests/unit/test.h"

#include <stdio.h>

#include "feeds/date.h"
#include "feeds/feed.h"

#define HEAD "<rss version='2.0'><channel><title>t</title><lastBuildDate>%s</lastBuildDate>"
#define ITEM "<item><title>a</title><pubDate>%s</pubDate></item>"

/* Two dates of the feed, and what the second means. */
static const struct {
	const char *feed_date;
	const char *first;
	const char *second;
	const char *second_time;
} cases[] = {
	{"Wed, 01 May 2024 10:00:00 +0800", "Wed, 01 May 2024 09:00:00 +0800",
		"2024-05-01 08:00:00", "2024-05-01T00:00:00Z"},
	{"Wed, 01 May 2024 10:00:00 +0800", "2024-05-01 08:00:00", "2024-05-01 09:30:00",
		"2024-05-01T01:30:00Z"},
	/* two zones are no habit, a day is a day, none is UTC, and GMT is what it says */
	{"Wed, 01 May 2024 10:00:00 +0800", "Wed, 01 May 2024 09:00:00 EDT", "2024-05-01 08:00:00",
		"2024-05-01T08:00:00Z"},
	{"Wed, 01 May 2024 10:00:00 +0800", "", "2024-05-01", "2024-05-01T00:00:00Z"},
	{"", "", "2024-05-01 08:00:00", "2024-05-01T08:00:00Z"},
	{"Wed, 01 May 2024 10:00:00 +0800", "", "Wed, 01 May 2024 08:00:00 GMT",
		"2024-05-01T08:00:00Z"},
};

static void
a_time_without_a_zone_takes_the_feeds_own(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *arena = arena_new();
		struct feed_hints hints = {0};
		struct feed *feed;
		char document[1024];
		char got[DATE_TEXT_SIZE];

		snprintf(document, sizeof document, HEAD ITEM ITEM "</channel></rss>",
			cases[i].feed_date, cases[i].first, cases[i].second);
		feed = feed_parse(span_of(document), &hints, arena, NULL);
		assert_non_null(feed);
		assert_int_equal(feed->n_items, 2);
		date_format_rfc3339(feed_item(feed, 1).published, got);
		if (strcmp(got, cases[i].second_time) != 0)
			fail_msg(
				"'%s' gave %s, not %s", cases[i].second, got, cases[i].second_time);
		arena_free(arena);
	}
}

static void
an_item_without_a_declared_language_has_that_of_its_text(void **state)
{
	static const char document[] =
		"<rss version='2.0'><channel><title>t</title>%s"
		"<item><title>x</title><description>Der Konzern hat nach eigenen Angaben mehr "
		"Gewinn "
		"gemacht als im Vorjahr</description></item></channel></rss>";
	static const struct {
		const char *declared;
		const char *language;
	} rows[] = {{"", "de"}, {"<language>en</language>", NULL}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct arena *arena = arena_new();
		struct feed_hints hints = {0};
		char text[1024];
		struct feed *feed;

		snprintf(text, sizeof text, document, rows[i].declared);
		feed = feed_parse(span_of(text), &hints, arena, NULL);
		assert_non_null(feed);
		assert_span(feed_item(feed, 0).language, rows[i].language);
		arena_free(arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_time_without_a_zone_takes_the_feeds_own),
		cmocka_unit_test(an_item_without_a_declared_language_has_that_of_its_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
