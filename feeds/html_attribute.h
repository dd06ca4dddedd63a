#ifndef FEEDS_HTML_ATTRIBUTE_H
#define FEEDS_HTML_ATTRIBUTE_H

#include <stdbool.h>

#include "feeds/base/arena.h"
#include "feeds/base/span.h"
#include "feeds/html_element.h"

/* What the value of an attribute must be. */
enum html_value {
	HTML_VALUE_TEXT,    /* anything: it is shown or read out */
	HTML_VALUE_TOKEN,   /* one word of letters, digits and "-_#/+.," */
	HTML_VALUE_NUMBER,  /* digits, '%' behind them */
	HTML_VALUE_FLAG,    /* nothing */
	HTML_VALUE_LINK,    /* where a reader may go */
	HTML_VALUE_SOURCE,  /* what is loaded and shown */
	HTML_VALUE_SOURCES, /* srcset */
	HTML_VALUE_STYLE,
};

/* An attribute that may stand in clean HTML. */
struct html_rule {
	const char *name;
	const char *elements; /* names with blanks between; "": every element */
	enum html_value value;
};

/* The rule for `name`, in any case, on `element`; NULL: it must go. */
const struct html_rule *html_attribute_find(const struct html_element *element, struct span name);

/*
 * The value as it may stand: an address absolute and of an allowed scheme, a style cut down to what
 * is allowed. In `arena` or the value itself; SPAN_NONE: nothing of it may stay.
 */
struct span html_attribute_clean(
	const struct html_rule *rule, struct span value, struct span base_url, struct arena *arena);

#endif
