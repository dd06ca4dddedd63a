#ifndef AGGREGATOR_WATCH_JUNK_H
#define AGGREGATOR_WATCH_JUNK_H

#include <stdbool.h>
#include <stddef.h>

#include "aggregator/watch/watchlist.h"
#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

/*
 * Kinds of items that few want to read: class-action notices, "market size to reach" reports ...
 * junk.tsv has a query a line; a kind may have several. They are asked with the topics (topics.h).
 */
struct junk {
	struct buf bytes; /* of junk.tsv; owns what the rules point to */
	struct junk_rule {
		struct span class;
		struct span where; /* a query */
		size_t line;
	} * rules;
	size_t n, capacity;
};

/*
 * Reads the rules of the classes that `wishes` chooses (NULL: all) from the folder; NULL: the
 * installed one. To be released whatever comes out.
 */
bool junk_read(struct junk *junk, const char *data_dir, const struct watchlist *wishes,
	struct error *err) MUST_USE;
void junk_release(struct junk *junk);

/* Appends the names of the classes that junk.tsv of the folder has: "class-action, market-size". */
bool junk_classes(const char *data_dir, struct buf *names, struct error *err) MUST_USE;

#endif
