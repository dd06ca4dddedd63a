/* What an item and a story of a few reports are measured by. */
#include "tests/unit/test.h"

#include <stdio.h>

#include "aggregator/story/likeness.h"
#include "aggregator/story/stories.h"
#include "tests/lib/knowing.h"

#define REPORTS_MAX 3

static void
make(const char *title, struct fingerprint *out)
{
	fingerprint_make(background, &(struct story_item){.title = span_of(title)}, out);
}

static void
measure(const char *const *reports, const char *item, struct likeness *out)
{
	struct live_story story = {.number = 1};
	struct fingerprint fingerprint;

	for (size_t i = 0; i < REPORTS_MAX && reports[i] != NULL; i++) {
		make(reports[i], &fingerprint);
		live_story_add(&story, &fingerprint);
	}
	make(item, &fingerprint);
	likeness_measure(&fingerprint, &story, out);
	live_story_release(&story);
}

struct feature_case {
	enum feature feature;
	const char *reports[REPORTS_MAX];
	const char *item;
	float least, most;
};

static const struct feature_case cases[] = {
	{FEATURE_OTHER_SCORE, {"Colts beat Jaguars 31-24"}, "Chiefs lose 20-13 to Colts", 1, 1},
	{FEATURE_OTHER_SCORE, {"Colts beat Jaguars 31-24"}, "Jaguars lose 24-31 to Colts", 0, 0},
	{FEATURE_OTHER_SCORE, {"Colts beat Jaguars 31-24"}, "Colts beat Jaguars", 0, 0},
	{FEATURE_OTHER_DECIMAL, {"5.6 quake jolts island"}, "6. 1 quake hits island", 1, 1},
	{FEATURE_OTHER_DECIMAL, {"5.6 quake jolts island"}, "Quake of 5.6 on island", 0, 0},
	{FEATURE_OTHER_DECIMAL, {"5.6 quake jolts island"}, "Quake kills 10 on island", 0, 0},
	{FEATURE_SUBJECT, {"Capaldi is the new doctor"}, "Capaldi to play the doctor", 1, 1},
	{FEATURE_SUBJECT, {"Capaldi is the new doctor"}, "Tennant leaves as doctor", 0, 0},
	{FEATURE_NEW_SUBJECT, {"Capaldi is the new doctor"}, "Tennant leaves as doctor", 1, 1},
	{FEATURE_NEW_SUBJECT, {"Capaldi is the new doctor"}, "Capaldi to play the doctor", 0, 0},
	{FEATURE_OTHER_HEROES, {"Capaldi is the new doctor"}, "Tennant leaves as doctor", 0.5F, 1},
	{FEATURE_OTHER_HEROES, {"Capaldi is new doctor"}, "Tennant, not Capaldi, is doctor", 0, 0},
	{FEATURE_SWAPPED,
		{"Capaldi is the new doctor", "Doctor will be Capaldi", "Capaldi the doctor"},
		"Tennant is the new doctor", 0.4F, 1},
	{FEATURE_SWAPPED,
		{"Capaldi is the new doctor", "Doctor will be Capaldi", "Capaldi the doctor"},
		"Capaldi follows Tennant as doctor", 0, 0},
	{FEATURE_TYPICAL, {"Capaldi is the new doctor"}, "Capaldi is the new doctor", 0, 0},
	{FEATURE_TYPICAL, {"Capaldi is the new doctor", "Capaldi named as doctor"},
		"Capaldi picked as doctor", 0.8F, 1},
	{FEATURE_TYPICAL, {"Capaldi is the new doctor", "Capaldi named as doctor"},
		"A doctor has warned of sugar in drinks", 0, 0.4F},
};

static void
features_tell_what_differs(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct likeness likeness;
		float value;

		measure(cases[i].reports, cases[i].item, &likeness);
		value = likeness.features[cases[i].feature];
		if (value < cases[i].least - 0.001F || value > cases[i].most + 0.001F)
			fail_msg("'%s' beside '%s': %s is %.3f", cases[i].item, cases[i].reports[0],
				likeness_part_name((int)cases[i].feature), (double)value);
	}
}

static int64_t
place(struct stories *stories, int64_t item, const char *title)
{
	struct fingerprint fingerprint;
	struct placement placement;

	make(title, &fingerprint);
	stories_place(stories, item, &fingerprint, &placement);
	return placement.story;
}

static void
alike_events_of_one_topic_are_two_stories(void **state)
{
	static const char *const pairs[][2] = {
		{"Luck throws for 205 yards as Colts win 31-24 and clinch playoff berth",
			"Colts clinch playoff berth: Luck throws touchdown in 20-13 win"},
		{"Academy picks Hugh Jackman to host Oscars",
			"Oscars: Academy asks Ellen DeGeneres to host"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		struct stories *stories = stories_new(&(struct stories_options){.next_story = 1});
		int64_t first = place(stories, 1, pairs[i][0]);
		int64_t second = place(stories, 2, pairs[i][1]);

		stories_free(stories);
		if (first == second)
			fail_msg("'%s' and '%s' are one story", pairs[i][0], pairs[i][1]);
	}
}

static void
a_number_taken_apart_is_the_same_number(void **state)
{
	struct stories *stories = stories_new(&(struct stories_options){.next_story = 1});
	int64_t first = place(stories, 1, "4. 6 quake rattles Sonoma County");
	int64_t second = place(stories, 2, "Sonoma County shaken by 4.6 earthquake");

	(void)state;
	stories_free(stories);
	assert_int_equal(first, second);
}

#define EDGAR "https://www.sec.gov/Archives/edgar/data/"

static int64_t
place_filing(struct stories *stories, int64_t item, const char *title, const char *url)
{
	const struct story_item input = {
		.title = span_of(title), .url = span_of(url), .feed = 1, .published = item * 60};
	struct fingerprint fingerprint;
	struct placement placement;

	fingerprint_make(background, &input, &fingerprint);
	stories_place(stories, item, &fingerprint, &placement);
	return placement.story;
}

static void
a_filing_is_what_its_accession_number_says(void **state)
{
	struct stories *stories = stories_new(&(struct stories_options){.next_story = 1});
	const char *title = "4 - ACME WIDGET CORP (0001234567) (Issuer)";
	int64_t first = place_filing(stories, 1, title,
		EDGAR "1234567/000123456726000011/0001234567-26-000011-index.htm");
	int64_t other = place_filing(stories, 2, title,
		EDGAR "1234567/000123456726000012/0001234567-26-000012-index.htm");
	int64_t same = place_filing(stories, 3, "4 - Doe John (0007654321) (Reporting)",
		EDGAR "7654321/000123456726000011/0001234567-26-000011-index.htm");

	(void)state;
	stories_free(stories);
	assert_int_not_equal(first, other);
	assert_int_equal(first, same);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(features_tell_what_differs),
		cmocka_unit_test(alike_events_of_one_topic_are_two_stories),
		cmocka_unit_test(a_number_taken_apart_is_the_same_number),
		cmocka_unit_test(a_filing_is_what_its_accession_number_says),
	};

	return cmocka_run_group_tests(tests, knowing_begin, knowing_end);
}
