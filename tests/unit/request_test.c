#include "tests/unit/test.h"

#include <sys/un.h>

#include "aggregator/serve/condition.h"
#include "aggregator/serve/head.h"
#include "aggregator/serve/peer.h"
#include "aggregator/serve/target.h"
#include "feeds/date.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Reads a head whole, and as it would come byte by byte; both must see the same end. */
static int
read_both_ways(const char *text, struct head *head)
{
	struct span bytes = span_of(text);
	size_t seen = 0;
	size_t end = head_end(bytes, &seen);
	size_t end_by_bytes = HEAD_INCOMPLETE;

	seen = 0;
	for (size_t i = 0; i <= bytes.len && end_by_bytes == HEAD_INCOMPLETE; i++)
		end_by_bytes = head_end(span_head(bytes, i), &seen);
	assert_int_equal(end, end_by_bytes);
	if (end == HEAD_BROKEN)
		return 400;
	if (end == HEAD_INCOMPLETE)
		return -1;
	return head_read(span_head(bytes, end), head);
}

#define HOST "Host: a\r\n"
#define GET "GET / HTTP/1.1\r\n" HOST

static void
what_could_be_read_in_two_ways_is_refused(void **state)
{
	static const struct {
		const char *text;
		int status; /* 0: read; -1: not at its end */
	} cases[] = {
		{GET "\r\n", 0},
		{"\r\n" GET "\r\n", 0}, /* RFC 9112, 2.2 */
		{"HEAD /x?y=z HTTP/1.1\r\n" HOST "\r\n", 0},
		{"GET / HTTP/1.0\r\n\r\n", 0},
		{"GET / HTTP/1.1\r\nhost:a\r\n\r\n", 0},
		{"GET http://a.example/x HTTP/1.1\r\n" HOST "\r\n", 0},
		{GET "Content-Length: 0\r\n\r\n", 0},
		{"POST / HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\n", 0},
		{GET, -1},
		{"", -1},
		{"GET / HTTP/1.1\n" HOST "\r\n", 400},
		{GET "\n", 400},
		{GET "X: a\rb\r\n\r\n", 400},
		{GET "X: a\x01\r\n\r\n", 400},
		{GET "X: a\x7f\r\n\r\n", 400},
		{GET "X : a\r\n\r\n", 400},
		{GET " X: a\r\n\r\n", 400},
		{GET "X: a\r\n folded\r\n\r\n", 400},
		{GET "no colon\r\n\r\n", 400},
		{GET ": a\r\n\r\n", 400},
		{"GET / HTTP/1.1\r\n\r\n", 400},
		{GET HOST "\r\n", 400},
		{"GET  / HTTP/1.1\r\n" HOST "\r\n", 400},
		{"GET / HTTP/1.1 \r\n" HOST "\r\n", 400},
		{" GET / HTTP/1.1\r\n" HOST "\r\n", 400},
		{"GET /\r\n" HOST "\r\n", 400},
		{"GET / HTTP/1.11\r\n" HOST "\r\n", 400},
		{"GET / http/1.1\r\n" HOST "\r\n", 400},
		{"GET x HTTP/1.1\r\n" HOST "\r\n", 400},
		{"GET * HTTP/1.1\r\n" HOST "\r\n", 400},
		{"GET http:///x HTTP/1.1\r\n" HOST "\r\n", 400},
		{"GET ftp://a/x HTTP/1.1\r\n" HOST "\r\n", 400},
		{"GET /#x HTTP/1.1\r\n" HOST "\r\n", 400},
		{"G<T / HTTP/1.1\r\n" HOST "\r\n", 400},
		{"BREW / HTTP/1.1\r\n" HOST "\r\n", 501},
		{"get / HTTP/1.1\r\n" HOST "\r\n", 501},
		{"GET / HTTP/2.0\r\n" HOST "\r\n", 505},
		{"PRI * HTTP/2.0\r\n\r\n", 505},
		{GET "Content-Length: 5\r\n\r\n", 400},
		{GET "Transfer-Encoding: chunked\r\n\r\n", 400},
		{"POST / HTTP/1.1\r\n" HOST "\r\n", 411},
		{"POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n", 0},
		{"POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: Chunked\r\n\r\n", 0},
		{"POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: gzip, chunked\r\n\r\n", 501},
		{"POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked, chunked\r\n\r\n", 501},
		{"POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: xchunked\r\n\r\n", 501},
		{"POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: \r\n\r\n", 501},
		{"POST / HTTP/1.1\r\n" HOST
		 "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
			400},
		{"POST / HTTP/1.0\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n", 400},
		{"POST / HTTP/1.1\r\n" HOST
		 "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
			400},
		{"POST / HTTP/1.1\r\n" HOST "Content-Length: 5\r\nContent-Length: 5\r\n\r\n", 400},
		{"POST / HTTP/1.1\r\n" HOST "Content-Length: 5, 5\r\n\r\n", 400},
		{"POST / HTTP/1.1\r\n" HOST "Content-Length: +5\r\n\r\n", 400},
		{"POST / HTTP/1.1\r\n" HOST "Content-Length: 0x5\r\n\r\n", 400},
		{"POST / HTTP/1.1\r\n" HOST "Content-Length: \r\n\r\n", 400},
		{"POST / HTTP/1.1\r\n" HOST "Content-Length: 9999999999999999999\r\n\r\n", 400},
		{"POST / HTTP/1.1\r\n" HOST "Content-Length: 5\r\nExpect: tea\r\n\r\n", 417},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct head head;
		int status = read_both_ways(cases[i].text, &head);

		if (status != cases[i].status)
			fail_msg("'%s' gives %d, want %d", cases[i].text, status, cases[i].status);
	}
}

