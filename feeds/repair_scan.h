#ifndef FEEDS_REPAIR_SCAN_H
#define FEEDS_REPAIR_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/buf.h"
#include "feeds/base/span.h"
#include "feeds/reader.h"
#include "feeds/xml.h"

/* The inside of repair.c: where it stands in the broken text, and what it wrote. */

/* Marks that are looked for ahead; where each stands next is remembered. */
enum mark { MARK_CDATA_END, MARK_COMMENT_END, MARK_QUOTE, MARK_APOSTROPHE, MARK_COUNT };

struct open_element {
	struct span name; /* as written, in the text */
	int line;
	unsigned n_namespaces;
};

struct repair {
	struct span text;
	size_t at;
	int line;
	size_t next
		[MARK_COUNT]; /* where the mark stands next, at or after `at` when it was asked */
	bool is_known[MARK_COUNT];
	const struct xml_entities *entities;
	struct reader *reader;
	struct xml *xml;
	struct buf out;
	struct open_element open[DEPTH_MAX];
	size_t depth;
	size_t too_deep;       /* open elements beyond DEPTH_MAX, which are left out */
	unsigned n_namespaces; /* declared by the open elements */
	bool has_ended;        /* the root's end tag was seen; it is written at the very end */
};

/* What has not been read. */
struct span repair_rest(const struct repair *repair);

/* Goes on by `len` bytes; their lines are counted. */
void repair_advance(struct repair *repair, size_t len);

/* The same over what is left out: its line ends are written, so that libxml2 counts as we do. */
void repair_drop(struct repair *repair, size_t len);

/* How far away the mark is from here; the length of the rest if there is none. Cheap when repeated. */
size_t repair_find(struct repair *repair, enum mark mark);

/* Text for an element or (is_attribute) a value: what XML does not allow is escaped or left out. */
void repair_write_text(struct repair *repair, struct span text, bool is_attribute);

/* Characters for a CDATA section: control characters become blanks. */
void repair_write_raw(struct repair *repair, struct span text);

#endif
