#include "aggregator/fetch/health.h"

#include "aggregator/fetch/link_header.h"
#include "tests/unit/test.h"

#define NOW INT64_C(1767571200)
#define HOUR INT64_C(3600)
#define DAY INT64_C(86400)

/* A feed with an item each four hours, the last of them so long ago. */
static struct schedule_state
feed_silent_for(int64_t silence)
{
	struct schedule_state state = {.last_success = NOW};
	int64_t times[60];

	for (int i = 0; i < 60; i++)
		times[i] = NOW - silence - i * 4 * HOUR;
	rhythm_observe(&state.rhythm, times, 60, NOW - silence);
	rhythm_observe(&state.rhythm, NULL, 0, NOW);
	return state;
}

static void
assert_told(const struct health_facts *facts, enum health health, const char *text)
{
	struct buf line;

	buf_init(&line, 1024);
	assert_string_equal(health_name(health_of(facts, NOW)), health_name(health));
	health_tell(facts, NOW, &line);
	if (strstr(buf_string(&line), text) == NULL)
		fail_msg("got '%s', want '%s'", buf_string(&line), text);
	buf_release(&line);
}

static void
tells_how_a_feed_is_and_what_to_do(void **state)
{
	struct schedule_state alive = feed_silent_for(HOUR);
	struct schedule_state quiet = feed_silent_for(2 * DAY);
	struct schedule_state silent = feed_silent_for(30 * DAY);
	struct schedule_state fresh = {0};
	struct schedule_state failing = alive;
	struct schedule_state gone = alive;

	(void)state;
	failing.failures = 9;
	failing.failing_since = NOW - 3 * DAY;
	gone.is_gone = true;
	alive.next_visit = NOW + HOUR / 2;
	assert_told(&(struct health_facts){.state = &alive}, HEALTH_ALIVE, "every 4 hours");
	assert_told(
		&(struct health_facts){.state = &quiet}, HEALTH_QUIET, "nothing new for 2 days");
	assert_told(&(struct health_facts){.state = &silent}, HEALTH_SILENT,
		"nothing new for 30 days, usually every ");
	assert_told(&(struct health_facts){.state = &fresh}, HEALTH_NEW, "not visited yet");
	assert_told(&(struct health_facts){.state = &failing,
			    .last_error = SPAN("the server answers 404 Not Found")},
		HEALTH_FAILING,
		"failing for 3 days, 9 times: the server answers 404 Not Found; look whether");
	assert_told(&(struct health_facts){.state = &gone}, HEALTH_GONE, "remove it");
	assert_told(&(struct health_facts){.state = &alive, .moved_to = SPAN("https://n.example/")},
		HEALTH_MOVED, "moved to https://n.example/");
	assert_told(&(struct health_facts){.state = &alive, .is_no_feed = true}, HEALTH_NO_FEED,
		"feeds discover");
	assert_told(&(struct health_facts){.state = &alive, .lost_items = true}, HEALTH_LOSING,
		"every");
	assert_told(&(struct health_facts){.state = &alive, .lost_items = true, .losses = 3},
		HEALTH_LOSING, "between two visits, 3 times until now; give it a shorter `every`");
	assert_told(&(struct health_facts){.state = &alive, .is_undated = true}, HEALTH_UNDATED,
		"no item has a date");
	assert_told(&(struct health_facts){.state = &alive, .is_put_off = true}, HEALTH_PUT_OFF,
		"come back later; next in 30 minutes");
	assert_told(&(struct health_facts){.state = &silent, .is_put_off = true}, HEALTH_SILENT,
		"nothing new for 30 days");
	assert_told(&(struct health_facts){.state = &silent, .is_local = true}, HEALTH_QUIET,
		"nothing new for 30 days");
	assert_told(&(struct health_facts){.state = &failing, .is_local = true}, HEALTH_FAILING,
		"; look at the file or the program");
	assert_told(
		&(struct health_facts){
			.state = &alive, .moved_to = SPAN("https://n.example/"), .same_as = 7},
		HEALTH_MERGED, "as feed 7 did");
	assert_told(&(struct health_facts){.state = &gone, .is_resting = true}, HEALTH_RESTING,
		"not in the configuration any more");
}

