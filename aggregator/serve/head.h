#ifndef AGGREGATOR_SERVE_HEAD_H
#define AGGREGATOR_SERVE_HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/serve/exchange.h"
#include "feeds/base/span.h"

/*
 * The head of a request: request line and headers (RFC 9112), read strictly. What two servers could
 * read in two ways is refused: a bare CR or LF, a folded line, a blank before a colon, two lengths,
 * a length beside an encoding, an encoding that we do not know, a body where none belongs. So nothing can be smuggled past a proxy.
 */

#define HEAD_LINES_MAX 64
#define HEAD_TARGET_MAX 4096

struct head_line {
	struct span name;
	struct span value; /* trimmed */
};

/* Borrowed from the bytes that were read. */
struct head {
	enum http_method method;
	struct span method_name;
	struct span target; /* its path and query: "/search?q=x" */
	struct span host;   /* of the target, else of the header; empty: HTTP/1.0 without */
	int minor;          /* HTTP/1.minor */
	struct head_line lines[HEAD_LINES_MAX];
	size_t n_lines;
	bool keeps_alive;      /* the client wants to ask again */
	bool expects_continue; /* waits for "100 Continue" before it sends the body */
	bool is_chunked;       /* its body comes in chunks (chunks.h): body_bytes is 0 */
	uint64_t body_bytes;
};

#define HEAD_INCOMPLETE ((size_t)-1)
#define HEAD_BROKEN ((size_t)-2)

/*
 * Where the head that `bytes` begins with ends, its empty line taken in; or HEAD_INCOMPLETE. Up to
 * `*seen` was looked at before, which is set for the next call. HEAD_BROKEN: a control character.
 */
size_t head_end(struct span bytes, size_t *seen);

/*
 * Reads a whole head, as head_end found it. 0: read; else the status with which it is refused: 400,
 * 411 (a body of no stated length), 414, 417, 431, 501 (an unknown method or coding), 505.
 */
int head_read(struct span bytes, struct head *head);

/* The value of the header; SPAN_NONE: it is not there, or more than once. */
struct span head_find(const struct head *head, struct span name);

/* Whether the header, however often it stands, lists the word: "Connection: close, x". */
bool head_lists(const struct head *head, struct span name, struct span word);

#endif
