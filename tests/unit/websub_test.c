#include "tests/unit/test.h"

#include <stdio.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/entropy.h"
#include "aggregator/base/hmac.h"
#include "aggregator/fetch/websub.h"

#define NOW INT64_C(1767225600)
#define HOUR 3600
#define DAY INT64_C(86400)
#define HUB "https://hub.example/"
#define TOPIC "https://news.example/feed?a=b c"

static struct clock_fixed calendar;

/* Bytes that count up: secrets of a test are known. */
static bool
count_up(void *context, void *bytes, size_t n)
{
	unsigned char *next = context;

	for (size_t i = 0; i < n; i++)
		((unsigned char *)bytes)[i] = (*next)++;
	return true;
}

static bool
has_none(void *context, void *bytes, size_t n)
{
	(void)context;
	(void)bytes;
	(void)n;
	return false;
}

static struct websub
wanted(void)
{
	static const struct websub_offer offer = {
		SPAN_INIT(HUB), SPAN_INIT("https://news.example/feed")};
	unsigned char next = 0;
	const struct entropy entropy = {count_up, &next};
	struct websub websub;

	clock_fixed_init(&calendar, NOW, 1);
	assert_true(websub_init(&websub, 7, &offer, &entropy));
	return websub;
}

static bool
ask(struct websub *websub, const char *mode, const char *topic, const char *lease)
{
	struct websub_question question = {.mode = span_of(mode),
		.topic = span_of(topic),
		.challenge = SPAN("c"),
		.lease_seconds = span_of(lease)};

	return websub_verify(websub, &question, &calendar.clock);
}

static struct websub
active(void)
{
	struct websub websub = wanted();

	websub_note_answer(&websub, 202, "", &calendar.clock);
	assert_int_equal(websub.state, WEBSUB_ASKED);
	assert_true(ask(&websub, "subscribe", websub.topic, "864000"));
	assert_int_equal(websub.state, WEBSUB_ACTIVE);
	return websub;
}

