#ifndef AGGREGATOR_FEED_WORTH_H
#define AGGREGATOR_FEED_WORTH_H

#include "aggregator/store/telling_store.h"
#include "aggregator/story/worth.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

/*
 * Adds what was first seen in the window to `worth`. A feed had an item when it says that it was
 * published, unless that was after we saw it, or long before: then when it was first seen. False: the
 * store failed.
 */
MUST_USE bool feed_worth_read(struct worth *worth, struct store *store,
	const struct telling_window *window, struct error *err);

#endif
