#include "tests/unit/test.h"

#include <stdio.h>

#include "aggregator/story/habits.h"
#include "aggregator/story/stories.h"

/* An item of feed 7: a title, and a text. */
static struct fingerprint
item_of(const char *title, const char *text, int number)
{
	struct fingerprint fingerprint;
	char id[32];

	snprintf(id, sizeof id, "id-%d", number);
	fingerprint_make(NULL,
		&(struct story_item){.title = span_of(title),
			.text = span_of(text),
			.id = span_of(id),
			.feed = 7,
			.published = 1800000000 + number},
		&fingerprint);
	return fingerprint;
}

static const char *const names[] = {"Ryan Investment Management", "Heritage Family Offices",
	"Barclays Bank", "William Blair Funds", "Marex Group", "Sobr Safe", "Lennox International",
	"Progressive Corp", "Graybar Electric", "Goldman Sachs Group", "Advisors Inner Circle",
	"National Rural Utilities"};
#define N_NAMES (sizeof names / sizeof *names)

/* How many stories a document of filled-in forms makes. */
static size_t
stories_of_forms(bool are_met_first)
{
	struct stories_options options = {.next_story = 1};
	struct stories *stories = stories_new(&options);
	struct fingerprint prints[N_NAMES];
	struct placement placement;
	size_t n;

	for (size_t i = 0; i < N_NAMES; i++) {
		char title[128];
		char text[128];

		snprintf(title, sizeof title, "424B2 - %s (000%zu) (Filer)", names[i],
			2074440 + i * 31);
		snprintf(text, sizeof text,
			"Filed: 2026-01-12 AccNo: 000%zu-26-000002 Size: %zu KB", 2074440 + i * 31,
			10 + i);
		prints[i] = item_of(title, text, (int)i);
		if (are_met_first)
			stories_meet(stories, &prints[i]);
	}
	for (size_t i = 0; i < N_NAMES; i++)
		stories_place(stories, (int64_t)i + 1, &prints[i], &placement);
	n = stories_live(stories);
	stories_free(stories);
	return n;
}

static void
forms_of_one_feed_are_no_story(void **state)
{
	(void)state;
	assert_int_equal(stories_of_forms(true), N_NAMES);
	assert_true(stories_of_forms(false) < N_NAMES); /* so it is the habits that part them */
}

static void
news_of_a_feed_keeps_its_words(void **state)
{
	static const char *const titles[] = {"Oil rises as Saudi Arabia cuts output",
		"Ford recalls 300,000 pickup trucks", "Pfizer wins approval for a new vaccine",
		"Boeing delays its first 777X delivery", "Netflix adds nine million subscribers",
		"Goldman names a new head of trading", "Visa settles with merchants over fees",
		"Chevron closes its purchase of Hess", "Intel opens a plant in Ohio",
		"Uber buys a delivery firm in Turkey", "Merck raises its outlook for the year",
		"Disney lifts the price of its parks"};
	struct habits *habits = habits_new();

	(void)state;
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
		struct fingerprint print = item_of(titles[i], "", (int)i);

		habits_observe(habits, &print);
	}
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
		struct fingerprint print = item_of(titles[i], "", (int)i);
		uint8_t before = print.n_terms;

		habits_drop(habits, &print);
		assert_int_equal(print.n_terms, before);
	}
	habits_free(habits);
	habits_free(NULL);
}

/* Whether the last of `n` titles, each of the next day, is told as a form. */
static bool
ends_as_form(const char *const *titles, size_t n, int64_t seconds_apart)
{
	struct habits *habits = habits_new();
	struct fingerprint print;

	for (size_t i = 0; i < n; i++) {
		print = item_of(titles[i], "", (int)i);
		print.published += (int64_t)i * seconds_apart;
		habits_observe(habits, &print);
	}
	habits_drop(habits, &print);
	habits_free(habits);
	return print.n_terms == 0;
}

#define DAY 86400

static void
a_column_of_each_day_is_no_story(void **state)
{
	static const char *const briefs[] = {"Rio daily brief for Monday, June 22, 2026",
		"Quito daily brief for Tuesday, June 23, 2026",
		"Rio daily brief for Wednesday, June 24, 2026",
		"Quito daily brief for Thursday, June 25, 2026"};
	static const char *const lists[] = {"Which stocks are top gainers and losers today",
		"Which stocks are top gainers and losers today",
		"Which stocks are top gainers and losers today",
		"Which stocks are top gainers and losers today"};

	(void)state;
	assert_true(ends_as_form(briefs, 4, DAY));
	assert_false(ends_as_form(briefs, 3, DAY));
	assert_true(ends_as_form(lists, 4, DAY));
}

static void
news_that_go_on_are_no_column(void **state)
{
	static const char *const updates[] = {"Death toll of quake rises as rescue goes on",
		"Death toll of quake rises as rescue goes on",
		"Death toll of quake rises as rescue goes on",
		"Death toll of quake rises as rescue goes on"};
	static const char *const matches[] = {
		"France wins final", "Spain wins final", "Italy wins final", "Norway wins final"};

	(void)state;
	assert_false(ends_as_form(updates, 4, 3600)); /* all of one day */
	assert_false(ends_as_form(matches, 4, DAY));  /* too few words to tell */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms_of_one_feed_are_no_story),
		cmocka_unit_test(news_of_a_feed_keeps_its_words),
		cmocka_unit_test(a_column_of_each_day_is_no_story),
		cmocka_unit_test(news_that_go_on_are_no_column),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