static void
more_headers_or_a_longer_target_than_allowed_are_refused(void **state)
{
	struct head head;
	struct buf text;

	(void)state;
	buf_init(&text, BUF_UNLIMITED);
	buf_add_text(&text, GET);
	for (int i = 1; i < HEAD_LINES_MAX; i++)
		buf_add_text(&text, "X: y\r\n");
	buf_add_text(&text, "\r\n");
	assert_int_equal(read_both_ways(buf_string(&text), &head), 0);
	buf_cut(&text, text.len - 2);
	buf_add_text(&text, "X: y\r\n\r\n");
	assert_int_equal(read_both_ways(buf_string(&text), &head), 431);
	buf_clear(&text);
	buf_add_text(&text, "GET /");
	for (int i = 0; i < HEAD_TARGET_MAX; i++)
		buf_add_byte(&text, 'x');
	buf_add_text(&text, " HTTP/1.1\r\n" HOST "\r\n");
	assert_int_equal(read_both_ways(buf_string(&text), &head), 414);
	buf_release(&text);
}

static void
a_head_says_what_was_asked(void **state)
{
	struct head head;

	(void)state;
	assert_int_equal(read_both_ways("POST http://b.example:80/x?y HTTP/1.1\r\nHost: a\r\n"
					"content-length: 12\r\nExpect: 100-Continue\r\n"
					"X: \t one \r\nTwice: 1\r\nTwice: 2\r\n"
					"Connection: x, Close\r\n\r\n",
				 &head),
		0);
	assert_int_equal(head.method, HTTP_POST);
	assert_span(head.target, "/x?y");
	assert_span(
		head.host, "b.example:80"); /* RFC 9112, 3.2.2: the target's, not the header's */
	assert_int_equal(head.body_bytes, 12);
	assert_true(head.expects_continue);
	assert_false(head.keeps_alive);
	assert_span(head_find(&head, SPAN("x")), "one");
	assert_null(head_find(&head, SPAN("Twice")).at);
	assert_int_equal(read_both_ways("GET http://b.example HTTP/1.1\r\n" HOST "\r\n", &head), 0);
	assert_span(head.target, "/");
	assert_true(head.keeps_alive);
	assert_int_equal(read_both_ways("GET / HTTP/1.0\r\n\r\n", &head), 0);
	assert_false(head.keeps_alive);
	assert_int_equal(
		read_both_ways("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", &head), 0);
	assert_true(head.keeps_alive);
}

