#ifndef FEEDS_HTML_TAG_H
#define FEEDS_HTML_TAG_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/span.h"
#include "feeds/html_element.h"

/* A tag, a comment, a declaration, or an element that is not shown, with all that is in it. */
struct html_tag {
	struct span name;       /* as it stands; empty for what is neither a start nor an end tag */
	struct span attributes; /* what stands between the name and the '>' */
	const struct html_element *element; /* NULL: nothing is known of it */
	const char *end;                    /* first byte behind it */
	bool is_end;                        /* </name> */
	bool is_closed;                     /* it has its '>' */
};

/* Reads the tags of one text from front to back in linear time. */
struct html_tags {
	const char *end;
	unsigned unclosed; /* hidden elements that have no end tag from here on, a bit each */
	bool has_no_end;   /* there is no '>' from here on */
	struct span last_name; /* of the tag read before: mostly "p" and its own end come in turns */
	const struct html_element *last_element;
};

void html_tags_init(struct html_tags *tags, struct span html);

/*
 * What begins with the '<' at `at`, as the HTML standard's tokenizer takes it (13.2.5.6 on); false:
 * it is text. A tag or comment that has no end reaches to the end of the text, as in browsers; a
 * declaration without an end is text.
 */
bool html_tags_read(struct html_tags *tags, const char *at, struct html_tag *tag);

struct html_attribute {
	struct span name;  /* as it stands */
	struct span whole; /* with its value and the quotes, references not decoded */
};

/* Takes the next attribute off `rest`, which begins as a tag's `attributes`; false: no more. */
bool html_tag_attribute(struct span *rest, struct html_attribute *attribute);

#endif
