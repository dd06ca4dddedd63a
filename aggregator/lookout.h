#ifndef AGGREGATOR_LOOKOUT_H
#define AGGREGATOR_LOOKOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "aggregator/pipeline.h"
#include "aggregator/roster.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

/*
 * Looks out for feeds that become due, and has them visited. The store is asked on the desk's thread,
 * for what has become due since it was asked last; all else belongs to the loop thread.
 */
struct lookout;

/* `pipeline` and `clock` are borrowed; `roster` is taken over. */
struct lookout *lookout_new(
	struct pipeline *pipeline, struct roster *roster, const struct clock *clock) MUST_USE;
/* After the pipeline has finished. */
void lookout_free(struct lookout *lookout);

/* Begins to look. */
void lookout_start(struct lookout *lookout);

/* Once what is due by now has been visited, `on_settled` is called, once. */
typedef void lookout_settled_fn(void *context);
void lookout_settle(struct lookout *lookout, lookout_settled_fn *on_settled, void *context);

/* Looks no more; visits under way go on. */
void lookout_stop(struct lookout *lookout);

/* The feeds of the configuration in use; on the desk's thread. */
const struct roster *lookout_roster(const struct lookout *lookout);

/* From the next look on there is another configuration. Takes the roster over; on the desk's thread. */
void lookout_adopt(struct lookout *lookout, struct roster *roster);

#endif