static void
the_hub_is_found_in_the_header_and_then_in_the_document(void **state)
{
	static const struct websub_offer document = {
		SPAN_INIT("https://doc-hub.example/"), SPAN_INIT("https://news.example/self")};
	static const struct websub_offer silent = {{NULL, 0}, {NULL, 0}};
	static const struct row {
		const char *header;
		const struct websub_offer *document;
		const char *hub;
		const char *topic;
	} rows[] = {
		{"<https://h.example/>; rel=\"hub\", <https://n.example/f>; rel=\"self\"",
			&document, "https://h.example/", "https://n.example/f"},
		{"<https://h.example/>; rel=hub", &document, "https://h.example/",
			"https://came.example/from"},
		{"<https://n.example/f>; rel=self", &document, "https://doc-hub.example/",
			"https://n.example/f"},
		{"", &document, "https://doc-hub.example/", "https://news.example/self"},
		{"", &silent, NULL, NULL},
		{"<https://n.example/f>; rel=self", &silent, NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct websub_offer offer;
		bool found = websub_find_offer(span_of(rows[i].header), rows[i].document,
			SPAN("https://came.example/from"), &offer);

		assert_int_equal(found, rows[i].hub != NULL);
		if (!found)
			continue;
		assert_span(offer.hub, rows[i].hub);
		assert_span(offer.topic, rows[i].topic);
	}
}

static void
a_hub_that_is_no_url_is_none(void **state)
{
	static const char *const hubs[] = {"", "hub", "ftp://h/", "javascript:x",
		"file:///etc/passwd", "https://h.example/\r\nX: y", "https://h.example/ x"};
	unsigned char next = 0;
	const struct entropy entropy = {count_up, &next};
	const struct entropy none = {has_none, NULL};
	struct websub websub;

	(void)state;
	for (size_t i = 0; i < sizeof hubs / sizeof hubs[0]; i++) {
		struct websub_offer offer = {span_of(hubs[i]), SPAN("https://n.example/")};

		if (websub_init(&websub, 1, &offer, &entropy))
			fail_msg("'%s' is taken for a hub", hubs[i]);
	}
	assert_false(websub_init(
		&websub, 1, &(struct websub_offer){SPAN("https://h/"), SPAN("https://n/")}, &none));
}

static void
a_request_says_what_the_recommendation_wants(void **state)
{
	struct websub websub = wanted();
	struct buf body;

	(void)state;
	snprintf(websub.topic, sizeof websub.topic, "%s", TOPIC);
	buf_init(&body, BUF_UNLIMITED);
	assert_true(websub_is_due(&websub, NOW));
	websub_add_request(&websub, "https://me.example/websub/", &body);
	assert_string_equal(buf_string(&body),
		"hub.mode=subscribe&hub.topic=https%3A%2F%2Fnews.example%2Ffeed%3Fa%3Db%20c"
		"&hub.callback=https%3A%2F%2Fme.example%2Fwebsub%2F000102030405060708090a0b0c0d0e0f"
		"&hub.lease_seconds=864000&hub.secret="
		"101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f");
	websub.state = WEBSUB_LEAVING;
	websub_add_request(&websub, "https://me.example/websub/", &body);
	assert_string_equal(buf_string(&body),
		"hub.mode=unsubscribe&hub.topic=https%3A%2F%2Fnews.example%2Ffeed%3Fa%3Db%20c"
		"&hub.callback=https%3A%2F%2Fme.example%2Fwebsub%2F"
		"000102030405060708090a0b0c0d0e0f");
	buf_release(&body);
}

static void
intent_is_verified_once_it_was_meant(void **state)
{
	struct websub websub = wanted();

	(void)state;
	websub_note_answer(&websub, 202, "", &calendar.clock);
	assert_false(websub_is_due(&websub, NOW));
	assert_false(ask(&websub, "subscribe", "https://other.example/", "864000"));
	assert_false(ask(&websub, "unsubscribe", websub.topic, ""));
	assert_false(ask(&websub, "publish", websub.topic, ""));
	assert_int_equal(websub.state, WEBSUB_ASKED);
	assert_true(ask(&websub, "subscribe", websub.topic, "864000"));
	assert_int_equal(websub.lease_until, NOW + 10 * DAY);
	assert_in_range(websub.next_try, NOW + 8 * DAY, NOW + 9 * DAY);
}

static void
a_question_without_a_challenge_is_not_answered(void **state)
{
	struct websub websub = wanted();
	struct websub_question question = {
		.mode = SPAN("subscribe"), .topic = span_of(websub.topic)};

	(void)state;
	assert_false(websub_verify(&websub, &question, &calendar.clock));
}

static void
leases_are_bounded(void **state)
{
	static const struct row {
		const char *lease;
		int64_t seconds;
	} rows[] = {{"1", 300}, {"", 10 * DAY}, {"99999999999999999999", 90 * DAY},
		{"-5", 90 * DAY}, {"86400", DAY}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct websub websub = wanted();

		assert_true(ask(&websub, "subscribe", websub.topic, rows[i].lease));
		assert_int_equal(websub.lease_until, NOW + rows[i].seconds);
		assert_true(websub.next_try < websub.lease_until);
	}
}

static void
a_hub_that_verifies_before_it_answers_is_not_asked_again(void **state)
{
	struct websub websub = wanted();

	(void)state;
	assert_true(ask(&websub, "subscribe", websub.topic, "864000"));
	websub_note_answer(&websub, 202, "", &calendar.clock);
	assert_int_equal(websub.state, WEBSUB_ACTIVE);
	assert_true(websub.next_try > NOW + 7 * DAY);
}

static void
a_lease_is_renewed_before_it_ends(void **state)
{
	struct websub websub = active();

	(void)state;
	calendar.now_ms = websub.next_try * 1000;
	assert_true(websub_is_due(&websub, websub.next_try));
	websub_note_answer(&websub, 202, "", &calendar.clock);
	assert_int_equal(websub.state, WEBSUB_ACTIVE); /* pushes go on meanwhile */
	assert_true(ask(&websub, "subscribe", websub.topic, "864000"));
	assert_true(websub.lease_until > NOW + 17 * DAY);
}

static void
what_is_never_verified_is_asked_ever_more_rarely(void **state)
{
	struct websub websub = wanted();
	int64_t before = NOW;
	int64_t wait = 0;

	(void)state;
	for (int i = 0; i < 12; i++) {
		calendar.now_ms = before * 1000;
		websub_note_answer(&websub, 202, "", &calendar.clock);
		assert_int_equal(websub.state, WEBSUB_ASKED);
		wait = websub.next_try - before;
		assert_true(wait >= HOUR);
		before = websub.next_try;
	}
	assert_in_range(wait, DAY, DAY + DAY / 10);
}

static void
a_hub_that_says_no_is_left_alone_for_days(void **state)
{
	static const int statuses[] = {400, 403, 404, 410};

	(void)state;
	for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
		struct websub websub = wanted();

		websub_note_answer(&websub, statuses[i], "the hub answers no", &calendar.clock);
		assert_int_equal(websub.state, WEBSUB_REFUSED);
		assert_in_range(websub.next_try, NOW + 7 * DAY, NOW + 8 * DAY);
		assert_string_equal(websub.error, "the hub answers no");
	}
}

