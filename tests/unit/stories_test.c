#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "aggregator/story/stories.h"
#include "feeds/base/buf.h"
#include "tests/lib/knowing.h"

#define START 1700000000
#define HOUR 3600
#define DAY 86400

/* An item as a test writes it; what is not given is empty. */
struct item {
	const char *title;
	const char *text;
	const char *url;
	const char *id;
	const char *company;
	uint32_t feed;
	int64_t seconds; /* since START */
	int64_t story;   /* that it should get */
	enum relation relation;
};

static void
make(const struct item *item, struct fingerprint *out)
{
	struct story_company company = {0, true};
	struct story_item input = {
		.title = span_of(item->title),
		.text = span_of(item->text),
		.url = span_of(item->url),
		.id = span_of(item->id),
		.feed = item->feed,
		.published = START + item->seconds,
	};

	if (item->company != NULL) {
		company.key = fingerprint_company(span_of(item->company));
		input.companies = &company;
		input.n_companies = 1;
	}
	fingerprint_make(background, &input, out);
}

static struct stories *
fresh(void)
{
	return stories_new(&(struct stories_options){.next_story = 1});
}

static void
check(const struct item *items, size_t n)
{
	struct stories *stories = fresh();

	for (size_t i = 0; i < n; i++) {
		struct fingerprint fingerprint;
		struct placement placement;

		make(&items[i], &fingerprint);
		stories_place(stories, (int64_t)i + 1, &fingerprint, &placement);
		if (placement.story != items[i].story || placement.relation != items[i].relation)
			fail_msg("'%s': story %d, %s (score %d); want story %d, %s", items[i].title,
				(int)placement.story, relation_name(placement.relation),
				placement.score, (int)items[i].story,
				relation_name(items[i].relation));
	}
	stories_free(stories);
}
#define CHECK(...)                                                                                 \
	do {                                                                                       \
		static const struct item items_[] = {__VA_ARGS__};                                 \
                                                                                                   \
		check(items_, sizeof items_ / sizeof *items_);                                     \
	} while (0)

static const char deal[] = "Zorblax Corp. agreed to buy Quillon Pharma for $4.2 billion in cash, "
			   "the companies said on Tuesday, in the largest takeover of a maker of "
			   "allergy drugs this year. The deal is expected to close in December if "
			   "regulators in Europe and shareholders of Quillon agree to it.";
static const char deal_trimmed[] =
	"Zorblax Corp. agreed to buy Quillon Pharma for $4.2 billion in cash, the companies said "
	"on "
	"Tuesday, in the largest takeover of a maker of allergy drugs this year. The deal is "
	"expected to close in December if regulators in Europe agree to it.";

static void
copies_are_known_by_link_title_and_text(void **state)
{
	(void)state;
	CHECK({.title = "Zorblax to buy Quillon Pharma for $4.2 billion",
		      .url = "https://www.example.com/a?utm_source=rss",
		      .feed = 1,
		      .story = 1},
		{.title = "Zorblax snaps up Quillon in $4.2 billion allergy bet",
			.url = "https://m.example.com/a",
			.feed = 2,
			.story = 1,
			.relation = RELATION_COPY},
		{.title = "Zorblax to buy Quillon Pharma for $4.2 billion - Reuters",
			.feed = 3,
			.story = 1,
			.relation = RELATION_COPY});
	CHECK({.title = "A takeover in the world of allergies",
		      .text = deal,
		      .feed = 1,
		      .story = 1},
		{.title = "Allergy drugs: takeover of Quillon by Zorblax",
			.text = deal,
			.feed = 2,
			.story = 1,
			.relation = RELATION_COPY},
		{.title = "Allergy takeover: what Zorblax pays for Quillon",
			.text = deal_trimmed,
			.feed = 3,
			.story = 1,
			.relation = RELATION_COPY});
}

