#ifndef OUTPUT_JSON_FEED_H
#define OUTPUT_JSON_FEED_H

#include <stdbool.h>

#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "output/digest.h"
#include "output/site.h"

/*
 * A digest as a JSON Feed 1.1 (jsonfeed.org/version/1.1), an item a story, in the digest's order.
 * Companies, topics, sources and what is new are told in the "_broadtape" extension of each item,
 * companies and topics in "tags" too. Keys come in a fixed order: the same digest is the same bytes.
 *
 * Adds the document, with a line end, to `out`; false: it was full.
 */
MUST_USE bool json_feed_render(
	const struct digest *digest, const struct site *site, struct buf *out, struct error *err);

#endif
