#include "tests/unit/test.h"

#include <stdlib.h>

#include "feeds/base/utf8.h"
#include "feeds/fold_width.h"
#include "output/text.h"
#include "tests/lib/digest_fixture.h"

#define HUGE (1 << 20)

static void
render(struct digest *digest, const struct text_look *look, struct buf *out)
{
	struct error err = {0};

	buf_init(out, BUF_UNLIMITED);
	if (!text_render(digest, &fixture_site, look, out, &err))
		fail_msg("%s", err.text);
	digest_free(digest);
}

static void
lines_are_as_wide_as_asked(void **state)
{
	static const size_t widths[] = {20, 40, 72, 120};

	(void)state;
	for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
		const struct text_look look = {.columns = widths[i]};
		struct span rest, line;
		struct buf out;

		render(fixture_morning(), &look, &out);
		rest = buf_span(&out);
		while (span_split(&rest, '\n', &line))
			if (fold_width(line) > widths[i] &&
				span_find(line, SPAN("https://")) == line.len)
				fail_msg("wider than %zu: '%.*s'", widths[i], SPAN_ARGS(line));
		buf_release(&out);
	}
}

static void
an_address_is_never_cut(void **state)
{
	const struct text_look look = {.columns = 20};
	struct buf out;

	(void)state;
	render(fixture_morning(), &look, &out);
	assert_non_null(strstr(buf_string(&out), "https://wire.example/news/42?from=feed&x=1\n"));
	buf_release(&out);
}

static void
a_wide_character_takes_two_columns(void **state)
{
	(void)state;
	assert_int_equal(fold_width(SPAN("abc")), 3);
	assert_int_equal(fold_width(SPAN("\xe6\xbc\xa2\xe5\xad\x97")), 4);
	assert_int_equal(fold_width(SPAN("e\xcc\x81")), 1);
	assert_int_equal(fold_width(SPAN("\xf0\x9f\xa6\x83")), 2);
	assert_int_equal(fold_width_head(SPAN("\xe6\xbc\xa2\xe5\xad\x97"), 3).len, 3);
	assert_int_equal(fold_width_head(SPAN("\xe6\xbc\xa2"), 1).len, 0);
	assert_int_equal(fold_width_head(SPAN("abc"), 9).len, 3);
}

/* What a terminal would obey: everything below a space but the line's end, DEL, C1. */
static bool
has_command(struct span text)
{
	while (text.len > 0) {
		uint32_t point;
		size_t len = utf8_decode(text, &point);

		if ((point < ' ' && point != '\n') || (point >= 0x7f && point < 0xa0) ||
			(point >= 0x202a && point <= 0x202e) ||
			(point >= 0x2066 && point <= 0x2069))
			return true;
		text = span_from(text, len);
	}
	return false;
}

static void
no_text_commands_a_terminal(void **state)
{
	(void)state;
	for (size_t i = 0; i < fixture_hostile_texts_count; i++) {
		const struct text_look look = {.columns = 30};
		struct buf out;

		render(fixture_filled_with(fixture_hostile_texts[i]), &look, &out);
		assert_false(has_command(buf_span(&out)));
		assert_true(utf8_is_valid(buf_span(&out)));
		buf_release(&out);
	}
}

static void
colour_ends_where_its_line_ends(void **state)
{
	const struct text_look look = {.has_colour = true, .columns = 30};
	struct span rest, line;
	struct buf out;

	(void)state;
	render(fixture_morning(), &look, &out);
	assert_non_null(strstr(buf_string(&out), "\x1b[1m"));
	rest = buf_span(&out);
	while (span_split(&rest, '\n', &line))
		if (span_find_byte(line, '\x1b') < line.len)
			assert_true(span_ends_with(line, SPAN("\x1b[0m")));
	buf_release(&out);
}

/* A megabyte without a blank: quadratic work would take minutes. */
static void
a_word_of_a_megabyte_is_cut_in_no_time(void **state)
{
	const struct text_look look = {.columns = 20};
	char *word = malloc(HUGE);
	struct buf out;

	(void)state;
	assert_non_null(word);
	memset(word, 'w', HUGE);
	render(fixture_filled_with(span_make(word, HUGE)), &look, &out);
	assert_true(out.len > HUGE);
	buf_release(&out);
	free(word);
}

static void
a_long_digest_begins_with_its_top_stories(void **state)
{
	const struct text_look look = {0};
	struct buf out;

	(void)state;
	render(fixture_many(20), &look, &out);
	assert_non_null(strstr(buf_string(&out),
		"Top stories\n-----------\n1. The company opens plant 1 a year later than told\n"));
	buf_release(&out);
	render(fixture_morning(), &look, &out);
	assert_null(strstr(buf_string(&out), "Top stories"));
	buf_release(&out);
}

static void
what_does_not_fit_is_counted(void **state)
{
	const struct text_look look = {.max_stories = 2};
	struct buf out;

	(void)state;
	render(fixture_morning(), &look, &out);
	assert_non_null(strstr(
		buf_string(&out), "3 more stories\nhttps://news.example.com/morning/142.html\n"));
	assert_null(strstr(buf_string(&out), "Ford recalls"));
	buf_release(&out);
}

static void
a_story_in_two_groups_is_told_once(void **state)
{
	const struct text_look look = {0};
	const char *first;
	struct buf out;

	(void)state;
	render(fixture_morning(), &look, &out);
	first = strstr(buf_string(&out), "Meta has pushed back");
	assert_non_null(first);
	assert_null(strstr(first + 1, "Meta has pushed back"));
	assert_non_null(strstr(first, "(told above)"));
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_as_wide_as_asked),
		cmocka_unit_test(an_address_is_never_cut),
		cmocka_unit_test(a_wide_character_takes_two_columns),
		cmocka_unit_test(no_text_commands_a_terminal),
		cmocka_unit_test(colour_ends_where_its_line_ends),
		cmocka_unit_test(a_word_of_a_megabyte_is_cut_in_no_time),
		cmocka_unit_test(a_long_digest_begins_with_its_top_stories),
		cmocka_unit_test(what_does_not_fit_is_counted),
		cmocka_unit_test(a_story_in_two_groups_is_told_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
