#ifndef AGGREGATOR_FETCH_RETRY_AFTER_H
#define AGGREGATOR_FETCH_RETRY_AFTER_H

#include <stdint.h>

#include "feeds/base/span.h"

/*
 * How long a server asks us to stay away (RFC 9110, section 10.2.3), in seconds from now.
 *
 * `value` is the header's text: seconds, or an HTTP-date. A date counts from `server_now`, the
 * response's own Date, so that a wrong clock on either side does no harm; a date in the past is 0.
 * RETRY_AFTER_NONE: the text is neither. A long wish is not cut here: that is the schedule's to do.
 */
int64_t retry_after_seconds(struct span value, int64_t server_now);

#endif