static void
who_is_put_off_for_days_needs_a_person(void **state)
{
	static const struct row {
		int64_t last_success;
		uint32_t laters;
		int64_t next_visit;
		enum health health;
		const char *told;
	} rows[] = {
		{NOW - HOUR, 9, NOW + HOUR, HEALTH_PUT_OFF, "put off: 429"},
		{NOW - 4 * DAY, 2, NOW + HOUR, HEALTH_PUT_OFF, "put off: 429"},
		{NOW - 4 * DAY, 3, NOW + 2 * HOUR, HEALTH_SHUT_OUT,
			"not had for 4 days, put off: 429; next in 2 hours; give it a longer"},
		{NOW - HOUR, 1, NOW + 30 * DAY, HEALTH_SHUT_OUT, "put off: 429; next in 30 days"},
		{0, 7, NOW + HOUR, HEALTH_PUT_OFF, "put off: 429"},
		{0, 8, NOW + 2 * HOUR, HEALTH_SHUT_OUT, "put off: 429; next in 2 hours; give it"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct schedule_state schedule = feed_silent_for(HOUR);

		schedule.last_success = rows[i].last_success;
		schedule.laters = rows[i].laters;
		schedule.next_visit = rows[i].next_visit;
		assert_told(
			&(struct health_facts){
				.state = &schedule, .is_put_off = true, .last_error = SPAN("429")},
			rows[i].health, rows[i].told);
	}
	assert_true(health_is_trouble(HEALTH_SHUT_OUT));
}

/* Every state has a name, and those that need a person say what to do. */
static void
each_state_has_a_row(void **state)
{
	(void)state;
	for (int health = 0; health < HEALTH_N; health++) {
		assert_non_null(health_name((enum health)health));
		for (int other = 0; other < health; other++)
			assert_string_not_equal(
				health_name((enum health)health), health_name((enum health)other));
	}
	assert_true(health_is_trouble(HEALTH_LOSING));
	assert_false(health_is_trouble(HEALTH_MOVED));
	assert_false(health_is_trouble(HEALTH_PUT_OFF));
}

static void
says_time_as_people_do(void **state)
{
	static const struct row {
		int64_t seconds;
		const char *text;
	} rows[] = {{0, "0 seconds"}, {1, "1 second"}, {119, "119 seconds"}, {120, "2 minutes"},
		{7199, "120 minutes"}, {7200, "2 hours"}, {2 * DAY, "2 days"},
		{729 * DAY, "729 days"}, {1693 * DAY, "5 years"}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct buf line;

		buf_init(&line, 64);
		health_tell_seconds(rows[i].seconds, &line);
		assert_string_equal(buf_string(&line), rows[i].text);
		buf_release(&line);
	}
}

static void
finds_links_in_a_header(void **state)
{
	static const struct row {
		const char *value;
		const char *hub;
	} rows[] = {
		{"<https://hub.example/>; rel=\"hub\"", "https://hub.example/"},
		{"<https://hub.example/>; rel=hub, </feed>; rel=self", "https://hub.example/"},
		{"</feed>; rel=self,<https://hub.example/>;REL=HUB", "https://hub.example/"},
		{"<a>; title=\"x, <b>; rel=hub\"; rel=self, <c>; rel=\"next hub\"", "c"},
		{"<a>; title=\"\\\", \"; rel=hub", "a"},
		{"<a>; rel=self; rel=hub", NULL},
		{"<a>; rev=hub", NULL},
		{"<a", NULL},
		{"a>; rel=hub", NULL},
		{"", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_span(link_header_find(span_of(rows[i].value), SPAN("hub")), rows[i].hub);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_how_a_feed_is_and_what_to_do),
		cmocka_unit_test(each_state_has_a_row),
		cmocka_unit_test(says_time_as_people_do),
		cmocka_unit_test(finds_links_in_a_header),
		cmocka_unit_test(who_is_put_off_for_days_needs_a_person),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
