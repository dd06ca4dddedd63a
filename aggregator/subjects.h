#ifndef AGGREGATOR_SUBJECTS_H
#define AGGREGATOR_SUBJECTS_H

#include "aggregator/plan.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "output/site.h"

struct store;

/*
 * Publishes the pages and feeds of the watched companies and of the topics that the editions of the
 * last two weeks told of, whatever the digest, and their indexes; a page that tells what it told is
 * left alone. `digest` is the edition that was recorded last: all of its subjects have pages. The
 * cost follows those editions, not the store.
 */
MUST_USE bool subjects_publish(const struct plan *plan, struct store *store,
	const struct site *site, const struct digest *digest, struct error *err);

#endif
