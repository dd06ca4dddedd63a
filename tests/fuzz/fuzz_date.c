/* What is read as a date is written and read again as the same. */
#include <stdlib.h>
#include <string.h>

#include "feeds/date.h"
#include "feeds/date_civil.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct span text = span_make((const char *)bytes, len);
	char out[DATE_TEXT_SIZE];
	struct date date;
	int64_t at;

	if (text.at == NULL || !date_read(text, &date))
		return 0;
	date_format_rfc3339(date.at, out);
	at = date_parse(span_of(out));
	if (at != date.at && date.at >= civil_days(0, 1, 1) * DAY_SECONDS &&
		date.at < civil_days(10000, 1, 1) * DAY_SECONDS)
		abort();
	date_format_rfc822(at, out);
	if (at >= civil_days(1000, 1, 1) * DAY_SECONDS && date_parse(span_of(out)) != at)
		abort();
	return 0;
}
