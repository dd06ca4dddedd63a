#ifndef FEEDS_PROLOG_H
#define FEEDS_PROLOG_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/arena.h"
#include "feeds/base/span.h"
#include "feeds/xml.h"

/* What stands before the root element of an XML document. */
struct prolog {
	size_t root_at; /* where the root's '<' stands; the length of the text if there is none */
	int root_line;  /* from 1 */
	struct span root_name;        /* as written: "rdf:RDF"; borrowed from the text */
	bool has_junk;                /* text, or elements that are no feed's, stood before */
	struct xml_entities entities; /* of the DOCTYPE's internal subset; in the arena */
	int refused_line; /* of the first entity made of others, or of a file; 0: there is none */
};

/*
 * Reads it: blanks, declaration, comments, processing instructions, a DOCTYPE, of which only the
 * plain entities count. Nothing is ever loaded, no entity is expanded in another. If the first
 * element is no feed's, and no page's either, a feed's root that follows is taken (a server printed
 * its own complaint first).
 */
struct prolog prolog_read(struct span text, struct arena *arena);

/* A name without its prefix. */
struct span prolog_local_name(struct span name);

#endif
