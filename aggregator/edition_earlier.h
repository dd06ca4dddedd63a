#ifndef AGGREGATOR_EDITION_EARLIER_H
#define AGGREGATOR_EDITION_EARLIER_H

#include "aggregator/chosen_story.h"

/* Stories that editions told before, each once, as its latest edition told it. */
struct recollection {
	const struct edition_bench *bench; /* its wish is not looked at */
	struct digest_story *stories;      /* room for `max` */
	size_t n;
	size_t max;
};

/* Adds the stories of one edition that are not there yet and stand not in the bench's digest. */
MUST_USE bool recollection_add(struct recollection *recollection,
	const struct config_digest *config, int64_t edition, struct error *err);

/*
 * What the digest's feeds tell besides the edition: stories of the editions before, each as it was
 * told then, so that an entry does not change because an edition came after it. Call it when the
 * edition's own stories stand in their groups: they are not told twice. Where an entry is an edition,
 * whole editions (digest->past) instead. Nothing is done for a digest without a feed. False: the
 * store failed.
 */
MUST_USE bool edition_recall(const struct edition_bench *bench, struct error *err);

#endif
