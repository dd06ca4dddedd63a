#ifndef AGGREGATOR_IDENTITY_H
#define AGGREGATOR_IDENTITY_H

#include "aggregator/batch.h"
#include "aggregator/store/item_recent.h"

struct feed_plan;

/*
 * By what a feed's items are known again. By their ids, as they should be; but there are feeds whose
 * ids are made anew for each visitor, and then by their links, or where these change too, by what
 * they say: the title without the outlet's name, the source, and the day.
 */
enum identity_by {
	IDENTITY_BY_ID,
	IDENTITY_BY_LINK,
	IDENTITY_BY_WORDS,
};

/* As the configuration knows of the feed's server, or earlier visits have shown. */
enum identity_by identity_choose(const struct feed_plan *feed);

/* Sets the record's identity, and its content: another one means that what it says has changed. */
void identity_set(struct item_record *record, enum identity_by by);

/*
 * No item of the batch is known by its id: whether many of them are recent ones under other ids. True:
 * those become aliases of the batch, the rest stays, and the feed's items are known by batch->traits
 * from now on.
 */
bool identity_recognise(struct batch *batch, const struct recent_items *recent);

#endif
