#include "tests/unit/test.h"

#include "aggregator/edition.h"
#include "aggregator/store/edition_store.h"
#include "aggregator/story/stories.h"
#include "tests/unit/store_fixture.h"

/* Editions out of a store whose items, days and earlier editions are known. */

#define DAY ((int64_t)86400)
#define NOW (1767600000 + 7 * 3600) /* a Monday, 07:00 UTC */

#define CONFIG_OPEN                                                                                \
	"feeds: [{url: 'https://wire.example/feed'}]\n"                                            \
	"companies: [{id: acme, name: Acme Rockets}, {id: zeta, name: Zeta Foods}]\n"              \
	"site: {dir: public, url: 'https://news.example.com/'}\n"                                  \
	"digests:\n- {name: morning, group_by: company, atom: morning.atom,\n"                     \
	"  schedule: {at: ['07:00'], timezone: UTC}"

/* A store, and what editions of it are made with. */
struct desk {
	struct fixture fixture;
	struct config *config;
	struct plan *plan;
	uint64_t n_items;
};

static void
desk_init_with(struct desk *desk, const char *text)
{
	struct config_errors errors;

	*desk = (struct desk){.n_items = 0};
	fixture_init(&desk->fixture);
	fixture_feed(&desk->fixture, "https://wire.example/feed");
	config_errors_init(&errors);
	desk->config = config_parse("test.yaml", span_of(text), &errors);
	if (desk->config == NULL)
		fail_msg("%s", errors.errors[0].text);
	config_errors_release(&errors);
	desk->plan = plan_new(desk->config, &desk->fixture.err);
	if (desk->plan == NULL)
		fail_msg("%s", desk->fixture.err.text);
}

static void
desk_init(struct desk *desk)
{
	desk_init_with(desk, CONFIG_OPEN "}\n");
}

static void
desk_release(struct desk *desk)
{
	plan_free(desk->plan);
	config_free(desk->config);
	fixture_release(&desk->fixture);
}

/* A report that was first seen at `at`; gives its story, which is new if `story` is 0. */
static int64_t
report(struct desk *desk, const char *company, const char *title, int64_t story, int64_t at)
{
	struct item_company about = {.id = span_of(company), .relevance = 90};
	struct item_record item = fixture_item(++desk->n_items, title, title);

	item.published_at = at;
	item.url = SPAN("https://wire.example/item");
	item.companies = &about;
	item.n_companies = 1;
	item.place.story = story > 0 ? story : store_next_story(desk->fixture.store);
	item.place.relation = story > 0 ? RELATION_FOLLOW_UP : RELATION_NEW;
	fixture_add(&desk->fixture, &item, at);
	return item.place.story;
}

/* An edition of the day that ends with `now`. */
static struct digest *
build_at(struct desk *desk, uint64_t sequence, int64_t now)
{
	const struct edition_wish wish = {.config = &desk->config->digests[0],
		.now = now,
		.window_from = now - DAY,
		.window_to = now + 1,
		.sequence = sequence};
	struct digest *digest =
		edition_build(desk->plan, desk->fixture.store, &wish, &desk->fixture.err);

	if (digest == NULL)
		fail_msg("%s", desk->fixture.err.text);
	return digest;
}

static struct digest *
build(struct desk *desk, uint64_t sequence)
{
	return build_at(desk, sequence, NOW);
}

/* The window that the next edition at `now` would have. */
static struct edition_wish
next_window(struct desk *desk, int64_t now, bool is_past)
{
	struct edition_wish wish = {
		.config = &desk->config->digests[0], .now = now, .is_past = is_past};

	if (!edition_next_window(desk->fixture.store, &wish, &desk->fixture.err))
		fail_msg("%s", desk->fixture.err.text);
	return wish;
}

