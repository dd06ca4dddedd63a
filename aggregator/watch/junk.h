#ifndef AGGREGATOR_WATCH_JUNK_H
#define AGGREGATOR_WATCH_JUNK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/watch/lexicon.h"
#include "aggregator/watch/watch.h"
#include "aggregator/watch/watchlist.h"
#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"

/*
 * Kinds of items that few want to read: class-action notices, "market size to reach" reports ...
 * junk.tsv names each kind and its phrases, where they must stand, and how many of them it takes.
 */
struct junk;
struct junk_scratch;

/* `wishes` chooses the classes; NULL: all. */
struct junk *junk_new(const char *data_dir, const struct watchlist *wishes, struct lexicon *lexicon,
	struct error *err) MUST_USE;
void junk_free(struct junk *junk);

struct junk_scratch *junk_scratch_new(const struct junk *junk);
void junk_scratch_free(struct junk_scratch *scratch);

/* Another item; then a phrase of row `number` was found; then what it comes to. */
void junk_begin(struct junk_scratch *scratch);
void junk_hit(struct junk_scratch *scratch, uint32_t number, bool is_title);
void junk_decide(const struct junk_scratch *scratch, struct arena *arena, struct verdict *verdict);

/* Appends the names of the classes that junk.tsv of the folder has: "class-action, market-size". */
bool junk_classes(const char *data_dir, struct buf *names, struct error *err) MUST_USE;

#endif
