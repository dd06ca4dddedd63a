#include "tests/unit/test.h"

#include "feeds/opml.h"

static struct opml *
parse(const char *text, struct arena *arena)
{
	struct error err = {0};
	struct opml *opml = opml_parse(span_of(text), arena, &err);

	if (opml == NULL)
		fail_msg("%s: %s", err.text, text);
	return opml;
}

static void
folders_and_categories_become_tags(void **state)
{
	struct arena *arena = arena_new();
	struct opml *opml = parse(
		"<opml><head><title>T</title></head><body><outline text='a'><outline title='b'>"
		"<outline text='f' xmlUrl='http://f/' htmlUrl='http://h/' category='/c/d,a'/>"
		"</outline></outline></body></opml>",
		arena);

	(void)state;
	assert_span(opml->title, "T");
	assert_int_equal(opml->n_feeds, 1);
	assert_span(opml->feeds[0].url, "http://f/");
	assert_span(opml->feeds[0].title, "f");
	assert_span(opml->feeds[0].site, "http://h/");
	assert_int_equal(opml->feeds[0].n_tags, 3);
	assert_span(opml->feeds[0].tags[0], "a");
	assert_span(opml->feeds[0].tags[1], "b");
	assert_span(opml->feeds[0].tags[2], "c/d");
	arena_free(arena);
}

static void
a_feed_that_stands_twice_is_one_with_the_tags_of_both(void **state)
{
	struct arena *arena = arena_new();
	struct opml *opml =
		parse("<opml><body><outline text='a'><outline xmlUrl='u'/></outline>"
		      "<outline text='b'><outline xmlurl='u' title='t'/></outline></body></opml>",
			arena);

	(void)state;
	assert_int_equal(opml->n_feeds, 1);
	assert_span(opml->feeds[0].title, "t");
	assert_int_equal(opml->feeds[0].n_tags, 2);
	arena_free(arena);
}

static void
lists_are_read_as_they_come(void **state)
{
	static const struct {
		const char *text;
		size_t n_feeds;
		const char *first;
	} cases[] = {
		{"<opml><body/></opml>", 0, NULL},
		{"<opml><body><outline xmlUrl='feed:Feed://a/'/></body></opml>", 1, "http://a/"},
		{"<opml><body><outline xmlUrl='feed://a/'/></body></opml>", 1, "http://a/"},
		{"<opml><body><outline xmlUrl='feed:https://a/'/></body></opml>", 1, "https://a/"},
		{"<opml><body><outline type='rss' url='u'/></body></opml>", 1, "u"},
		{"<opml><body><outline type='link' url='u'/></body></opml>", 0, NULL},
		{"<opml><body><outline xmlUrl='?a=1&b=2'/></body></opml>", 1, "?a=1&b=2"},
		{"<opml><body><outline text=\"a & b\" xmlUrl=u><outline xmlUrl='v'>", 2, "u"},
		{"\xef\xbb\xbf<?xml version='1.0'?><OPML><BODY><OUTLINE XMLURL='u'/></BODY></OPML>",
			1, "u"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *arena = arena_new();
		struct opml *opml = parse(cases[i].text, arena);

		if (opml->n_feeds != cases[i].n_feeds)
			fail_msg("%zu feeds in %s", opml->n_feeds, cases[i].text);
		if (cases[i].first != NULL)
			assert_span(opml->feeds[0].url, cases[i].first);
		arena_free(arena);
	}
}

static void
what_is_no_list_is_refused(void **state)
{
	static const char *const texts[] = {"", "text", "<rss/>", "<html><body/></html>"};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct arena *arena = arena_new();
		struct error err = {0};

		assert_null(opml_parse(span_of(texts[i]), arena, &err));
		assert_int_not_equal(err.text[0], '\0');
		arena_free(arena);
	}
}

static void
what_is_written_is_read_again(void **state)
{
	struct span tags[] = {SPAN("a & \"b\""), SPAN("c")};
	struct opml_feed feeds[] = {
		{.url = SPAN("http://f/?a=1&b=2"), .title = SPAN("<t>"), .tags = tags, .n_tags = 2},
		{.url = SPAN("http://g/")},
		{.url = SPAN("http://h/"), .site = SPAN("s"), .tags = tags, .n_tags = 1},
	};
	struct opml opml = {.title = SPAN("T & U"), .feeds = feeds, .n_feeds = 3};
	struct arena *arena = arena_new();
	struct error err = {0};
	struct opml *again;
	struct buf out;

	(void)state;
	buf_init(&out, BUF_UNLIMITED);
	opml_write(&opml, &out);
	again = opml_parse(buf_span(&out), arena, &err);
	assert_non_null(again);
	assert_span(again->title, "T & U");
	assert_int_equal(again->n_feeds, 3);
	assert_span(again->feeds[0].url, "http://f/?a=1&b=2");
	assert_span(again->feeds[0].title, "<t>");
	assert_int_equal(again->feeds[0].n_tags, 2);
	assert_span(again->feeds[0].tags[0], "a & \"b\"");
	assert_span(again->feeds[1].url, "http://h/"); /* its folder was opened before */
	assert_span(again->feeds[2].url, "http://g/");
	buf_release(&out);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folders_and_categories_become_tags),
		cmocka_unit_test(a_feed_that_stands_twice_is_one_with_the_tags_of_both),
		cmocka_unit_test(lists_are_read_as_they_come),
		cmocka_unit_test(what_is_no_list_is_refused),
		cmocka_unit_test(what_is_written_is_read_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