static void
a_path_leads_nowhere_but_below_the_base(void **state)
{
	static const struct {
		const char *target;
		const char *base;
		enum target_kind kind;
		const char *path;
		const char *query;
	} cases[] = {
		{"/", "", TARGET_PATH, "/", NULL},
		{"/a/b.html?x=1?y", "", TARGET_PATH, "/a/b.html", "x=1?y"},
		{"/a%20b%C3%A9", "", TARGET_PATH, "/a b\xc3\xa9", NULL},
		{"/a=2Fb", "", TARGET_PATH, "/a=2Fb", NULL},
		{"/?", "", TARGET_PATH, "/", ""},
		{"/...", "", TARGET_PATH, "/...", NULL},
		{"/news/story/1", "/news", TARGET_PATH, "/story/1", NULL},
		{"/news/", "/news", TARGET_PATH, "/", NULL},
		{"/news", "/news", TARGET_BASE, NULL, NULL},
		{"/news?x", "/news", TARGET_BASE, NULL, "x"},
		{"/newsy", "/news", TARGET_OUTSIDE, NULL, NULL},
		{"/", "/news", TARGET_OUTSIDE, NULL, NULL},
		{"/..", "", TARGET_BROKEN, NULL, NULL},
		{"/a/../b", "", TARGET_BROKEN, NULL, NULL},
		{"/a/%2e%2E/b", "", TARGET_BROKEN, NULL, NULL},
		{"/./a", "", TARGET_BROKEN, NULL, NULL},
		{"/%2e", "", TARGET_BROKEN, NULL, NULL},
		{"/news/../news/x", "/news", TARGET_BROKEN, NULL, NULL},
		{"/a%2fb", "", TARGET_BROKEN, NULL, NULL},
		{"/a\\b", "", TARGET_BROKEN, NULL, NULL},
		{"/a%5cb", "", TARGET_BROKEN, NULL, NULL},
		{"/a%00b", "", TARGET_BROKEN, NULL, NULL},
		{"/a%0ab", "", TARGET_BROKEN, NULL, NULL},
		{"/a%7f", "", TARGET_BROKEN, NULL, NULL},
		{"/a%", "", TARGET_BROKEN, NULL, NULL},
		{"/a%4", "", TARGET_BROKEN, NULL, NULL},
		{"/a%zz", "", TARGET_BROKEN, NULL, NULL},
		{"/a%ff", "", TARGET_BROKEN, NULL, NULL},
		{"/a%c0%af", "", TARGET_BROKEN, NULL, NULL},
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct span path = SPAN_NONE;
		struct span query = SPAN_NONE;
		enum target_kind kind = target_read(
			span_of(cases[i].target), span_of(cases[i].base), arena, &path, &query);

		if (kind != cases[i].kind)
			fail_msg("'%s' gives %d, want %d", cases[i].target, kind, cases[i].kind);
		if (kind == TARGET_PATH)
			assert_span(path, cases[i].path);
		if (kind == TARGET_PATH || kind == TARGET_BASE)
			assert_span(query, cases[i].query);
	}
	arena_free(arena);
}

