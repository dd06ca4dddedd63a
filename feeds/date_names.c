#include "feeds/date_names.h"

#include <stddef.h>

#include "feeds/base/ascii.h"

enum kind {
	MONTH,
	DAY,
	HALF,
	FILLER,
	KOREAN_HALF,
};

/*
 * A word is known by its first `min` bytes and, if it goes on, by all that it has. Names are folded:
 * lower case, no accents. English first, because it is asked for most often.
 */
static const struct name {
	const char *text;
	unsigned char min;
	unsigned char kind;
	unsigned char value;
} names[] = {
#include "feeds/date_names.inc"
};

static void
note(struct date_word *found, const struct name *name)
{
	switch ((enum kind)name->kind) {
	case MONTH:
		if (found->month == 0)
			found->month = name->value;
		break;
	case DAY:
		if (found->weekday < 0)
			found->weekday = name->value;
		break;
	case KOREAN_HALF:
		found->is_korean = true;
		found->half = name->value;
		break;
	case HALF:
		found->half = name->value;
		break;
	case FILLER:
		found->is_filler = true;
		break;
	}
}

struct date_word
date_word_find(struct span word)
{
	struct date_word found = {.weekday = -1};
	char first = word.len > 0 ? ascii_lower(word.at[0]) : '\0';

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].text[0] == first && word.len >= names[i].min &&
			span_starts_with_nocase(span_of(names[i].text), word))
			note(&found, &names[i]);
	return found;
}

int
date_month_english(struct span name)
{
	static const char months[][4] = {
		"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

	for (int i = 0; i < 12; i++)
		if (span_equal_nocase(name, span_make(months[i], 3)))
			return i + 1;
	return 0;
}
