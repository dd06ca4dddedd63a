#ifndef AGGREGATOR_ARCHIVES_H
#define AGGREGATOR_ARCHIVES_H

#include <stddef.h>

#include "aggregator/config/config.h"
#include "feeds/base/arena.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "output/archive.h"

struct store;

/* What was published: of each digest of the configuration, its editions, newest first. */
struct archives {
	struct archive *at;
	size_t n;
	struct arena *arena;
};

/* False: the store failed, or a time zone is unknown. Release it either way. */
MUST_USE bool archives_init(struct archives *archives, const struct config *config,
	struct store *store, struct error *err);
void archives_release(struct archives *archives);

/* That of the digest with this name, or NULL. */
const struct archive *archives_find(const struct archives *archives, struct span name);

#endif
