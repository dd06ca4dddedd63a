#ifndef FEEDS_LINK_PARTS_H
#define FEEDS_LINK_PARTS_H

#include <stdbool.h>

#include "feeds/base/span.h"

/* Inside of link.c and link_resolve.c: an address taken apart, and written again. */

#define LINK_CODE_LEN 3 /* "%20" */

/* RFC 3986, appendix B. What is absent is SPAN_NONE; the path is never absent. */
struct link_parts {
	struct span scheme;
	struct span authority;
	struct span path;
	struct span query;
	struct span fragment;
};

/* Bytes added one after the other; the room was computed before. */
struct link_pen {
	char *start;
	char *at;
};

struct link_parts link_take_apart(struct span url);

/* What was written, borrowed. */
struct span link_written(const struct link_pen *pen);
void link_put(struct link_pen *pen, struct span bytes);
void link_put_code(struct link_pen *pen, char byte);

/* Without its "." and ".." segments (RFC 3986, section 5.2.4). Takes no more room than `path` and 1. */
void link_put_path(struct link_pen *pen, struct span path);

/* All that is there (RFC 3986, section 5.3), the path as link_put_path does. */
void link_put_together(struct link_pen *pen, const struct link_parts *parts);

/* Whether a segment of the path may be "." or "..". */
bool link_has_dots(struct span path);

bool link_is_web_scheme(struct span scheme);
bool link_is_control(char byte);

/* What no address may hold as it is, though authors write it (RFC 3986, section 2). */
extern const bool link_codes[256];
static inline bool
link_needs_code(char byte)
{
	return link_codes[(unsigned char)byte];
}

#endif