static void
a_window_ends_behind_what_an_edition_of_this_second_put_off(void **state)
{
	struct desk desk;

	(void)state;
	desk_init(&desk);
	report(&desk, "acme", "Acme Rockets opens a works", 0, NOW - 1);
	assert_int_equal(next_window(&desk, NOW, false).window_to, NOW + 1);
	/* an edition was made at NOW */
	report(&desk, "acme", "Acme Rockets files a patent", 0, NOW + 1);
	assert_int_equal(next_window(&desk, NOW, false).window_to, NOW + 2);
	assert_int_equal(next_window(&desk, NOW + 5, false).window_to, NOW + 6);
	desk_release(&desk);
}

static void
a_window_of_the_past_knows_nothing_of_what_came_later(void **state)
{
	struct desk desk;

	(void)state;
	desk_init(&desk);
	report(&desk, "acme", "Acme Rockets files a patent", 0, NOW + 1);
	assert_int_equal(next_window(&desk, NOW, true).window_to, NOW + 1);
	desk_release(&desk);
}

static void
an_edition_dated_ahead_by_a_wrong_clock_keeps_its_number(void **state)
{
	struct desk desk;
	struct edition_record ahead = {.window_to = NOW + 3 * DAY,
		.created_at = NOW + 3 * DAY,
		.message_id = SPAN("ahead@x")};

	(void)state;
	desk_init(&desk);
	ahead.digest = span_of(desk.config->digests[0].name);
	assert_int_equal(next_window(&desk, NOW, false).sequence, 1);
	assert_true(edition_add(desk.fixture.store, &ahead, NULL, 0, &desk.fixture.err));
	assert_int_equal(next_window(&desk, NOW, false).sequence, 2);
	assert_int_equal(next_window(&desk, NOW, false).window_to, NOW + 1);
	assert_int_equal(next_window(&desk, NOW, true).sequence, 1);
	desk_release(&desk);
}

static void
a_company_told_of_more_than_usual_stands_out(void **state)
{
	struct desk desk;
	struct digest *digest;

	(void)state;
	desk_init(&desk);
	for (int64_t day = 2; day <= 11; day++) { /* one a day */
		report(&desk, "acme", "Acme Rockets opens a works", 0, NOW - day * DAY);
		report(&desk, "zeta", "Zeta Foods bakes bread", 0, NOW - day * DAY);
	}
	for (int64_t i = 0; i < 4; i++)
		report(&desk, "acme", "Acme Rockets files a patent", 0, NOW - i);
	for (int64_t i = 0; i < 2; i++)
		report(&desk, "zeta", "Zeta Foods hires a cook", 0, NOW - i);
	digest = build(&desk, 1);
	assert_int_equal(digest->overview.n_attention, 1);
	assert_span(digest->overview.attention[0].company.id, "acme");
	assert_int_equal(digest->overview.attention[0].stories, 4);
	assert_float_equal(digest->overview.attention[0].stories_usual, 1, 0.01);
	digest_free(digest);
	desk_release(&desk);
}

static void
a_company_without_a_history_has_no_custom(void **state)
{
	struct desk desk;
	struct digest *digest;

	(void)state;
	desk_init(&desk);
	report(&desk, "acme", "Acme Rockets opens a works", 0, NOW - 3 * DAY);
	for (int64_t i = 0; i < 9; i++)
		report(&desk, "acme", "Acme Rockets files a patent", 0, NOW - i);
	digest = build(&desk, 1);
	assert_int_equal(digest->overview.n_attention, 0);
	digest_free(digest);
	desk_release(&desk);
}

static void
a_company_has_a_sparkline_that_ends_today(void **state)
{
	const struct digest_company *company;
	struct desk desk;
	struct digest *digest;

	(void)state;
	desk_init(&desk);
	report(&desk, "acme", "Acme Rockets opens a works", 0, NOW - 40 * DAY);
	report(&desk, "acme", "Acme Rockets sells a works", 0, NOW - 29 * DAY);
	report(&desk, "acme", "Acme Rockets files a patent", 0, NOW - 2);
	report(&desk, "acme", "Acme Rockets wins a prize", 0, NOW - 1);
	digest = build(&desk, 1);
	assert_int_equal(digest->n_groups, 1);
	company = digest->groups[0].company;
	assert_int_equal(company->n_daily, 30);
	assert_int_equal(company->daily[0], 1);
	assert_int_equal(company->daily[28], 0);
	assert_int_equal(company->daily[29], 2);
	digest_free(digest);
	desk_release(&desk);
}

