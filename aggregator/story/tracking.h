#ifndef AGGREGATOR_STORY_TRACKING_H
#define AGGREGATOR_STORY_TRACKING_H

#include <stdbool.h>

#include "feeds/base/span.h"

/*
 * Whether a parameter of a link of this host (lower case, without www.) says only how the reader
 * came there, and nothing of the page.
 */
bool tracking_is_parameter(struct span host, struct span name);

#endif
