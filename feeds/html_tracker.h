#ifndef FEEDS_HTML_TRACKER_H
#define FEEDS_HTML_TRACKER_H

#include <stdbool.h>

#include "feeds/base/span.h"

/* Whether an absolute address is known to count readers rather than to show them something. */
bool html_tracker_is(struct span url);

/* Whether an image of this size cannot be seen. SPAN_NONE: not said. */
bool html_tracker_is_size(struct span width, struct span height);

#endif
