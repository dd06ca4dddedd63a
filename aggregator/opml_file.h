#ifndef AGGREGATOR_OPML_FILE_H
#define AGGREGATOR_OPML_FILE_H

#include "feeds/base/arena.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/opml.h"

/*
 * The list of feeds in the file at `path`; "-" is standard input. All in the arena. NULL: it cannot be
 * read (EX_NOINPUT), or is no OPML (EX_DATAERR); `err` names the file.
 */
MUST_USE const struct opml *opml_file_read(
	const char *path, struct arena *arena, struct error *err);

#endif