static void
a_parameter_is_decoded_once(void **state)
{
	static const struct {
		const char *query;
		const char *value;
	} cases[] = {
		{"q=company%3AMETA", "company:META"},
		{"q=a+b%2Bc", "a b+c"},
		{"page=2&q=x&q=y", "x"},
		{"q", ""},
		{"q=", ""},
		{"%71=x", "x"},
		{"q=100%", "100%"},
		{"q=%2541", "%41"},
		{"q=a=b", "a=b"},
		{"qq=x", NULL},
		{"", NULL},
		{NULL, NULL},
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_span(target_parameter(span_of(cases[i].query), SPAN("q"), arena),
			cases[i].value);
	arena_free(arena);
}

static void
addresses_are_read_and_told(void **state)
{
	static const struct {
		const char *text;
		const char *told; /* NULL: it is none */
	} cases[] = {
		{"192.0.2.7", "192.0.2.7"},
		{"192.0.2.7:8080", "192.0.2.7"},
		{"::ffff:192.0.2.7", "192.0.2.7"},
		{"2001:DB8::1", "2001:db8::1"},
		{"[2001:db8::1]:443", "2001:db8::1"},
		{"[::1]", "::1"},
		{"::1", "::1"},
		{"192.0.2", NULL},
		{"192.0.2.256", NULL},
		{"news.example.com", NULL},
		{"unknown", NULL},
		{"", NULL},
		{"1234567890123456789012345678901234567890123456789", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char told[PEER_TEXT_SIZE];
		struct peer peer;

		if (peer_read(span_of(cases[i].text), &peer) != (cases[i].told != NULL))
			fail_msg("'%s' is wrongly read", cases[i].text);
		if (cases[i].told == NULL)
			continue;
		peer_tell(&peer, told);
		assert_string_equal(told, cases[i].told);
	}
}

static void
a_network_has_the_addresses_below_its_mask(void **state)
{
	static const struct {
		const char *network;
		const char *address;
		bool has;
	} cases[] = {
		{"10.0.0.0/8", "10.1.2.3", true},
		{"10.0.0.0/8", "11.0.0.0", false},
		{"10.0.0.0/9", "10.127.0.1", true},
		{"10.0.0.0/9", "10.128.0.1", false},
		{"127.0.0.1", "127.0.0.1", true},
		{"127.0.0.1", "127.0.0.2", false},
		{"0.0.0.0/0", "192.0.2.1", true},
		{"0.0.0.0/0", "2001:db8::1", false},
		{"2001:db8::/33", "2001:db8:7fff::1", true},
		{"2001:db8::/33", "2001:db8:8000::1", false},
		{"::1", "::1", true},
		{"::/0", "192.0.2.1", true},
	};
	static const char *const wrong[] = {"10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x",
		"::/129", "proxy", "", "/8"};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct network network;
		struct peer peer;

		assert_true(network_read(span_of(cases[i].network), &network));
		assert_true(peer_read(span_of(cases[i].address), &peer));
		if (network_has(&network, 1, &peer) != cases[i].has)
			fail_msg("%s in %s", cases[i].address, cases[i].network);
	}
	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct network network;

		if (network_read(span_of(wrong[i]), &network))
			fail_msg("'%s' is taken", wrong[i]);
	}
}

static void
only_a_trusted_proxy_says_who_asked(void **state)
{
	static const struct {
		const char *peer;
		const char *headers;
		const char *client;
		const char *host;
		bool is_secure;
	} cases[] = {
		{"127.0.0.1",
			"X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https\r\n"
			"X-Forwarded-Host: news.example.com\r\n",
			"192.0.2.7", "news.example.com", true},
		/* what the client wrote itself stands first, and counts for nothing */
		{"127.0.0.1", "X-Forwarded-For: 10.6.6.6, 192.0.2.7\r\n", "192.0.2.7", "a", false},
		{"127.0.0.1", "X-Forwarded-For: 6.6.6.6,192.0.2.7 , 10.0.0.1\r\n", "192.0.2.7", "a",
			false},
		{"127.0.0.1", "X-Forwarded-For: 10.0.0.2, 10.0.0.1\r\n", "10.0.0.2", "a", false},
		{"127.0.0.1", "X-Forwarded-For: unknown\r\n", "127.0.0.1", "a", false},
		{"127.0.0.1", "X-Forwarded-For: \r\n", "127.0.0.1", "a", false},
		{"127.0.0.1", "X-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 2.2.2.2\r\n",
			"127.0.0.1", "a", false},
		{"127.0.0.1", "", "127.0.0.1", "a", false},
		{"192.0.2.9",
			"X-Forwarded-For: 10.0.0.1\r\nX-Forwarded-Proto: https\r\n"
			"X-Forwarded-Host: evil.example\r\n",
			"192.0.2.9", "a", false},
	};
	struct network trusted[2];

	(void)state;
	assert_true(network_read(SPAN("127.0.0.1"), &trusted[0]));
	assert_true(network_read(SPAN("10.0.0.0/8"), &trusted[1]));
	for (size_t i = 0; i < COUNT(cases); i++) {
		char told[PEER_TEXT_SIZE];
		struct origin origin;
		struct head head;
		struct peer peer;
		struct buf text;

		buf_init(&text, BUF_UNLIMITED);
		buf_format(&text, GET "%s\r\n", cases[i].headers);
		assert_int_equal(head_read(buf_span(&text), &head), 0);
		assert_true(peer_read(span_of(cases[i].peer), &peer));
		origin = origin_of(&head, &peer, trusted, 2);
		peer_tell(&origin.client, told);
		assert_string_equal(told, cases[i].client);
		assert_span(origin.host, cases[i].host);
		assert_int_equal(origin.is_secure, cases[i].is_secure);
		buf_release(&text);
	}
}