static void
an_update_of_an_item_stays_in_its_story(void **state)
{
	(void)state;
	CHECK({.title = "Zorblax said to be near deal for Quillon",
		      .id = "guid-1",
		      .feed = 1,
		      .story = 1},
		{.title = "Zorblax to buy Quillon for $4.2 billion",
			.id = "guid-1",
			.feed = 1,
			.seconds = HOUR,
			.story = 1,
			.relation = RELATION_COPY});
}

static void
an_id_counts_within_its_feed_only(void **state)
{
	(void)state;
	CHECK({.title = "Heavy rain floods streets of Lisbon", .id = "1", .feed = 1, .story = 1},
		{.title = "Quillon wins approval for allergy drug",
			.id = "1",
			.feed = 2,
			.story = 2});
}

static void
identities_that_an_outlet_uses_again_make_no_copies(void **state)
{
	(void)state;
	CHECK({.title = "Heavy rain floods streets of Lisbon",
		      .url = "https://example.com/live",
		      .feed = 1,
		      .story = 1},
		{.title = "Quillon wins approval for allergy drug",
			.url = "https://example.com/live",
			.feed = 1,
			.seconds = 60,
			.story = 2});
	CHECK({.title = "Heavy rain floods streets of Lisbon",
		      .id = "item-0",
		      .feed = 1,
		      .story = 1},
		{.title = "Quillon wins approval for allergy drug",
			.id = "item-0",
			.feed = 1,
			.seconds = 60,
			.story = 2});
	CHECK({.title = "Market Wrap: Closing Bell Report",
		      .text = "Shares of banks led the way up while oil fell on the day, and the "
			      "dollar was little changed against the yen and the euro in New York "
			      "after the figures for retail sales came in.",
		      .feed = 1,
		      .story = 1},
		{.title = "Market Wrap: Closing Bell Report",
			.text = "Chip makers slumped after export rules were tightened in Asia, "
				"copper rose to a record, and gold gave up its gains of the week "
				"as "
				"bond yields climbed again before the auction.",
			.feed = 1,
			.seconds = DAY,
			.story = 2});
}

static void
a_teaser_that_comes_again_makes_no_copies(void **state)
{
	static const char teaser[] =
		"Catch up with the most important stories from around Europe and beyond, with the "
		"latest news from politics, business, travel, health and culture, every day.";

	(void)state;
	CHECK({.title = "Gallery opens a hall for lost paintings",
		      .text = teaser,
		      .feed = 1,
		      .story = 1},
		{.title = "Harvest of olives begins early this autumn",
			.text = teaser,
			.feed = 1,
			.seconds = HOUR,
			.story = 2});
}

static void
what_an_outlet_says_of_itself_makes_no_stories(void **state)
{
	(void)state;
	CHECK({.title = "Santos may drill in Beetaloo basin",
		      .text = "Get our breaking news email, free app or daily news podcast "
			      "Kookaburra.",
		      .story = 1},
		{.title = "Quicksand swallows a dog on a beach",
			.text = "Get our breaking news email, free app or daily news podcast "
				"Kookaburra.",
			.seconds = HOUR,
			.story = 2});
}

static void
a_round_up_is_no_report_of_what_it_lists(void **state)
{
	(void)state;
	CHECK({.title = "Zorblax to buy Quillon Pharma", .story = 1},
		{.title = "Week ahead: Zorblax, Quillon Pharma and the Fed",
			.seconds = HOUR,
			.story = 2});
}

static void
one_form_letter_for_two_companies_is_two_stories(void **state)
{
	(void)state;
	CHECK({.title = "Pomerantz investigates claims on behalf of investors of Wolfspeed",
		      .company = "WOLF",
		      .story = 1},
		{.title = "Pomerantz investigates claims on behalf of investors of Chegg",
			.company = "CHGG",
			.seconds = 60,
			.story = 2});
	CHECK({.title = "Pfizer raises full-year profit forecast", .company = "PFE", .story = 1},
		{.title = "Merck raises full-year profit forecast", .company = "MRK", .story = 2});
}

