#ifndef AGGREGATOR_COMMANDS_PROGRESS_H
#define AGGREGATOR_COMMANDS_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "aggregator/pipeline.h"

/*
 * One line on stderr that says how far a refresh is: feeds done of all, MB, new items, errors, and
 * how long it will take. Drawn over itself a few times a second; nothing where stderr is no terminal.
 */
struct progress {
	bool is_shown;
	int64_t drawn_at_ms; /* of the monotonic clock */
	int64_t started_at_ms;
};

/* `is_quiet`: never shown. */
void progress_init(struct progress *progress, const struct clock *clock, bool is_quiet);

/* A pipeline_progress_fn; `context` is the struct progress. */
void progress_draw(void *context, const struct pipeline_counts *counts, const struct clock *clock);

/* Wipes the line, so that what follows stands alone. */
void progress_end(struct progress *progress);

#endif
