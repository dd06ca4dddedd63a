#ifndef AGGREGATOR_SERVE_CHUNKS_H
#define AGGREGATOR_SERVE_CHUNKS_H

#include <stddef.h>

#include "feeds/base/span.h"

/*
 * A body that comes in chunks (RFC 9112, section 7.1), in whatever pieces its bytes arrive. Read
 * strictly: a size is hexadecimal digits and nothing else, lines end with CR LF, data with CR LF.
 * Extensions and trailers are read over; all of them together have a cap.
 */

#define CHUNK_DIGITS_MAX 8     /* 4 GiB; more digits are an attack or an accident */
#define CHUNK_EXTRA_BYTES 8192 /* of extensions and trailers: they say nothing that we want */

enum chunk_place {
	CHUNK_SIZE,       /* digits, or what ends them */
	CHUNK_EXTENSION,  /* behind a ';' */
	CHUNK_SIZE_LF,    /* a size's line feed */
	CHUNK_DATA,       /* `left` bytes more */
	CHUNK_DATA_CR,    /* what stands behind them */
	CHUNK_DATA_LF,    /* and then */
	CHUNK_LINE,       /* a trailer begins here, or the end does */
	CHUNK_TRAILER,    /* within a trailer */
	CHUNK_TRAILER_LF, /* a trailer's line feed */
	CHUNK_LAST_LF,    /* of the empty line */
	CHUNK_END,        /* all has come */
	CHUNK_BROKEN,     /* refused: 400 */
	CHUNK_LARGE,      /* larger than allowed: refused: 413 */
};

/* Begins as {.body_max = n}. */
struct chunks {
	enum chunk_place place;
	size_t body_max;   /* bytes of data that are taken */
	size_t body_bytes; /* that have come */
	size_t size;       /* of this chunk, as far as its digits have come */
	size_t digits;
	size_t left;
	size_t extra;
};

/*
 * Reads what came next, up to the end of the body at most: `used` of `bytes`, all of them unless
 * that is reached or something is refused. Data goes behind what came before it: to
 * `body + body_bytes`, which may be where `bytes` stand, or before.
 */
enum chunk_place chunks_read(struct chunks *chunks, struct span bytes, char *body, size_t *used);

#endif
