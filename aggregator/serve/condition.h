#ifndef AGGREGATOR_SERVE_CONDITION_H
#define AGGREGATOR_SERVE_CONDITION_H

#include <stdbool.h>
#include <stdint.h>

#include "aggregator/serve/head.h"
#include "feeds/base/span.h"

/*
 * Whether what a client has is what it would get (RFC 9110, section 13): `etag` with its quotes,
 * `modified_at` in Unix seconds, or TIME_NONE. If-None-Match decides alone where it is sent.
 */
bool condition_is_met(const struct head *head, struct span etag, int64_t modified_at);

/*
 * Whether the list of an If-None-Match has the tag; compared weakly, as that header is: W/"x" and
 * "x" are one. "*" has every tag.
 */
bool condition_has_tag(struct span list, struct span etag);

/* Whether Accept-Encoding takes gzip (RFC 9110, section 12.5.3): named, or *, and not with q=0. */
bool condition_takes_gzip(const struct head *head);

#endif
