#ifndef AGGREGATOR_FETCH_HEAD_H
#define AGGREGATOR_FETCH_HEAD_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/span.h"

/* The head of an HTTP response: its status, and the fields that a feed fetcher understands. */

enum head_field {
	HEAD_ETAG,
	HEAD_LAST_MODIFIED,
	HEAD_CACHE_CONTROL,
	HEAD_EXPIRES,
	HEAD_AGE,
	HEAD_DATE,
	HEAD_RETRY_AFTER,
	HEAD_CONTENT_TYPE,
	HEAD_CONTENT_ENCODING,
	HEAD_LOCATION,
	HEAD_LINK,
	HEAD_IM,
	HEAD_FIELDS,
};

/* In the caller's storage; kept from one response to the next, so that its memory is. */
struct head {
	int status;
	size_t bytes;
	bool is_complete; /* the empty line was seen: what follows are trailers */
	enum head_field
		continues; /* the field that a folded line goes on with; HEAD_FIELDS: none */
	struct buf fields[HEAD_FIELDS];
	bool is_set[HEAD_FIELDS];
};

void head_init(struct head *head);
void head_release(struct head *head);
void head_clear(struct head *head);

/*
 * Takes one line, with its line end. A status line begins anew (a 100 or 103 came before). Of a
 * field that stands twice the first counts; Cache-Control and Link are lists and are joined by ", "
 * (RFC 9110, section 5.3). Trailers are passed over. False: larger than HEAD_BYTES_MAX.
 */
#define HEAD_BYTES_MAX (256 * 1024)
bool head_add_line(struct head *head, struct span line) MUST_USE;

/* The field's value as it came, without the white space around it; SPAN_NONE: not there. Borrowed. */
struct span head_value(const struct head *head, enum head_field field);

#endif
