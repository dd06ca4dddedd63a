#ifndef FEEDS_HTML_FILTER_H
#define FEEDS_HTML_FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/buf.h"
#include "feeds/base/span.h"
#include "feeds/html_element.h"
#include "feeds/html_tag.h"

#define HTML_DEPTH_MAX 200 /* deeper markup is cut into pieces of this depth */

/*
 * Goes before the tree builder, whose work may grow with the square of the nesting: leaves out the
 * tags and attributes that could not stay anyway, and hands the rest out in pieces in which no more
 * than HTML_DEPTH_MAX elements are open at once. It is no sanitiser: what comes out is only less.
 */
struct html_filter {
	struct html_tags tags;
	const char *at;
	const struct html_element
		*open[HTML_DEPTH_MAX]; /* at least what the tree builder has open */
	size_t n_open;
	size_t n_formatting; /* of them, formatting elements */
};

void html_filter_init(struct html_filter *filter, struct span html);

/* Appends the next piece to `out`; false: there is no more. */
bool html_filter_next(struct html_filter *filter, struct buf *out);

#endif
