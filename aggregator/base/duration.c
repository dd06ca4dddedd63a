#include "aggregator/base/duration.h"

#include <stddef.h>

#define DURATION_SECONDS_MAX (1000LL * 366 * 86400)

static const struct {
	char letter;
	int64_t seconds;
} units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}, {'w', 604800}};

static int64_t
unit_seconds(char letter)
{
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (units[i].letter == letter)
			return units[i].seconds;
	return 0;
}

bool
duration_parse(struct span text, int64_t *seconds)
{
	unsigned long long count;
	int64_t unit;

	if (text.len < 2)
		return false;
	unit = unit_seconds(text.at[text.len - 1]);
	if (unit == 0 || !span_to_uint(span_head(text, text.len - 1), DURATION_SECONDS_MAX, &count))
		return false;
	if (count > (unsigned long long)(DURATION_SECONDS_MAX / unit))
		return false;
	*seconds = (int64_t)count * unit;
	return true;
}
