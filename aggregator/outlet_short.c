#include "aggregator/outlet_short.h"

#include "feeds/base/utf8.h"

#define NAME_BYTES_MAX 40
#define NAME_BYTES_MIN 3 /* of what stands before a sign */

static struct span
before_sign(struct span title)
{
	static const struct span signs[] = {
		{" - ", 3}, {" | ", 3}, {": ", 2}, {" \xe2\x80\x93 ", 5}, {" \xe2\x80\x94 ", 5}};
	size_t end = title.len;

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		size_t at = span_find(title, signs[i]);

		if (at >= NAME_BYTES_MIN && at < end)
			end = at;
	}
	return span_head(title, end);
}

/* Whole words of the text that fit; a word that is too long by itself is cut at a character. */
static struct span
fitting_words(struct span text)
{
	size_t end = NAME_BYTES_MAX;

	if (text.len <= NAME_BYTES_MAX)
		return text;
	while (end > 0 && text.at[end] != ' ')
		end--;
	return end > 0 ? span_trim(span_head(text, end)) : utf8_head(text, NAME_BYTES_MAX);
}

struct span
outlet_short(struct span title)
{
	return title.len <= NAME_BYTES_MAX ? title : fitting_words(before_sign(title));
}