static void
a_hub_that_fails_is_tried_again_soon(void **state)
{
	static const int statuses[] = {0, 429, 500, 503};

	(void)state;
	for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
		struct websub websub = wanted();

		websub_note_answer(&websub, statuses[i], "broken", &calendar.clock);
		assert_int_equal(websub.state, WEBSUB_WANTED);
		assert_in_range(websub.next_try, NOW + 600, NOW + 660);
	}
}

static void
a_denial_ends_the_subscription_and_is_told(void **state)
{
	struct websub websub = active();
	struct websub_question question = {.mode = SPAN("denied"),
		.topic = span_of(websub.topic),
		.reason = SPAN("not for you")};

	(void)state;
	assert_true(websub_verify(&websub, &question, &calendar.clock));
	assert_int_equal(websub.state, WEBSUB_REFUSED);
	assert_string_equal(websub.error, "the hub refuses: not for you");
	assert_false(websub_is_trusted(&websub, NOW));
}

static void
leaving_is_verified_or_given_up(void **state)
{
	struct websub websub = active();

	(void)state;
	websub_leave(&websub, NOW);
	assert_int_equal(websub.state, WEBSUB_LEAVING);
	assert_false(ask(&websub, "subscribe", websub.topic, "864000"));
	assert_true(ask(&websub, "unsubscribe", websub.topic, ""));
	assert_int_equal(websub.state, WEBSUB_OVER);
	websub = active();
	websub_leave(&websub, NOW);
	for (int i = 0; i < 3; i++)
		websub_note_answer(&websub, 0, "nobody there", &calendar.clock);
	assert_int_equal(websub.state, WEBSUB_OVER);
	websub = wanted();
	websub_leave(&websub, NOW); /* nobody was asked yet */
	assert_int_equal(websub.state, WEBSUB_OVER);
}

