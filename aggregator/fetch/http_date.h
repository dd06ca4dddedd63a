#ifndef AGGREGATOR_FETCH_HTTP_DATE_H
#define AGGREGATOR_FETCH_HTTP_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "feeds/base/compiler.h"
#include "feeds/base/span.h"

/* An HTTP-date in any of its three forms (RFC 9110, section 5.6.7) as Unix seconds; false: it is none. */
bool http_date_read(struct span text, int64_t *when) MUST_USE;

#endif
