#ifndef OUTPUT_ARCHIVE_H
#define OUTPUT_ARCHIVE_H

#include <stddef.h>

#include "feeds/base/span.h"
#include "output/digest.h"

/* One edition in a list of editions. */
struct archive_row {
	struct digest_edition edition;
	struct span zone_name; /* of the digest's zone, then: "EST"; SPAN_NONE: not told */
	struct span headline;  /* its top story's; SPAN_NONE: it was empty */
	size_t n_stories;
};

/* The editions of one digest, newest first; plain values, borrowed from the caller. */
struct archive {
	struct span name; /* the digest's */
	struct span title;
	struct span description;
	struct span language;
	struct span html_path;
	struct span atom_path;
	struct span json_path;
	const struct archive_row *rows;
	size_t n_rows;
};

#endif
