#ifndef OUTPUT_TEMPLATE_H
#define OUTPUT_TEMPLATE_H

#include <jansson.h>
#include <stdbool.h>

#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

/*
 * A template of the user's own, in XSLT 1.0: a tree goes in, a tree comes out, so that what it
 * writes of a text is escaped whatever the text is. It reads no file but those of its own folder
 * that it imports, asks no network, writes nothing, and ends after so many steps. For many threads
 * at once, once it is loaded.
 */
struct template;

/* NULL: the file cannot be read, or is no stylesheet; `err` has its name and line. The caller owns it. */
struct template *template_load(const char *path, struct error *err) MUST_USE;
void template_free(struct template *template);

/* Runs it on a page with nothing in it: some mistakes show only then. */
MUST_USE bool template_try(const struct template *template, struct error *err);

/* Adds what it makes of a document to `out`. False: it failed, and where, or `out` was full. */
MUST_USE bool template_apply(
	const struct template *template, struct span xml, struct buf *out, struct error *err);

/*
 * The same for a template that makes JSON, written as XML (XPath and XQuery Functions 3.1, section
 * 17.4.2): map, array, string, number, boolean and null in the namespace
 * http://www.w3.org/2005/xpath-functions. NULL: it failed, or made something else. The caller owns
 * the value.
 */
MUST_USE json_t *template_apply_json(
	const struct template *template, struct span xml, struct error *err);

#endif
