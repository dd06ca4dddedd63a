#include "aggregator/base/spelling.h"

#include <string.h>

#include "feeds/base/ascii.h"

#define NAME_MAX_BYTES 40  /* longer ones are not compared */
#define LETTERS_PER_SLIP 3 /* one slip in three letters is still the same word */

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static bool
is_same(char a, char b)
{
	return ascii_lower(a) == ascii_lower(b);
}

/* Optimal string alignment distance (Damerau 1964, without a second edit of one place). */
static size_t
distance(struct span a, struct span b)
{
	size_t rows[3][NAME_MAX_BYTES + 1];
	size_t *above2 = rows[0], *above = rows[1], *row = rows[2];

	for (size_t j = 0; j <= b.len; j++)
		above[j] = j;
	memcpy(above2, above, sizeof rows[0]);
	for (size_t i = 1; i <= a.len; i++) {
		size_t *spare = above2;

		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			size_t change = above[j - 1] + (is_same(a.at[i - 1], b.at[j - 1]) ? 0 : 1);

			row[j] = least(change, least(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && is_same(a.at[i - 1], b.at[j - 2]) &&
				is_same(a.at[i - 2], b.at[j - 1]))
				row[j] = least(row[j], above2[j - 2] + 1);
		}
		above2 = above;
		above = row;
		row = spare;
	}
	return above[b.len];
}

void
spelling_init(struct spelling *spelling, struct span written)
{
	*spelling = (struct spelling){.written = written, .distance = NAME_MAX_BYTES};
}

void
spelling_offer(struct spelling *spelling, const char *name)
{
	struct span offered = span_of(name);
	size_t far;

	if (offered.len > NAME_MAX_BYTES || spelling->written.len > NAME_MAX_BYTES)
		return;
	far = distance(spelling->written, offered);
	if (far >= spelling->distance || far > least(offered.len, 9) / LETTERS_PER_SLIP + 1)
		return;
	if (far >= offered.len || far >= spelling->written.len)
		return;
	spelling->best = name;
	spelling->distance = far;
}