/* The vectors of RFC 2202 and RFC 4231 for the key "Jefe". */
static void
signatures_of_every_method_are_checked(void **state)
{
	static const struct row {
		const char *method;
		const char *hex;
	} rows[] = {
		{"sha1", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"},
		{"sha256", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
		{"sha384", "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e"
			   "8e2240ca5e69e2c78b3239ecfab21649"},
		{"sha512", "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
			   "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"},
	};
	struct span bytes = SPAN("what do ya want for nothing?");

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct span hex = span_of(rows[i].hex);
		char wrong[129];

		assert_true(hmac_verify(span_of(rows[i].method), SPAN("Jefe"), bytes, hex));
		assert_false(hmac_verify(span_of(rows[i].method), SPAN("Jeff"), bytes, hex));
		assert_false(hmac_verify(
			span_of(rows[i].method), SPAN("Jefe"), bytes, span_head(hex, hex.len - 2)));
		snprintf(wrong, sizeof wrong, "%s", rows[i].hex);
		wrong[hex.len - 1] ^= 1;
		assert_false(
			hmac_verify(span_of(rows[i].method), SPAN("Jefe"), bytes, span_of(wrong)));
	}
	assert_false(hmac_verify(SPAN("md5"), SPAN("Jefe"), bytes, span_of("00")));
}

static void
a_push_counts_only_with_our_signature(void **state)
{
	struct websub websub = active();
	struct span body = SPAN("what do ya want for nothing?");

	(void)state;
	snprintf(websub.secret, sizeof websub.secret, "Jefe");
	assert_true(websub_is_signed(
		&websub, SPAN("sha1=EFFCDF6AE5EB2FA2D27416D5F184DF9C259A7C79"), body));
	assert_false(websub_is_signed(
		&websub, SPAN("sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c78"), body));
	assert_false(websub_is_signed(
		&websub, SPAN("sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"), SPAN("other")));
	assert_false(
		websub_is_signed(&websub, SPAN("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"), body));
	assert_false(websub_is_signed(&websub, SPAN_NONE, body));
	assert_false(websub_is_signed(&websub, SPAN("sha1="), body));
}

static void
visits_become_rare_once_push_has_proved_itself(void **state)
{
	struct websub websub = active();

	(void)state;
	assert_false(websub_is_trusted(&websub, NOW));
	websub_note_push(&websub, NOW);
	assert_true(websub_is_trusted(&websub, NOW));
	websub_note_visit(&websub, 0, NOW);
	assert_true(websub_is_trusted(&websub, NOW));
	websub_note_visit(&websub, 3, NOW);
	assert_false(websub_is_trusted(&websub, NOW));
	assert_false(websub_is_due(&websub, NOW));
	websub_note_visit(&websub, 1, NOW); /* again: the hub may have forgotten us */
	assert_true(websub_is_due(&websub, NOW));
	websub_note_push(&websub, NOW);
	assert_true(websub_is_trusted(&websub, NOW));
	assert_false(websub_is_trusted(&websub, NOW + 11 * DAY)); /* the lease has ended */
}

#define OLD_BASE "https://news.example/websub/"
#define NEW_BASE "https://other.example/websub/"

static void
a_subscription_knows_the_address_that_it_was_made_for(void **state)
{
	struct websub websub = wanted();
	char token[WEBSUB_TOKEN_DIGITS + 1];

	(void)state;
	websub_mark_address(&websub, OLD_BASE);
	assert_int_equal(strlen(websub.token), WEBSUB_TOKEN_DIGITS);
	assert_true(websub_is_at(&websub, OLD_BASE));
	assert_false(websub_is_at(&websub, NEW_BASE));
	memcpy(token, websub.token, sizeof token);
	websub_mark_address(&websub, OLD_BASE);
	assert_string_equal(websub.token, token);
}

static void
who_has_moved_asks_anew_or_gives_up(void **state)
{
	static const struct row {
		enum websub_state before;
		const char *base;
		enum websub_state after;
	} rows[] = {
		{WEBSUB_WANTED, NEW_BASE, WEBSUB_WANTED},
		{WEBSUB_ASKED, NEW_BASE, WEBSUB_WANTED},
		{WEBSUB_ACTIVE, NEW_BASE, WEBSUB_WANTED},
		{WEBSUB_REFUSED, NEW_BASE, WEBSUB_WANTED},
		{WEBSUB_LEAVING, NEW_BASE, WEBSUB_OVER},
		{WEBSUB_ACTIVE, NULL, WEBSUB_OVER},
		{WEBSUB_LEAVING, NULL, WEBSUB_OVER},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct websub websub = wanted();

		websub_mark_address(&websub, OLD_BASE);
		websub.state = rows[i].before;
		websub.lease_until = NOW + 86400;
		websub.next_try = NOW + 80000;
		websub_move(&websub, rows[i].base, NOW);
		assert_int_equal(websub.state, rows[i].after);
		assert_false(websub_is_trusted(&websub, NOW));
		if (websub.state != WEBSUB_WANTED)
			continue;
		assert_true(websub_is_due(&websub, NOW));
		assert_true(websub_is_at(&websub, NEW_BASE));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_hub_is_found_in_the_header_and_then_in_the_document),
		cmocka_unit_test(a_hub_that_is_no_url_is_none),
		cmocka_unit_test(a_request_says_what_the_recommendation_wants),
		cmocka_unit_test(intent_is_verified_once_it_was_meant),
		cmocka_unit_test(a_question_without_a_challenge_is_not_answered),
		cmocka_unit_test(leases_are_bounded),
		cmocka_unit_test(a_hub_that_verifies_before_it_answers_is_not_asked_again),
		cmocka_unit_test(a_lease_is_renewed_before_it_ends),
		cmocka_unit_test(what_is_never_verified_is_asked_ever_more_rarely),
		cmocka_unit_test(a_hub_that_says_no_is_left_alone_for_days),
		cmocka_unit_test(a_hub_that_fails_is_tried_again_soon),
		cmocka_unit_test(a_denial_ends_the_subscription_and_is_told),
		cmocka_unit_test(leaving_is_verified_or_given_up),
		cmocka_unit_test(signatures_of_every_method_are_checked),
		cmocka_unit_test(a_push_counts_only_with_our_signature),
		cmocka_unit_test(visits_become_rare_once_push_has_proved_itself),
		cmocka_unit_test(a_subscription_knows_the_address_that_it_was_made_for),
		cmocka_unit_test(who_has_moved_asks_anew_or_gives_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
