#include "aggregator/story/tokenised.h"

#include <stdbool.h>
#include <string.h>

#include "feeds/base/ascii.h"

#define POINT_DIGITS_MAX 2 /* on either side: "in 2009. 6 of them" are two sentences */
#define GROUP_DIGITS 3     /* behind a comma, and at most before it */

static size_t
count_digits(struct span text, size_t at)
{
	size_t n = 0;

	while (at + n < text.len && ascii_is_digit(text.at[at + n]))
		n++;
	return n;
}

/* Those that end right before `at`. */
static size_t
count_digits_before(struct span text, size_t at)
{
	size_t n = 0;

	while (n < at && ascii_is_digit(text.at[at - n - 1]))
		n++;
	return n;
}

/* Whether the blank at `at` stands behind the mark inside of a number. */
static bool
splits_number(struct span text, size_t at)
{
	char mark = text.at[at - 1];
	size_t before, behind;

	if (mark != '.' && mark != ',')
		return false;
	before = count_digits_before(text, at - 1);
	behind = count_digits(text, at + 1);
	if (before == 0 || behind == 0)
		return false;
	if (mark == '.')
		return before <= POINT_DIGITS_MAX && behind <= POINT_DIGITS_MAX;
	return before <= GROUP_DIGITS && behind == GROUP_DIGITS;
}

/* Whether " - " at `at` ties a number to what it counts, or to another number. */
static bool
splits_pair(struct span text, size_t at)
{
	return ascii_is_digit(text.at[at - 1]) && at + 3 < text.len && text.at[at + 1] == '-' &&
	       text.at[at + 2] == ' ' && ascii_is_alnum(text.at[at + 3]);
}

/* The bytes at `at` that go: none, a blank, or a hyphen with its blanks, for which a hyphen stands. */
static size_t
split_at(struct span text, size_t at)
{
	if (text.at[at] != ' ' || at == 0)
		return 0;
	if (splits_pair(text, at))
		return 3;
	return splits_number(text, at) ? 1 : 0;
}

struct span
tokenised_join(struct span text, char *room)
{
	size_t n = 0;
	bool is_joined = false;

	for (size_t at = 0; at < text.len; at++) {
		size_t gone = split_at(text, at);

		is_joined = is_joined || gone > 0;
		if (gone == 1)
			continue;
		room[n++] = gone > 0 ? '-' : text.at[at];
		at += gone > 0 ? gone - 1 : 0;
	}
	return is_joined ? span_make(room, n) : text;
}
