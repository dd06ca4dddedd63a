#ifndef FEEDS_HTML_TAG_H
#define FEEDS_HTML_TAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/span.h"

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

/* A tag, a comment, a declaration, or an element that is not shown, with all that is in it. */
struct html_tag {
	struct span name; /* as it stands; empty for what is neither a start nor an end tag */
	const char *end;  /* first byte behind it */
	bool is_end;      /* </name> */
	bool is_closed;   /* it has its '>' */
	enum html_effect effect;
};

/* Reads the tags of one text from front to back in linear time. */
struct html_tags {
	const char *end;
	uint64_t unclosed; /* hidden elements that have no end tag from here on, a bit each */
};

void html_tags_init(struct html_tags *tags, struct span html);

/*
 * What begins with the '<' at `at`, as the HTML standard's tokenizer takes it (13.2.5.6 on); false:
 * it is text. What has no end reaches to the end of the text.
 */
bool html_tags_read(struct html_tags *tags, const char *at, struct html_tag *tag);

#endif
