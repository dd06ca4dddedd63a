#include "aggregator/watch/katakana.h"

#include <stdint.h>

#include "feeds/base/utf8.h"

#define KATAKANA_FIRST 0x30a1
#define KATAKANA_LAST 0x30fe
#define MIDDLE_DOT 0x30fb /* parts the words of a name */
#define KATAKANA_BYTES 3  /* of each in UTF-8 */

/* Whether a katakana character begins there. */
static bool
is_katakana_at(struct span plain, size_t at)
{
	uint32_t point;

	if (at >= plain.len || (unsigned char)plain.at[at] < 0x80)
		return false;
	utf8_decode(span_from(plain, at), &point);
	return point >= KATAKANA_FIRST && point <= KATAKANA_LAST && point != MIDDLE_DOT;
}

bool
is_part_of_katakana(struct span plain, size_t start, size_t end)
{
	if (end < start + KATAKANA_BYTES ||
		((plain.at[start] & 0x80) == 0 && (plain.at[end - 1] & 0x80) == 0))
		return false; /* nearly all */
	return (start >= KATAKANA_BYTES && is_katakana_at(plain, start) &&
		       is_katakana_at(plain, start - KATAKANA_BYTES)) ||
	       (is_katakana_at(plain, end - KATAKANA_BYTES) && is_katakana_at(plain, end));
}
