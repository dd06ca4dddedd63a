#ifndef AGGREGATOR_SERVE_GZIP_H
#define AGGREGATOR_SERVE_GZIP_H

#include "feeds/base/buf.h"
#include "feeds/base/span.h"

/* What is smaller gains nothing: it fits into one packet as it is. */
#define GZIP_BYTES_MIN 860

/*
 * Adds `bytes` to `out`, compressed (RFC 1952): without a name or a time, so that the same bytes
 * give the same. The only door to zlib.
 */
void gzip_pack(struct span bytes, struct buf *out);

#endif
