#ifndef AGGREGATOR_EDITION_EARLIER_H
#define AGGREGATOR_EDITION_EARLIER_H

#include "aggregator/chosen_story.h"

/*
 * What the digest's feeds tell besides the edition: stories of the editions before, each as it was
 * told then, so that an entry does not change because an edition came after it. Call it when the
 * edition's own stories stand in their groups: they are not told twice. Nothing is done for a digest
 * without a feed. False: the store failed.
 */
MUST_USE bool edition_recall(const struct edition_bench *bench, struct error *err);

#endif