static void
other_quarters_and_directions_are_other_stories(void **state)
{
	(void)state;
	CHECK({.title = "Apple reports first-quarter results", .story = 1},
		{.title = "Apple reports second-quarter results", .seconds = HOUR, .story = 2});
	CHECK({.title = "Target raises annual profit forecast", .story = 1},
		{.title = "Target cuts annual profit forecast", .seconds = HOUR, .story = 2});
}

static void
outlets_may_use_other_words_for_one_event(void **state)
{
	(void)state;
	CHECK({.title = "Zorblax agrees takeover of Quillon", .story = 1},
		{.title = "Zorblax to buy Quillon in surprise deal",
			.seconds = HOUR,
			.story = 1,
			.relation = RELATION_SAME});
	CHECK({.title = "Fed raises interest rates by 75 basis points", .story = 1},
		{.title = "Federal Reserve hikes rates by 75 basis points to fight inflation",
			.seconds = HOUR,
			.story = 1,
			.relation = RELATION_SAME});
	CHECK({.title = "ECB lowers deposit rate for first time since 2019", .story = 1},
		{.title = "European Central Bank cuts deposit rate, first time since 2019",
			.seconds = HOUR,
			.story = 1,
			.relation = RELATION_SAME});
	CHECK({.title = "Truce holds in Yemen for second day", .story = 1},
		{.title = "Ceasefire in Yemen survives another day",
			.seconds = HOUR,
			.story = 1,
			.relation = RELATION_SAME});
	CHECK({.title = "NYC shuts schools as blizzard nears", .story = 1},
		{.title = "New York City closes all its schools before blizzard",
			.seconds = HOUR,
			.story = 1,
			.relation = RELATION_SAME});
	CHECK({.title = "Semiconductor makers warn of glut in Taiwan", .story = 1},
		{.title = "Chip companies caution about oversupply in Taiwan",
			.seconds = HOUR / 60,
			.story = 1,
			.relation = RELATION_SAME});
}

static void
the_name_of_a_small_company_makes_no_two_events_one(void **state)
{
	(void)state;
	CHECK({.title = "Zorblax opens refinery in Ghent", .company = "ZBX", .story = 1},
		{.title = "Zorblax chairman sells shares",
			.company = "ZBX",
			.seconds = HOUR,
			.story = 2},
		{.title = "Zorblax to present at conference",
			.company = "ZBX",
			.seconds = 2 * HOUR,
			.story = 3});
}

static void
sums_of_money_are_near_or_far(void **state)
{
	static const struct {
		const char *story, *item;
		float near, far;
	} cases[] = {
		{"Robbers take $108 million of jewels", "Thieves steal jewels for $2.6 million", 0,
			1},
		{"Zorblax pays $4.2 billion", "Zorblax deal of about $4 billion", 1, 0},
		{"Zorblax pays $4.2 billion", "Zorblax pays 5 billion dollars", 0, 0},
		{"Zorblax pays $4.2 billion", "Zorblax pays for Quillon", 0, 0},
		{"Zorblax pays $4.2 billion", "Zorblax has 3 plants", 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct live_story story = {.number = 1};
		struct fingerprint first, second;
		struct likeness likeness;

		make(&(struct item){.title = cases[i].story}, &first);
		make(&(struct item){.title = cases[i].item}, &second);
		live_story_add(&story, &first);
		likeness_measure(&second, &story, &likeness);
		live_story_release(&story);
		if (likeness.features[FEATURE_NEAR_AMOUNT] != cases[i].near ||
			likeness.features[FEATURE_FAR_AMOUNT] != cases[i].far)
			fail_msg("'%s' and '%s'", cases[i].story, cases[i].item);
	}
}

static void
a_later_report_with_new_facts_follows_up(void **state)
{
	(void)state;
	CHECK({.title = "Zorblax to buy Quillon Pharma for $4.2 billion", .story = 1},
		{.title = "Quillon Pharma to be bought by Zorblax for $4.2 bln",
			.seconds = HOUR,
			.story = 1,
			.relation = RELATION_SAME},
		{.title = "Brussels opens inquiry into Zorblax purchase of Quillon Pharma",
			.seconds = 20 * HOUR,
			.story = 1,
			.relation = RELATION_FOLLOW_UP});
}

static void
two_stories_that_an_item_joins_are_one(void **state)
{
	static const struct item items[] = {
		{.title = "Zorblax confirms talks about Quillon takeover"},
		{.title = "Ortega quits as Quillon chairman in protest", .seconds = HOUR},
		{.title = "Quillon chairman Ortega quits in protest at Zorblax takeover talks",
			.seconds = 2 * HOUR},
		{.title = "Zorblax takeover talks: Quillon chairman Ortega quits in protest, "
			  "confirms Zorblax",
			.seconds = 3 * HOUR},
	};
	struct stories *stories = fresh();
	struct placement placement = {0};
	int64_t merged = 0;

	(void)state;
	for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
		struct fingerprint fingerprint;

		make(&items[i], &fingerprint);
		stories_place(stories, (int64_t)i + 1, &fingerprint, &placement);
		if (i == 1)
			assert_int_equal(placement.story, 2);
		if (placement.merged != 0)
			merged = placement.merged;
	}
	assert_int_not_equal(merged, 0);
	assert_int_not_equal(merged, placement.story);
	stories_free(stories);
}

