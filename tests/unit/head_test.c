#include "aggregator/fetch/head.h"

#include <curl/curl.h>

#include "aggregator/fetch/freshness.h"
#include "aggregator/fetch/http_date.h"
#include "aggregator/fetch/retry_after.h"
#include "aggregator/fetch/visit.h"
#include "tests/unit/test.h"

#define NOW INT64_C(1767225600) /* Thu, 01 Jan 2026 00:00:00 GMT */

static void
add_lines(struct head *head, const char *text)
{
	struct span rest = span_of(text);

	while (rest.len > 0) {
		size_t end = span_find_byte(rest, '\n') + 1;

		assert_true(head_add_line(head, span_head(rest, end)));
		rest = span_from(rest, end);
	}
}

static void
keeps_the_bytes_of_each_field(void **state)
{
	struct head head;

	(void)state;
	head_init(&head);
	add_lines(&head, "HTTP/1.1 200 OK\r\n"
			 "eTaG:   W/\"a, b\"  \r\n"
			 "Last-Modified: Foo bar\r\n"
			 "Cache-Control: a\r\ncache-control: b\r\n"
			 "ETag: second\r\n"
			 "Link: <a>;\r\n  rel=hub\r\n"
			 "X-Link: no\r\n"
			 "no colon\r\n"
			 "\r\n"
			 "ETag: trailer\r\n");
	assert_int_equal(head.status, 200);
	assert_span(head_value(&head, HEAD_ETAG), "W/\"a, b\"");
	assert_span(head_value(&head, HEAD_LAST_MODIFIED), "Foo bar");
	assert_span(head_value(&head, HEAD_CACHE_CONTROL), "a, b");
	assert_span(head_value(&head, HEAD_LINK), "<a>; rel=hub");
	assert_null(head_value(&head, HEAD_AGE).at);
	head_release(&head);
}

static void
forgets_the_head_of_an_interim_answer(void **state)
{
	struct head head;

	(void)state;
	head_init(&head);
	add_lines(&head, "HTTP/1.1 103 Early Hints\r\nETag: early\r\nLink: </x>\r\n\r\n"
			 "HTTP/2 304\r\nETag: late\r\n\r\n");
	assert_int_equal(head.status, 304);
	assert_span(head_value(&head, HEAD_ETAG), "late");
	assert_null(head_value(&head, HEAD_LINK).at);
	head_release(&head);
}

static void
refuses_more_than_its_cap_even_in_many_heads(void **state)
{
	struct head head;
	bool ok = true;
	int n = 0;

	(void)state;
	head_init(&head);
	while (ok && ++n < 1000000)
		ok = head_add_line(&head, SPAN("HTTP/1.1 100 Continue\r\n"));
	assert_false(ok);
	head_release(&head);
}

static void
reads_retry_after(void **state)
{
	static const struct row {
		const char *value;
		int64_t seconds;
	} rows[] = {
		{"0", 0},
		{"120", 120},
		{" 120 ", 120},
		{"86401", 86401},
		{"31536000", 31536000},
		{"Thu, 01 Jan 2026 00:02:00 GMT", 120},
		{"Thursday, 01-Jan-26 00:02:00 GMT", 120},
		{"Thu Jan  1 00:02:00 2026", 120},
		{"Wed, 31 Dec 2025 23:00:00 GMT", 0},
		{"", RETRY_AFTER_NONE},
		{"-1", RETRY_AFTER_NONE},
		{"1.5", RETRY_AFTER_NONE},
		{"soon", RETRY_AFTER_NONE},
		{"99999999999999999999", RETRY_AFTER_NONE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (retry_after_seconds(span_of(rows[i].value), NOW) != rows[i].seconds)
			fail_msg("'%s': got %lld, want %lld", rows[i].value,
				(long long)retry_after_seconds(span_of(rows[i].value), NOW),
				(long long)rows[i].seconds);
}

static void
reads_freshness(void **state)
{
	static const struct row {
		const char *head;
		int64_t seconds;
	} rows[] = {
		{"", FRESHNESS_UNKNOWN},
		{"Cache-Control: max-age=600\n", 600},
		{"Cache-Control: public, MAX-AGE = 600\n", 600},
		{"Cache-Control: max-age=\"600\"\n", 600},
		{"Cache-Control: max-age=600, max-age=5\n", 600},
		{"Cache-Control: s-maxage=600\n", FRESHNESS_UNKNOWN},
		{"Cache-Control: max-age=600\nAge: 100\n", 500},
		{"Cache-Control: max-age=600\nAge: 1000\n", 0},
		{"Cache-Control: max-age=600\nAge: nonsense\n", 600},
		{"Cache-Control: max-age=x\n", 0},
		{"Cache-Control: max-age\n", 0},
		{"Cache-Control: max-age=99999999999999999999\n", 999999999},
		{"Cache-Control: no-cache, max-age=600\n", 0},
		{"Cache-Control: max-age=600\nCache-Control: no-store\n", 0},
		{"Expires: Thu, 01 Jan 2026 01:00:00 GMT\n", 3600},
		{"Expires: Thu, 01 Jan 2026 01:00:00 GMT\nDate: Thu, 01 Jan 2026 00:30:00 GMT\n",
			1800},
		{"Expires: Thu, 01 Jan 2026 01:00:00 GMT\nDate: Thu, 01 Jan 2026 00:30:00 GMT\n"
		 "Age: 1700\n",
			100},
		{"Expires: 0\n", 0},
		{"Expires: Thu, 01 Jan 1970 00:00:00 GMT\n", 0},
		{"Expires: Thu, 01 Jan 2026 01:00:00 GMT\nCache-Control: max-age=60\n", 60},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct head head;
		int64_t got;

		head_init(&head);
		add_lines(&head, rows[i].head);
		got = freshness_seconds(&head, NOW);
		if (got != rows[i].seconds)
			fail_msg("%s got %lld, want %lld", rows[i].head, (long long)got,
				(long long)rows[i].seconds);
		head_release(&head);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_the_bytes_of_each_field),
		cmocka_unit_test(forgets_the_head_of_an_interim_answer),
		cmocka_unit_test(refuses_more_than_its_cap_even_in_many_heads),
		cmocka_unit_test(reads_retry_after),
		cmocka_unit_test(reads_freshness),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
