#include <stdlib.h>
#include <string.h>

#include "aggregator/serve/condition.h"
#include "aggregator/serve/head.h"
#include "aggregator/serve/peer.h"
#include "aggregator/serve/target.h"
#include "tests/fuzz/fuzz.h"

static void
expect(bool is_so)
{
	if (!is_so)
		abort();
}

/* The end of a head is the same however its bytes come. */
static size_t
find_end(struct span bytes)
{
	size_t seen = 0;
	size_t end = head_end(bytes, &seen);
	size_t in_two;

	seen = 0;
	in_two = head_end(span_head(bytes, bytes.len / 2), &seen);
	if (in_two == HEAD_INCOMPLETE)
		in_two = head_end(bytes, &seen);
	expect(in_two == end);
	return end;
}

/* What a route sees of a path cannot lead out of a folder. */
static void
check_target(const struct head *head, struct arena *arena)
{
	struct span path, query, segment;

	if (target_read(head->target, SPAN(""), arena, &path, &query) != TARGET_PATH)
		return;
	expect(path.len > 0 && path.at[0] == '/');
	expect(span_find_byte(path, '\0') == path.len && span_find_byte(path, '\\') == path.len);
	while (span_split(&path, '/', &segment))
		expect(!span_equal(segment, SPAN("..")) && !span_equal(segment, SPAN(".")));
	target_parameter(query, SPAN("q"), arena);
}

static void
check_origin(const struct head *head)
{
	static const struct span names[] = {SPAN_INIT("news.example.com")};
	const struct host_rule rule = {names, 1, false};
	struct network trusted;
	struct peer peer = {.is_local = true};
	char text[PEER_TEXT_SIZE];
	struct origin origin;

	expect(network_read(SPAN("10.0.0.0/8"), &trusted));
	origin = origin_of(head, &peer, &trusted, 1);
	peer_tell(&origin.client, text);
	expect(strlen(text) < PEER_TEXT_SIZE);
	if (host_is_ours(&rule, origin.host))
		expect(span_find_byte(origin.host, '/') == origin.host.len &&
			span_find_byte(origin.host, '<') == origin.host.len);
}

static void
check_head(const struct head *head, struct arena *arena)
{
	expect(head->target.len > 0 && head->target.at[0] == '/');
	expect(head->n_lines <= HEAD_LINES_MAX);
	/* a body belongs to POST, and has one length */
	expect(head->body_bytes == 0 || head->method == HTTP_POST || head->method == HTTP_OTHER);
	expect(head_find(head, SPAN("Transfer-Encoding")).at == NULL);
	for (size_t i = 0; i < head->n_lines; i++)
		for (size_t j = 0; j < head->lines[i].value.len; j++)
			expect(head->lines[i].value.at[j] != '\n' &&
				head->lines[i].value.at[j] != '\r');
	check_target(head, arena);
	check_origin(head);
	condition_is_met(head, SPAN("\"x\""), 0);
	condition_takes_gzip(head);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct span text = span_make((const char *)bytes, len);
	size_t end = find_end(text);
	struct arena *arena;
	struct head head;

	if (end == HEAD_BROKEN || end == HEAD_INCOMPLETE)
		return 0;
	arena = arena_new();
	if (head_read(span_head(text, end), &head) == 0)
		check_head(&head, arena);
	arena_free(arena);
	return 0;
}