static void
a_late_arrival_joins_the_story_that_it_belongs_to(void **state)
{
	(void)state;
	CHECK({.title = "Zorblax to buy Quillon Pharma for $4.2 billion",
		      .seconds = 10 * HOUR,
		      .story = 1},
		{.title = "Heavy rain floods streets of Lisbon", .seconds = 30 * HOUR, .story = 2},
		{.title = "Quillon Pharma agrees to $4.2 bln takeover by Zorblax",
			.seconds = 9 * HOUR,
			.story = 1,
			.relation = RELATION_SAME});
}

static void
ids_that_change_on_each_visit_make_no_news(void **state)
{
	(void)state;
	CHECK({.title = "Heavy rain floods streets of Lisbon",
		      .url = "https://example.com/news/rain",
		      .id = "visit-1",
		      .feed = 1,
		      .story = 1},
		{.title = "Heavy rain floods streets of Lisbon",
			.url = "https://example.com/news/rain",
			.id = "visit-2",
			.feed = 1,
			.seconds = HOUR,
			.story = 1,
			.relation = RELATION_COPY});
}

static void
one_link_for_all_items_of_a_feed_joins_nothing(void **state)
{
	(void)state;
	CHECK({.title = "Heavy rain floods streets of Lisbon",
		      .url = "https://example.com/ticker",
		      .feed = 1,
		      .story = 1},
		{.title = "Quillon wins approval for allergy drug",
			.url = "https://example.com/ticker",
			.feed = 1,
			.story = 2},
		{.title = "Parliament votes on budget of farm ministry",
			.url = "https://example.com/ticker",
			.feed = 1,
			.story = 3});
}

static void
a_story_that_goes_on_for_days_is_continued_by_another(void **state)
{
	static const char *const turns[] = {"as talks end", "after board vote", "despite protest",
		"as lawyers argue", "as union agrees", "after court hearing", "as banks lend"};
	struct stories *stories = fresh();
	struct placement placement = {0};

	(void)state;
	for (int day = 0; day <= 6; day++) {
		struct item item = {.title = "Zorblax to buy Quillon Pharma", .seconds = day * DAY};
		char title[80];
		struct fingerprint fingerprint;

		snprintf(title, sizeof title, "Zorblax to buy Quillon Pharma %s", turns[day]);
		item.title = title;
		make(&item, &fingerprint);
		stories_place(stories, day + 1, &fingerprint, &placement);
		if (day < 6)
			assert_int_equal(placement.story, 1);
	}
	assert_int_equal(placement.story, 2);
	assert_int_equal(placement.chained_to, 1);
	stories_free(stories);
}

