#include "feeds/base/span.h"

#include <string.h>

#include "feeds/base/ascii.h"

static bool
same_nocase(const char *a, const char *b, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (ascii_lower(a[i]) != ascii_lower(b[i]))
			return false;
	return true;
}

bool
span_equal_nocase(struct span a, struct span b)
{
	return a.len == b.len && same_nocase(a.at, b.at, a.len);
}

int
span_compare(struct span a, struct span b)
{
	size_t common = a.len < b.len ? a.len : b.len;
	int order = common > 0 ? memcmp(a.at, b.at, common) : 0;

	if (order != 0 || a.len == b.len)
		return order;
	return a.len < b.len ? -1 : 1;
}

bool
span_starts_with_nocase(struct span span, struct span head)
{
	return span.len >= head.len && span_equal_nocase(span_head(span, head.len), head);
}

bool
span_ends_with(struct span span, struct span tail)
{
	return span.len >= tail.len && span_equal(span_from(span, span.len - tail.len), tail);
}

bool
span_ends_with_nocase(struct span span, struct span tail)
{
	return span.len >= tail.len &&
	       span_equal_nocase(span_from(span, span.len - tail.len), tail);
}

struct span
span_trim_start(struct span span)
{
	while (span.len > 0 && ascii_is_space(span.at[0])) {
		span.at++;
		span.len--;
	}
	return span;
}

struct span
span_trim_end(struct span span)
{
	while (span.len > 0 && ascii_is_space(span.at[span.len - 1]))
		span.len--;
	return span;
}

struct span
span_trim(struct span span)
{
	return span_trim_end(span_trim_start(span));
}

size_t
span_find(struct span span, struct span needle)
{
	const char *found;

	if (needle.len == 0)
		return 0;
	found = span.len > 0 ? memmem(span.at, span.len, needle.at, needle.len) : NULL;
	return found != NULL ? (size_t)(found - span.at) : span.len;
}

size_t
span_find_nocase(struct span span, struct span needle)
{
	char first = needle.len > 0 ? ascii_lower(needle.at[0]) : '\0';

	for (size_t i = 0; i + needle.len <= span.len; i++)
		if (needle.len == 0 || (ascii_lower(span.at[i]) == first &&
					       same_nocase(span.at + i, needle.at, needle.len)))
			return i;
	return span.len;
}

bool
span_split(struct span *rest, char separator, struct span *part)
{
	size_t end;

	if (rest->at == NULL)
		return false;
	end = span_find_byte(*rest, separator);
	*part = span_head(*rest, end);
	*rest = end < rest->len ? span_from(*rest, end + 1) : SPAN_NONE;
	return true;
}

bool
span_to_uint(struct span span, unsigned long long max, unsigned long long *number)
{
	unsigned long long sum = 0;

	if (span.len == 0)
		return false;
	for (size_t i = 0; i < span.len; i++) {
		unsigned digit = (unsigned)(span.at[i] - '0');

		if (!ascii_is_digit(span.at[i]) || digit > max || sum > (max - digit) / 10)
			return false;
		sum = sum * 10 + digit;
	}
	*number = sum;
	return true;
}
