#ifndef FEEDS_HTML_ELEMENT_H
#define FEEDS_HTML_ELEMENT_H

#include "feeds/base/span.h"

#define HTML_NAME_SIZE 16

/* What an element does to the text around it and in it. */
enum html_effect {
	HTML_EFFECT_NONE,
	HTML_EFFECT_CELL,      /* parts words */
	HTML_EFFECT_LINE,      /* begins and ends a line */
	HTML_EFFECT_BREAK,     /* ends a line; the second in a row leaves an empty one */
	HTML_EFFECT_PARAGRAPH, /* an empty line before and behind */
	HTML_EFFECT_SWALLOW,   /* raw text up to its end tag or the end of all, never shown */
	HTML_EFFECT_HIDE, /* content up to its end tag is not shown; without one, only the tag */
};

enum html_flag {
	HTML_ALLOWED = 1, /* may stand in clean HTML */
	HTML_BLOCK =
		2, /* "special" in the HTML standard: an inline end tag does not reach past it */
	HTML_FORMATTING = 4, /* opened again behind a block that closes over it (13.2.4.3) */
	HTML_VOID = 8,       /* has no content and no end tag */
	HTML_SCOPE = 16,     /* end tags of other elements do not reach past it */
};

struct html_element {
	char name[HTML_NAME_SIZE];
	unsigned char effect; /* enum html_effect */
	unsigned char flags;  /* enum html_flag */
	unsigned short hidden; /* a bit of its own for each element of HTML_EFFECT_HIDE */
};

/* Looks up a name in any case of letters; NULL: nothing is known of it. Borrowed for ever. */
const struct html_element *html_element_find(struct span name);

#endif