static void
a_story_is_forgotten_after_the_window(void **state)
{
	(void)state;
	CHECK({.title = "Zorblax to buy Quillon Pharma for $4.2 billion", .feed = 1, .story = 1},
		{.title = "Heavy rain floods streets of Lisbon",
			.feed = 1,
			.seconds = STORIES_WINDOW + DAY,
			.story = 2},
		{.title = "Zorblax to buy Quillon Pharma for $4.2 billion",
			.feed = 2,
			.seconds = STORIES_WINDOW + DAY,
			.story = 3});
}

static void
a_late_copy_is_marked_as_recycled(void **state)
{
	struct stories *stories = fresh();
	const struct item first = {.title = "A takeover in the world of allergies", .text = deal};
	const struct item again = {
		.title = "A takeover in the world of allergies", .text = deal, .seconds = 2 * DAY};
	struct fingerprint fingerprint;
	struct placement placement;

	(void)state;
	make(&first, &fingerprint);
	stories_place(stories, 1, &fingerprint, &placement);
	assert_false(placement.is_recycled);
	make(&again, &fingerprint);
	stories_place(stories, 2, &fingerprint, &placement);
	assert_int_equal(placement.relation, RELATION_COPY);
	assert_true(placement.is_recycled);
	assert_int_equal(placement.like_item, 1);
	stories_free(stories);
}

static void
a_near_miss_is_told_with_its_veto(void **state)
{
	struct stories *stories = fresh();
	const struct item first = {.title = "Target raises annual profit forecast"};
	const struct item other = {.title = "Target cuts annual profit forecast"};
	struct fingerprint fingerprint;
	struct placement placement;

	(void)state;
	make(&first, &fingerprint);
	stories_place(stories, 1, &fingerprint, &placement);
	make(&other, &fingerprint);
	stories_place(stories, 2, &fingerprint, &placement);
	assert_int_equal(placement.near[0].story, 1);
	assert_true((placement.near[0].vetoes & VETO_DIRECTION) != 0);
	assert_string_equal(story_reason_name(VETO_DIRECTION), "veto:direction");
	assert_null(story_reason_name(1U << 30));
	stories_free(stories);
}

/* A stream of some hundred items about a few dozen events, in any order. */
#define STREAM 600
static void
stream_item(int i, struct fingerprint *out)
{
	static const char *const firms[] = {"Zorblax", "Quillon", "Vantrix", "Bromwell", "Caldera",
		"Dunmore", "Eldric", "Farrow"};
	static const char *const deeds[] = {"recalls faulty heat pumps", "opens lithium refinery",
		"settles patent lawsuit", "names Ortega as chairman", "halts ferry service"};
	char title[160];
	struct item item = {.feed = (uint32_t)(i % 7 + 1), .seconds = i * 700};

	snprintf(title, sizeof title, "%s %s%s", firms[(i * 13) % 8], deeds[(i * 29) % 5],
		i % 3 == 0 ? " after review" : "");
	item.title = title;
	make(&item, out);
}

static void
the_same_items_in_the_same_order_give_the_same_stories(void **state)
{
	struct stories *one = fresh();
	struct stories *two = fresh();

	(void)state;
	for (int i = 0; i < STREAM; i++) {
		struct fingerprint fingerprint;
		struct placement a, b;

		stream_item(i, &fingerprint);
		stories_place(one, i + 1, &fingerprint, &a);
		stories_place(two, i + 1, &fingerprint, &b);
		assert_memory_equal(&a, &b, sizeof a);
	}
	stories_free(one);
	stories_free(two);
}

