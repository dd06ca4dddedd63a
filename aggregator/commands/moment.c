#include "aggregator/commands/moment.h"

#include <sysexits.h>

#include "aggregator/base/duration.h"
#include "feeds/date.h"

bool
moment_read(const char *option, const char *text, int64_t now, int64_t *moment, struct error *err)
{
	struct span span = span_of(text);
	int64_t seconds;

	if (duration_parse(span, &seconds)) {
		*moment = now - seconds;
		return true;
	}
	*moment = date_parse(span);
	return *moment != TIME_NONE || error_set(err, EX_USAGE,
					       "%s: expected a date (2026-06-04), a time "
					       "(2026-06-04T07:00:00Z) or so long ago "
					       "(24h, 7d), found '%s'",
					       option, text);
}
