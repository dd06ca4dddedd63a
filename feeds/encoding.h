#ifndef FEEDS_ENCODING_H
#define FEEDS_ENCODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/buf.h"
#include "feeds/base/span.h"

#define ENCODING_NAME_MAX 40

/* A document as UTF-8. */
struct decoded {
	struct span
		text; /* without a byte order mark; the bytes that came, or in the caller's buf */
	char name[ENCODING_NAME_MAX]; /* of the encoding that was in fact decoded, lower case */
	bool is_contrary;             /* another than the declared one, which did not fit */
	size_t n_mended;              /* bytes that the encoding does not have */
	int mended_line;              /* of the first of them */
};

/*
 * Decodes by a byte order mark, else by HTTP's charset, else by the XML declaration, else as UTF-8
 * (RFC 7303, 3; WHATWG Encoding for what the labels mean). Where what is said is contradicted by the
 * bytes, the bytes win: UTF-8 behind another label, windows-1252 in UTF-8, byte by byte, or all of
 * it where next to nothing is UTF-8. A label of HTTP's that nobody knows does not count. The result
 * is always well-formed UTF-8; C1 control characters become what windows-1252 has in their place, if any.
 * `out` holds the text if it had to be changed.
 */
struct decoded encoding_decode(struct span bytes, struct span content_type, struct buf *out);

/* The character of a byte in windows-1252 (WHATWG Encoding); those it leaves open: U+FFFD. */
uint32_t encoding_windows_1252(unsigned char byte);

#endif