/* Through the stored form, as after a start: the second half falls as if nothing had happened. */
static void
restored_stories_go_on_as_if_never_stopped(void **state)
{
	struct stories *whole = fresh();
	struct stories *restored = stories_new(&(struct stories_options){.next_story = 1});
	struct buf blob, again;

	(void)state;
	buf_init(&blob, FINGERPRINT_BYTES_MAX);
	buf_init(&again, FINGERPRINT_BYTES_MAX);
	for (int i = 0; i < STREAM; i++) {
		struct fingerprint fingerprint, back;
		struct placement a, b;

		stream_item(i, &fingerprint);
		buf_clear(&blob);
		fingerprint_write(&fingerprint, &blob);
		assert_false(blob.is_full);
		assert_true(fingerprint_read(buf_span(&blob), &back));
		buf_clear(&again);
		fingerprint_write(&back, &again);
		assert_int_equal(again.len, blob.len);
		assert_memory_equal(again.at, blob.at, blob.len);
		stories_place(whole, i + 1, &fingerprint, &a);
		if (i < STREAM / 2) {
			stories_restore(restored, i + 1, a.story, &back);
		} else {
			stories_place(restored, i + 1, &back, &b);
			assert_int_equal(a.story, b.story);
			assert_int_equal(a.relation, b.relation);
		}
	}
	assert_int_equal(stories_next(whole), stories_next(restored));
	assert_int_equal(stories_live(whole), stories_live(restored));
	buf_release(&blob);
	buf_release(&again);
	stories_free(whole);
	stories_free(restored);
}

static void
a_damaged_blob_is_refused(void **state)
{
	struct fingerprint fingerprint, back;
	struct buf blob;

	(void)state;
	buf_init(&blob, FINGERPRINT_BYTES_MAX);
	stream_item(1, &fingerprint);
	fingerprint_write(&fingerprint, &blob);
	assert_false(fingerprint_read(span_head(buf_span(&blob), blob.len - 1), &back));
	buf_add_byte(&blob, 0);
	assert_false(fingerprint_read(buf_span(&blob), &back));
	assert_false(fingerprint_read(SPAN(""), &back));
	assert_int_equal(back.n_terms, 0);
	buf_release(&blob);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_are_known_by_link_title_and_text),
		cmocka_unit_test(an_update_of_an_item_stays_in_its_story),
		cmocka_unit_test(an_id_counts_within_its_feed_only),
		cmocka_unit_test(identities_that_an_outlet_uses_again_make_no_copies),
		cmocka_unit_test(a_teaser_that_comes_again_makes_no_copies),
		cmocka_unit_test(what_an_outlet_says_of_itself_makes_no_stories),
		cmocka_unit_test(a_round_up_is_no_report_of_what_it_lists),
		cmocka_unit_test(one_form_letter_for_two_companies_is_two_stories),
		cmocka_unit_test(other_quarters_and_directions_are_other_stories),
		cmocka_unit_test(outlets_may_use_other_words_for_one_event),
		cmocka_unit_test(the_name_of_a_small_company_makes_no_two_events_one),
		cmocka_unit_test(sums_of_money_are_near_or_far),
		cmocka_unit_test(a_later_report_with_new_facts_follows_up),
		cmocka_unit_test(two_stories_that_an_item_joins_are_one),
		cmocka_unit_test(a_late_arrival_joins_the_story_that_it_belongs_to),
		cmocka_unit_test(ids_that_change_on_each_visit_make_no_news),
		cmocka_unit_test(one_link_for_all_items_of_a_feed_joins_nothing),
		cmocka_unit_test(a_story_that_goes_on_for_days_is_continued_by_another),
		cmocka_unit_test(a_story_is_forgotten_after_the_window),
		cmocka_unit_test(a_late_copy_is_marked_as_recycled),
		cmocka_unit_test(a_near_miss_is_told_with_its_veto),
		cmocka_unit_test(the_same_items_in_the_same_order_give_the_same_stories),
		cmocka_unit_test(restored_stories_go_on_as_if_never_stopped),
		cmocka_unit_test(a_damaged_blob_is_refused),
	};

	return cmocka_run_group_tests(tests, knowing_begin, knowing_end);
}
