#ifndef AGGREGATOR_UPKEEP_H
#define AGGREGATOR_UPKEEP_H

#include "aggregator/pipeline.h"
#include "aggregator/plan.h"
#include "feeds/base/compiler.h"

/*
 * What keeps the store in shape, in small steps on the desk's thread, between the batches: items past
 * their time go, the search index catches up, the log of the database is folded into it, and what the
 * database knows of itself is brought up to date.
 */
struct upkeep;

/* `pipeline` and `clock` are borrowed; the plan is kept. */
struct upkeep *upkeep_new(
	struct pipeline *pipeline, struct plan *plan, const struct clock *clock) MUST_USE;
/* After the pipeline has finished. */
void upkeep_free(struct upkeep *upkeep);

/* On the loop thread. */
void upkeep_start(struct upkeep *upkeep);
void upkeep_stop(struct upkeep *upkeep);

/* Another configuration; on the desk's thread. */
void upkeep_adopt(struct upkeep *upkeep, struct plan *plan);

#endif
