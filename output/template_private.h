#ifndef OUTPUT_TEMPLATE_PRIVATE_H
#define OUTPUT_TEMPLATE_PRIVATE_H

#include <libxslt/xsltInternals.h>

#include "feeds/base/compiler.h"
#include "output/template.h"

/* What the files of the door share. */

struct template
{
	char *path;   /* as it was given, for messages */
	char *folder; /* absolute: imports stand in it */
	xsltStylesheetPtr style;
};

/* The result as a tree, to be freed with xmlFreeDoc; NULL: it failed, and err says where. */
xmlDocPtr template_transform(
	const struct template *template, struct span xml, struct error *err) MUST_USE;

#endif
