#ifndef AGGREGATOR_WATCH_TOPICS_H
#define AGGREGATOR_WATCH_TOPICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/watch/directory.h"
#include "aggregator/watch/junk.h"
#include "aggregator/watch/lexicon.h"
#include "aggregator/watch/watch.h"
#include "feeds/base/compiler.h"

/*
 * The user's topics, and the kinds of junk. Their queries' literals go into the lexicon, so that one
 * scan tells which of them an item can have; only those are asked.
 */
struct topics;
struct topics_scratch;
struct reading;

/* NULL: a query is wrong; `err` says which and where. The directory must outlive the topics. */
struct topics *topics_new(const struct watchlist *wishes, const struct junk *junk,
	const struct directory *directory, struct lexicon *lexicon, struct error *err) MUST_USE;
void topics_free(struct topics *topics);

/* `reading` has the item at hand whenever topics_decide is called. */
struct topics_scratch *topics_scratch_new(
	const struct topics *topics, const struct reading *reading);
void topics_scratch_free(struct topics_scratch *scratch);

/* Another item. */
void topics_begin(struct topics_scratch *scratch);

/* A literal of the topic `target->subject` stands in the item, in its title or behind it. */
void topics_hit(struct topics_scratch *scratch, const struct target *target, bool is_in_title);

/*
 * Asks the topics that were hit, and writes them and their spans, and the kinds of junk, to the
 * verdict, whose companies are known already.
 */
void topics_decide(const struct topics *topics, struct topics_scratch *scratch,
	const struct watch_item *item, struct arena *arena, struct verdict *verdict);

#endif
