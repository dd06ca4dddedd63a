#ifndef AGGREGATOR_STORY_CANONICAL_H
#define AGGREGATOR_STORY_CANONICAL_H

#include <stdbool.h>
#include <stdint.h>

#include "feeds/base/buf.h"
#include "feeds/base/span.h"

/*
 * The link by which an item is known across feeds: for comparing, never for opening.
 *
 * Writes into `out` (cleared first) the address without scheme, `www.`, default port, fragment,
 * tracking parameters and a last slash; AMP and mobile hosts folded into the outlet's own; the
 * target instead of the redirector where the target stands in the link (Google, Bing, Yahoo,
 * Facebook, feedproxy, AMP caches); of a filing in EDGAR its accession number, whoever of its
 * parties it is shown under; the remaining parameters in the order of their names. False,
 * and nothing in `out`, for what is no absolute http(s) link or leads nowhere but to a front page:
 * such a link tells no item from another.
 */
bool canonical_link(struct span url, struct buf *out);

/* Whether it leads to a filing in EDGAR, which its accession number names and no title does. */
bool canonical_is_filing(struct span url);

/* The hash of canonical_link, or 0 where it is false. Pure; any thread. */
uint64_t canonical_key(struct span url);

#endif
