#ifndef AGGREGATOR_VISIT_NOTE_H
#define AGGREGATOR_VISIT_NOTE_H

#include "aggregator/batch.h"
#include "feeds/base/compiler.h"

struct clock;
struct store;

/*
 * In a batch of the store: what a visit leaves behind beside its items. The next visit, validators,
 * traits, where the feed has moved, and whether its host wants to be left alone.
 */
bool visit_note(struct store *store, const struct batch *batch, const struct clock *clock,
	struct error *err) MUST_USE;

/* What went wrong, in words; SPAN_NONE: nothing. Borrowed from the batch. */
struct span visit_trouble(const struct batch *batch);

#endif