static void
a_socket_file_is_a_trusted_proxy(void **state)
{
	const struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct peer peer = peer_of((const struct sockaddr *)&address);
	char told[PEER_TEXT_SIZE];
	struct origin origin;
	struct head head;

	(void)state;
	assert_int_equal(head_read(SPAN(GET "X-Forwarded-For: 192.0.2.7\r\n\r\n"), &head), 0);
	peer_tell(&peer, told);
	assert_string_equal(told, "local");
	origin = origin_of(&head, &peer, NULL, 0);
	peer_tell(&origin.client, told);
	assert_string_equal(told, "192.0.2.7");
}

static void
one_customer_is_an_address_or_a_64th_of_ipv6(void **state)
{
	struct peer a, b, c, four, other;

	(void)state;
	assert_true(peer_read(SPAN("2001:db8::1"), &a) &&
		    peer_read(SPAN("2001:db8::2:0:0:1"), &b) &&
		    peer_read(SPAN("2001:db8:0:1::1"), &c) && peer_read(SPAN("192.0.2.1"), &four) &&
		    peer_read(SPAN("192.0.2.2"), &other));
	assert_true(peer_is_same_site(&a, &b));
	assert_false(peer_is_same_site(&a, &c));
	assert_true(peer_is_same_site(&four, &four));
	assert_false(peer_is_same_site(&four, &other));
}

static void
another_sites_name_is_not_ours(void **state)
{
	static const struct {
		const char *host;
		bool is_ours; /* where names are given */
		bool is_any;  /* where any is taken */
	} cases[] = {
		{"news.example.com", true, true},
		{"NEWS.example.com:8080", true, true},
		{"news.example.com.", true, true},
		{"localhost:8080", true, true},
		{"x.localhost", true, true},
		{"127.0.0.1:8080", true, true},
		{"192.0.2.7", true, true},
		{"[::1]:8080", true, true},
		{"[2001:db8::1]", true, true},
		{"evil.example", false, true},
		{"127.0.0.1.evil.example", false, true},
		{"notlocalhost", false, true},
		{"news.example.com.evil.example", false, true},
		{"", false, false},
		{":8080", false, false},
		{"news.example.com:x", false, false},
		{"news.example.com:99999", false, false},
		{"news.example.com:80:80", false, false},
		{"[::1", false, false},
		{"[::1]x", false, false},
		{"[evil]", false, false},
		{"[127.0.0.1]", false, false},
		{"a b", false, false},
		{"a/b", false, false},
		{"user@news.example.com", false, false},
		{"<script>", false, false},
	};
	static const struct span names[] = {SPAN_INIT("news.example.com")};
	const struct host_rule strict = {names, 1, false};
	const struct host_rule open = {NULL, 0, true};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (host_is_ours(&strict, span_of(cases[i].host)) != cases[i].is_ours)
			fail_msg("'%s' with names", cases[i].host);
		if (host_is_ours(&open, span_of(cases[i].host)) != cases[i].is_any)
			fail_msg("'%s' without names", cases[i].host);
	}
}

