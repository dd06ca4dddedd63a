#include <stdlib.h>
#include <string.h>

#include "aggregator/serve/chunks.h"
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

#define CHUNKED_MAX 4096

/* Reads a body in pieces of `piece` bytes, each put behind what the last one left, as it comes. */
static struct chunks
read_chunks(struct span bytes, size_t piece, char *body, size_t *used)
{
	struct chunks chunks = {.body_max = CHUNKED_MAX};
	size_t n;

	*used = 0;
	while (*used < bytes.len && chunks.place < CHUNK_END) {
		struct span next = span_head(span_from(bytes, *used), piece);
		char *at = body + chunks.body_bytes;

		memcpy(at, next.at, next.len);
		chunks_read(&chunks, span_make(at, next.len), body, &n);
		expect(n == next.len || chunks.place >= CHUNK_END);
		*used += n;
	}
	return chunks;
}

/* A body in chunks is the same however its bytes come, and never larger than what came. */
static void
check_chunks(struct span bytes, struct arena *arena)
{
	const size_t pieces[] = {1, bytes.len / 2 + 1};
	char *whole = arena_array(arena, bytes.len + 1, 1);
	char *body = arena_array(arena, bytes.len + 1, 1);
	size_t used, again;
	struct chunks chunks = read_chunks(bytes, bytes.len, whole, &used);

	expect(chunks.body_bytes <= used && chunks.body_bytes <= CHUNKED_MAX);
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct chunks other = read_chunks(bytes, pieces[i], body, &again);

		expect(other.place == chunks.place && again == used);
		expect(other.body_bytes == chunks.body_bytes);
		expect(memcmp(whole, body, chunks.body_bytes) == 0);
	}
}

static void
check_head(const struct head *head, struct arena *arena)
{
	expect(head->target.len > 0 && head->target.at[0] == '/');
	expect(head->n_lines <= HEAD_LINES_MAX);
	/* a body belongs to POST, and has one length */
	expect(head->body_bytes == 0 || head->method == HTTP_POST || head->method == HTTP_OTHER);
	if (head->is_chunked)
		expect(head->method == HTTP_POST && head->body_bytes == 0 &&
			head_find(head, SPAN("Content-Length")).at == NULL);
	else
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
	if (head_read(span_head(text, end), &head) == 0) {
		check_head(&head, arena);
		check_chunks(span_from(text, end), arena);
	}
	arena_free(arena);
	return 0;
}
