#ifndef FEEDS_XML_H
#define FEEDS_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/compiler.h"
#include "feeds/base/span.h"
#include "feeds/space.h"

/*
 * The door to libxml2: a push parser of well-formed XML. It sees UTF-8 from the root element on;
 * what stands before (declaration, DOCTYPE) is read by prolog.c, so that no DTD ever gets here. The
 * first offence against well-formedness ends the parse: repair.c mends such documents.
 */

struct xml_attribute {
	enum space space;
	const char *prefix; /* NULL: none */
	const char *name;
	struct span value; /* references decoded */
};

/* A start tag. All of it lives until the call-back returns, names until the parser goes. */
struct xml_tag {
	enum space space;
	const char *prefix; /* NULL: none */
	const char *name;   /* one pointer for one name, as long as the parser lives */
	const char *uri;    /* of the namespace, one pointer for one URI; NULL: none */
	const struct xml_attribute *attributes;
	size_t n_attributes;
	int line;
};

struct xml_events {
	void (*on_start)(void *context, const struct xml_tag *tag);
	void (*on_text)(void *context, struct span text); /* a run may come in many pieces */
	void (*on_end)(void *context);
};

/* An entity that the document defined itself: "name", and its text. */
struct xml_entity {
	struct span name;
	struct span text;
};

struct xml_entities {
	const struct xml_entity *at;
	size_t n;
};

/* Why a parse ended. */
struct xml_fault {
	int line;
	char message[160]; /* one line */
};

/*
 * `entities` are borrowed, and may be NULL; HTML's names are always known. `first_line` is the line
 * of the first byte that will be added.
 */
struct xml;
struct xml *xml_new(const struct xml_events *events, void *context,
	const struct xml_entities *entities, int first_line);
void xml_free(struct xml *xml);

/* What comes was mended: a CDATA section that holds the begin of another is meant so. */
void xml_trust(struct xml *xml);

/* False: the document is not well formed (or beyond a cap), no more events come. */
bool xml_add(struct xml *xml, struct span utf8) MUST_USE;
bool xml_end(struct xml *xml) MUST_USE;

/* What made xml_add or xml_end give false; borrowed until the parser goes. */
const struct xml_fault *xml_fault(const struct xml *xml);

/* The attribute of no namespace that has this name, or SPAN_NONE. */
struct span xml_attribute(const struct xml_tag *tag, const char *name);

/* The one of that namespace. */
struct span xml_attribute_of(const struct xml_tag *tag, enum space space, const char *name);

#endif
