#ifndef AGGREGATOR_FEED_NAMES_H
#define AGGREGATOR_FEED_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "feeds/base/arena.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

struct plan;
struct store;

/*
 * What an edition, a search or a status says of a feed. Title, tags and weight are those of the
 * configuration that asks; of a feed that it does not have, those that the store kept.
 */
struct feed_name {
	int64_t number;
	struct span title; /* the configured one, else the document's, else its address */
	struct span url;
	struct span home;
	const struct span *tags;
	size_t n_tags;
	double weight; /* 1 for a feed that the configuration does not have */
	bool is_active;
};

/* All feeds of a store, by number. */
struct feed_names {
	struct feed_name *at;
	size_t n;
	size_t capacity;
	struct arena *arena;
};

/* `plan` is the configuration that asks. False: the store failed. Release it either way. */
MUST_USE bool feed_names_init(
	struct feed_names *names, const struct plan *plan, struct store *store, struct error *err);
void feed_names_release(struct feed_names *names);

/* The feed of that number, or NULL. */
const struct feed_name *feed_names_find(const struct feed_names *names, int64_t number);

#endif
