#ifndef AGGREGATOR_SERVE_FILE_TYPE_H
#define AGGREGATOR_SERVE_FILE_TYPE_H

#include <stdbool.h>

#include "feeds/base/span.h"

/*
 * The Content-Type of a file of the site, by the end of its name; a JSON Feed is known by its
 * first bytes. What is not known is application/octet-stream, which no browser runs.
 */
const char *file_type(struct span name, struct span bytes);

/* Whether files of the type become smaller when they are compressed. */
bool file_type_packs(const char *type);

#endif
