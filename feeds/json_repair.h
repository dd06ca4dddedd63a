#ifndef FEEDS_JSON_REPAIR_H
#define FEEDS_JSON_REPAIR_H

#include "feeds/base/buf.h"
#include "feeds/base/span.h"

/*
 * Writes `text`, which is nearly JSON, to `out` as what it most likely means: raw line ends and
 * control characters in strings escaped, unknown escapes taken as the character, half surrogates as
 * U+FFFD, commas before a closing bracket dropped, values that are none as null, and everything that
 * is open at the end closed, so that a cut document keeps what came. Linear; what is nested too
 * deeply ends the document. Text behind the first value is left out.
 */
void json_repair(struct span text, struct buf *out);

#endif