static void
conditions_are_weighed_as_rfc_9110_says(void **state)
{
	static const struct {
		const char *headers;
		bool is_met;
	} cases[] = {
		{"", false},
		{"If-None-Match: \"x\"\r\n", true},
		{"If-None-Match: W/\"x\"\r\n", true},
		{"If-None-Match: \"a\", \"x\"\r\n", true},
		{"If-None-Match: \"a,b\",W/\"x\"\r\n", true},
		{"If-None-Match: \"a\"\r\nIf-None-Match: \"x\"\r\n", true},
		{"If-None-Match: *\r\n", true},
		{"If-None-Match: \"a\"\r\n", false},
		{"If-None-Match: x\r\n", false},
		{"If-None-Match: \"xx\"\r\n", false},
		{"If-None-Match: \"a,\"x\"\r\n", false},
		{"If-None-Match: ,,,\r\n", false},
		{"If-Modified-Since: Mon, 23 Nov 2026 12:00:00 GMT\r\n", true},
		{"If-Modified-Since: Mon, 23 Nov 2026 12:00:01 GMT\r\n", true},
		{"If-Modified-Since: Mon, 23 Nov 2026 11:59:59 GMT\r\n", false},
		{"If-Modified-Since: Monday, 23-Nov-26 12:00:00 GMT\r\n", true},
		{"If-Modified-Since: yesterday\r\n", false},
		{"If-None-Match: \"a\"\r\n"
		 "If-Modified-Since: Mon, 23 Nov 2026 12:00:00 GMT\r\n",
			false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct head head;
		struct buf text;

		buf_init(&text, BUF_UNLIMITED);
		buf_format(&text, GET "%s\r\n", cases[i].headers);
		assert_int_equal(head_read(buf_span(&text), &head), 0);
		if (condition_is_met(&head, SPAN("\"x\""),
			    date_parse(SPAN("2026-11-23T12:00:00Z"))) != cases[i].is_met)
			fail_msg("'%s'", cases[i].headers);
		buf_release(&text);
	}
}

static void
gzip_is_sent_to_those_who_take_it(void **state)
{
	static const struct {
		const char *value;
		bool takes;
	} cases[] = {
		{"gzip", true},
		{"GZIP", true},
		{"x-gzip", true},
		{"deflate, gzip;q=1.0, *;q=0.5", true},
		{"br, gzip ; q=0.001", true},
		{"*", true},
		{"gzip;q=0, *", false},
		{"gzip;q=0", false},
		{"gzip; Q=0.000", false},
		{"*;q=0", false},
		{"identity", false},
		{"gzipped", false},
		{"", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct head head;
		struct buf text;

		buf_init(&text, BUF_UNLIMITED);
		buf_format(&text, GET "Accept-Encoding: %s\r\n\r\n", cases[i].value);
		assert_int_equal(head_read(buf_span(&text), &head), 0);
		if (condition_takes_gzip(&head) != cases[i].takes)
			fail_msg("'%s'", cases[i].value);
		buf_release(&text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_could_be_read_in_two_ways_is_refused),
		cmocka_unit_test(more_headers_or_a_longer_target_than_allowed_are_refused),
		cmocka_unit_test(a_head_says_what_was_asked),
		cmocka_unit_test(a_path_leads_nowhere_but_below_the_base),
		cmocka_unit_test(a_parameter_is_decoded_once),
		cmocka_unit_test(addresses_are_read_and_told),
		cmocka_unit_test(a_network_has_the_addresses_below_its_mask),
		cmocka_unit_test(only_a_trusted_proxy_says_who_asked),
		cmocka_unit_test(a_socket_file_is_a_trusted_proxy),
		cmocka_unit_test(one_customer_is_an_address_or_a_64th_of_ipv6),
		cmocka_unit_test(another_sites_name_is_not_ours),
		cmocka_unit_test(conditions_are_weighed_as_rfc_9110_says),
		cmocka_unit_test(gzip_is_sent_to_those_who_take_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
