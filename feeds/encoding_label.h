#ifndef FEEDS_ENCODING_LABEL_H
#define FEEDS_ENCODING_LABEL_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/span.h"

/* What a document says of its encoding. */
struct encoding_claim {
	struct span
		name; /* for iconv_open(3), lower case where we know it; "utf-8" if nothing is said */
	size_t mark_len; /* of the byte order mark */
	bool is_certain; /* a mark, or the pattern of zero bytes: nothing can contradict it */
};

/* Borrowed from both and from constants. */
struct encoding_claim encoding_claim(struct span bytes, struct span content_type);

/*
 * What a label means (WHATWG Encoding, 4.2: "latin1" is windows-1252, "gb2312" is gb18030); a label
 * that we do not know comes back as it is, an empty or malformed one as SPAN_NONE.
 */
struct span encoding_of_label(struct span label);

#endif
