#ifndef AGGREGATOR_FETCH_LINK_HEADER_H
#define AGGREGATOR_FETCH_LINK_HEADER_H

#include <stdbool.h>

#include "feeds/base/span.h"

/* One link of a Link header (RFC 8288, section 3); all spans are borrowed from the header. */
struct header_link {
	struct span target; /* what stood between < and >: may be relative */
	struct span rel;    /* words with blanks between, without quotes */
	struct span type;
};

/* Takes the next link off the value; what is no link is passed over. False: no more. */
bool link_header_next(struct span *rest, struct header_link *link);

/* Whether `rel` has this word, in any case. */
bool link_has_rel(const struct header_link *link, struct span word);

/* The target of the first link with that rel; SPAN_NONE: there is none. */
struct span link_header_find(struct span value, struct span rel);

#endif