/* Records what the edition tells, as publishing does. */
static void
remember(struct desk *desk, const struct digest *digest, const char *message_id)
{
	struct edition_story told[16];
	struct edition_record edition = {.digest = digest->name,
		.window_from = digest->window_from,
		.window_to = digest->window_to,
		.created_at = digest->edition.created_at,
		.message_id = span_of(message_id),
		.stories = told};

	for (size_t g = 0; g < digest->n_groups; g++)
		for (size_t i = 0; i < digest->groups[g].n_stories; i++)
			told[edition.n_stories++] = (struct edition_story){
				.story = (int64_t)digest->groups[g].stories[i].number,
				.headline = digest->groups[g].stories[i].headline.text,
				.n_items = 1,
				.n_sources = 1};
	assert_ok(&desk->fixture,
		edition_add(desk->fixture.store, &edition, NULL, 0, &desk->fixture.err));
}

static void
an_edition_that_is_made_again_tells_the_same(void **state)
{
	struct desk desk;
	struct digest *digest;

	(void)state;
	desk_init(&desk);
	report(&desk, "acme", "Acme Rockets files a patent", 0, NOW - 5);
	digest = build(&desk, 1);
	assert_int_equal(digest_story_count(digest), 1);
	remember(&desk, digest, "<1@x>");
	digest_free(digest);
	digest = build(&desk, 1);
	assert_int_equal(digest_story_count(digest), 1);
	digest_free(digest);
	digest = build(&desk, 2);
	assert_int_equal(digest_story_count(digest), 0);
	digest_free(digest);
	desk_release(&desk);
}

static void
feeds_tell_stories_of_the_editions_before_as_they_were_told(void **state)
{
	struct desk desk;
	struct digest *digest;
	int64_t first;

	(void)state;
	desk_init(&desk);
	first = report(&desk, "acme", "Acme Rockets files a patent", 0, NOW - 5);
	digest = build(&desk, 1);
	assert_int_equal(digest->n_earlier, 0);
	remember(&desk, digest, "<1@x>");
	digest_free(digest);
	report(&desk, "zeta", "Zeta Foods hires a cook", 0, NOW + 10);
	digest = build_at(&desk, 2, NOW + 20);
	assert_int_equal(digest_story_count(digest), 1);
	assert_int_equal(digest->n_earlier, 1);
	assert_int_equal(digest->earlier[0].number, first);
	assert_int_equal(digest->earlier[0].n_sources, 1);
	remember(&desk, digest, "<2@x>");
	digest_free(digest);
	report(&desk, "acme", "Acme Rockets denies a patent", first, NOW + 30);
	digest = build_at(&desk, 3, NOW + 40);
	assert_int_equal(digest_story_count(digest), 1);
	assert_int_equal(digest->groups[0].stories[0].n_sources, 2);
	assert_int_equal(digest->n_earlier, 1);
	assert_span(digest->earlier[0].headline.text, "Zeta Foods hires a cook");
	digest_free(digest);
	desk_release(&desk);
}

