#ifndef OUTPUT_HTML_OVERVIEW_H
#define OUTPUT_HTML_OVERVIEW_H

#include "feeds/base/buf.h"
#include "output/digest.h"

/* The opening of an edition: top three, unusual attention, what was left out, feeds in trouble. */
void html_overview_add(struct buf *out, const struct digest *digest);

#endif
