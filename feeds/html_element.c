#include "feeds/html_element.h"

#include <assert.h>
#include <endian.h>
#include <stdint.h>
#include <string.h>

#include "feeds/base/ascii.h"

/* Short names, for the table alone. */
#define BLOCK HTML_ALLOWED | HTML_BLOCK
#define FORMATTING HTML_ALLOWED | HTML_FORMATTING
#define INLINE HTML_ALLOWED
#define VOID HTML_VOID
#define SCOPE HTML_SCOPE

/*
 * Every element that something is known of, sorted by name. Names are padded with NULs, so that
 * they compare as blocks.
 */
static const struct html_element elements[] = {
	{"a", HTML_EFFECT_NONE, FORMATTING, 0},
	{"abbr", HTML_EFFECT_NONE, INLINE, 0},
	{"acronym", HTML_EFFECT_NONE, INLINE, 0},
	{"address", HTML_EFFECT_LINE, BLOCK, 0},
	{"annotation", HTML_EFFECT_HIDE, 0, 64},
	{"applet", HTML_EFFECT_HIDE, 0, 16},
	{"article", HTML_EFFECT_PARAGRAPH, BLOCK, 0},
	{"aside", HTML_EFFECT_PARAGRAPH, BLOCK, 0},
	{"audio", HTML_EFFECT_NONE, INLINE, 0},
	{"b", HTML_EFFECT_NONE, FORMATTING, 0},
	{"bdi", HTML_EFFECT_NONE, INLINE, 0},
	{"bdo", HTML_EFFECT_NONE, INLINE, 0},
	{"big", HTML_EFFECT_NONE, FORMATTING, 0},
	{"blockquote", HTML_EFFECT_PARAGRAPH, BLOCK, 0},
	{"body", HTML_EFFECT_LINE, 0, 0},
	{"br", HTML_EFFECT_BREAK, INLINE | VOID, 0},
	{"caption", HTML_EFFECT_LINE, BLOCK | SCOPE, 0},
	{"center", HTML_EFFECT_LINE, BLOCK, 0},
	{"cite", HTML_EFFECT_NONE, INLINE, 0},
	{"code", HTML_EFFECT_NONE, FORMATTING, 0},
	{"col", HTML_EFFECT_NONE, BLOCK | VOID, 0},
	{"colgroup", HTML_EFFECT_NONE, BLOCK, 0},
	{"dd", HTML_EFFECT_LINE, BLOCK, 0},
	{"del", HTML_EFFECT_NONE, INLINE, 0},
	{"details", HTML_EFFECT_LINE, BLOCK, 0},
	{"dfn", HTML_EFFECT_NONE, INLINE, 0},
	{"dir", HTML_EFFECT_PARAGRAPH, BLOCK, 0},
	{"div", HTML_EFFECT_LINE, BLOCK, 0},
	{"dl", HTML_EFFECT_PARAGRAPH, BLOCK, 0},
	{"dt", HTML_EFFECT_LINE, BLOCK, 0},
	{"em", HTML_EFFECT_NONE, FORMATTING, 0},
	{"fieldset", HTML_EFFECT_LINE, 0, 0},
	{"figcaption", HTML_EFFECT_LINE, BLOCK, 0},
	{"figure", HTML_EFFECT_PARAGRAPH, BLOCK, 0},
	{"font", HTML_EFFECT_NONE, FORMATTING, 0},
	{"footer", HTML_EFFECT_PARAGRAPH, BLOCK, 0},
	{"form", HTML_EFFECT_LINE, 0, 0},
	{"h1", HTML_EFFECT_PARAGRAPH, BLOCK, 0},
	{"h2", HTML_EFFECT_PARAGRAPH, BLOCK, 0},
	{"h3", HTML_EFFECT_PARAGRAPH, BLOCK, 0},
	{"h4", HTML_EFFECT_PARAGRAPH, BLOCK, 0},
	{"h5", HTML_EFFECT_PARAGRAPH, BLOCK, 0},
	{"h6", HTML_EFFECT_PARAGRAPH, BLOCK, 0},
	{"header", HTML_EFFECT_PARAGRAPH, BLOCK, 0},
	{"hr", HTML_EFFECT_PARAGRAPH, BLOCK | VOID, 0},
	{"i", HTML_EFFECT_NONE, FORMATTING, 0},
	{"img", HTML_EFFECT_NONE, INLINE | VOID, 0},
	{"ins", HTML_EFFECT_NONE, INLINE, 0},
	{"kbd", HTML_EFFECT_NONE, INLINE, 0},
	{"legend", HTML_EFFECT_LINE, 0, 0},
	{"li", HTML_EFFECT_LINE, BLOCK, 0},
	{"main", HTML_EFFECT_PARAGRAPH, BLOCK, 0},
	{"mark", HTML_EFFECT_NONE, INLINE, 0},
	{"menu", HTML_EFFECT_PARAGRAPH, BLOCK, 0},
	{"nav", HTML_EFFECT_PARAGRAPH, BLOCK, 0},
	{"noembed", HTML_EFFECT_HIDE, 0, 256},
	{"noframes", HTML_EFFECT_HIDE, 0, 512},
	{"noscript", HTML_EFFECT_HIDE, 0, 8},
	{"ol", HTML_EFFECT_PARAGRAPH, BLOCK, 0},
	{"option", HTML_EFFECT_LINE, 0, 0},
	{"p", HTML_EFFECT_PARAGRAPH, BLOCK, 0},
	{"picture", HTML_EFFECT_NONE, INLINE, 0},
	{"pre", HTML_EFFECT_PARAGRAPH, BLOCK, 0},
	{"q", HTML_EFFECT_NONE, INLINE, 0},
	{"rp", HTML_EFFECT_NONE, INLINE, 0},
	{"rt", HTML_EFFECT_NONE, INLINE, 0},
	{"ruby", HTML_EFFECT_NONE, INLINE, 0},
	{"s", HTML_EFFECT_NONE, FORMATTING, 0},
	{"samp", HTML_EFFECT_NONE, INLINE, 0},
	{"script", HTML_EFFECT_SWALLOW, 0, 0},
	{"section", HTML_EFFECT_PARAGRAPH, BLOCK, 0},
	{"select", HTML_EFFECT_HIDE, 0, 32},
	{"small", HTML_EFFECT_NONE, FORMATTING, 0},
	{"source", HTML_EFFECT_NONE, INLINE | VOID, 0},
	{"span", HTML_EFFECT_NONE, INLINE, 0},
	{"strike", HTML_EFFECT_NONE, FORMATTING, 0},
	{"strong", HTML_EFFECT_NONE, FORMATTING, 0},
	{"style", HTML_EFFECT_SWALLOW, 0, 0},
	{"sub", HTML_EFFECT_NONE, INLINE, 0},
	{"summary", HTML_EFFECT_LINE, BLOCK, 0},
	{"sup", HTML_EFFECT_NONE, INLINE, 0},
	{"svg", HTML_EFFECT_HIDE, 0, 1},
	{"table", HTML_EFFECT_PARAGRAPH, BLOCK | SCOPE, 0},
	{"tbody", HTML_EFFECT_NONE, BLOCK, 0},
	{"td", HTML_EFFECT_CELL, BLOCK | SCOPE, 0},
	{"template", HTML_EFFECT_HIDE, 0, 2},
	{"tfoot", HTML_EFFECT_NONE, BLOCK, 0},
	{"th", HTML_EFFECT_CELL, BLOCK | SCOPE, 0},
	{"thead", HTML_EFFECT_NONE, BLOCK, 0},
	{"time", HTML_EFFECT_NONE, INLINE, 0},
	{"title", HTML_EFFECT_HIDE, 0, 4},
	{"tr", HTML_EFFECT_LINE, BLOCK, 0},
	{"track", HTML_EFFECT_NONE, INLINE | VOID, 0},
	{"tt", HTML_EFFECT_NONE, FORMATTING, 0},
	{"u", HTML_EFFECT_NONE, FORMATTING, 0},
	{"ul", HTML_EFFECT_PARAGRAPH, BLOCK, 0},
	{"var", HTML_EFFECT_NONE, INLINE, 0},
	{"video", HTML_EFFECT_NONE, INLINE, 0},
	{"wbr", HTML_EFFECT_NONE, INLINE | VOID, 0},
};

#define N_ELEMENTS (sizeof elements / sizeof *elements)

static_assert(HTML_NAME_SIZE == 2 * sizeof(uint64_t), "a name is compared as two words");

/* Less than, equal to, or greater than 0, as memcmp(3) of the names, but by words. */
static int
compare(const char *a, const uint64_t b[2])
{
	uint64_t words[2];

	memcpy(words, a, sizeof words);
	for (size_t i = 0; i < 2; i++) {
		uint64_t word = be64toh(words[i]);

		if (word != b[i])
			return word < b[i] ? -1 : 1;
	}
	return 0;
}

const struct html_element *
html_element_find(struct span name)
{
	char padded[HTML_NAME_SIZE] = "";
	uint64_t words[2];
	size_t low = 0;
	size_t high = N_ELEMENTS;

	if (name.len >= HTML_NAME_SIZE)
		return NULL;
	for (size_t i = 0; i < name.len; i++)
		padded[i] = ascii_lower(name.at[i]);
	memcpy(words, padded, sizeof words);
	words[0] = be64toh(words[0]);
	words[1] = be64toh(words[1]);
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = compare(elements[middle].name, words);

		if (order == 0)
			return &elements[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}