static void
a_story_told_again_says_what_is_new(void **state)
{
	static const struct {
		const char *title;
		enum digest_news news;
		const char *line;
	} cases[] = {
		{"Acme Rockets denies bid of $4.5 billion from Omega Foundries", DIGEST_NEWS_DENIED,
			"1 new report since the last edition; figures: $4.5 billion; names: Omega "
			"Foundries"},
		{"Correction: Acme Rockets was offered 3.1%", DIGEST_NEWS_CORRECTED,
			"1 new report since the last edition; figures: 3.1%"},
		{"The bid for Acme Rockets is open till 12 March 2027", DIGEST_NEWS_UPDATED,
			"1 new report since the last edition"},
		{"The bid for Acme Rockets", DIGEST_NEWS_UPDATED,
			"1 new report since the last edition"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct digest_story *story;
		struct desk desk;
		struct digest *digest;
		int64_t number;

		desk_init(&desk);
		number = report(&desk, "acme", "Acme Rockets gets a bid", 0, NOW - 5);
		digest = build(&desk, 1);
		assert_span(digest->groups[0].stories[0].what_is_new, NULL);
		remember(&desk, digest, "<1@x>");
		digest_free(digest);
		report(&desk, "acme", cases[i].title, number, NOW + 5);
		digest = build_at(&desk, 2, NOW + 10);
		story = &digest->groups[0].stories[0];
		assert_span(story->what_is_new, cases[i].line);
		assert_int_equal(story->news, cases[i].news);
		digest_free(digest);
		desk_release(&desk);
	}
}

static void
an_edition_keeps_to_its_budget_and_says_what_it_left_out(void **state)
{
	static const struct {
		const char *bounds;
		size_t n;          /* stories told */
		const char *first; /* reason of what was left out */
	} cases[] = {
		{"max_stories: 9", 5, NULL},
		{"max_stories: 3", 3, "beyond max_stories 3"},
		{"max_per_company: 2", 3, "beyond max_per_company 2"},
		{"max_per_source: 4", 4, "beyond max_per_source 4"},
		{"max_per_company: 1, max_stories: 1", 1, "beyond max_per_company 1"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct desk desk;
		struct digest *digest;
		char text[1024];

		snprintf(text, sizeof text, CONFIG_OPEN ", %s}\n", cases[i].bounds);
		desk_init_with(&desk, text);
		for (int64_t at = 0; at < 4; at++)
			report(&desk, "acme", "Acme Rockets files a patent", 0, NOW - at);
		report(&desk, "zeta", "Zeta Foods hires a cook", 0, NOW - 9);
		digest = build(&desk, 1);
		assert_int_equal(digest_story_count(digest), cases[i].n);
		assert_int_equal(digest->overview.n_dropped > 0, cases[i].first != NULL);
		if (cases[i].first != NULL)
			assert_span(digest->overview.dropped[0].reason, cases[i].first);
		digest_free(digest);
		desk_release(&desk);
	}
}

static void
round_ups_come_last(void **state)
{
	static const char *const ids[] = {"a", "b", "c", "d", "e", "f", "g", "acme", "zeta"};
	struct item_company named[9];
	struct item_record item = fixture_item(1000, "Nine shares that moved", "Nine of them");
	struct desk desk;
	struct digest *digest;

	(void)state;
	desk_init(&desk);
	for (size_t i = 0; i < 9; i++)
		named[i] = (struct item_company){
			.id = span_of(ids[i]), .relevance = 99, .role = ROLE_MENTION};
	item.companies = named;
	item.n_companies = 9;
	item.place.story = 1;
	fixture_add(&desk.fixture, &item, NOW);
	report(&desk, "acme", "Acme Rockets files a patent", 0, NOW - DAY / 2);
	digest = build(&desk, 1);
	assert_int_equal(digest->overview.n_top, 2);
	assert_true(digest->overview.top[1]->is_roundup);
	assert_span(digest->overview.top[0]->headline.text, "Acme Rockets files a patent");
	digest_free(digest);
	desk_release(&desk);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_window_ends_behind_what_an_edition_of_this_second_put_off),
		cmocka_unit_test(a_window_of_the_past_knows_nothing_of_what_came_later),
		cmocka_unit_test(an_edition_dated_ahead_by_a_wrong_clock_keeps_its_number),
		cmocka_unit_test(a_company_told_of_more_than_usual_stands_out),
		cmocka_unit_test(a_company_without_a_history_has_no_custom),
		cmocka_unit_test(a_company_has_a_sparkline_that_ends_today),
		cmocka_unit_test(an_edition_that_is_made_again_tells_the_same),
		cmocka_unit_test(a_story_told_again_says_what_is_new),
		cmocka_unit_test(an_edition_keeps_to_its_budget_and_says_what_it_left_out),
		cmocka_unit_test(round_ups_come_last),
		cmocka_unit_test(feeds_tell_stories_of_the_editions_before_as_they_were_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
