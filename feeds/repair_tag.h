#ifndef FEEDS_REPAIR_TAG_H
#define FEEDS_REPAIR_TAG_H

#include "feeds/repair_scan.h"

/* How a start tag ended. */
struct repair_tag {
	struct span name;
	bool is_empty; /* "/>" */
	unsigned n_namespaces;
};

/* The name of the tag whose '<' or "</" stands before `text`; empty: it is no tag. */
struct span repair_tag_name(struct span text);

/*
 * Reads the start tag here, whose name is `name`, and writes it mended, without its '>': the caller
 * adds that. Nothing is written when `is_dropped`.
 */
struct repair_tag repair_read_tag(struct repair *repair, struct span name, bool is_dropped);

/* Whether the document, of which `rest` is all that is left, was cut inside of a tag's name: "</li". */
bool repair_tag_is_cut(struct span rest);

#endif
