#ifndef AGGREGATOR_COMMANDS_REFRESH_H
#define AGGREGATOR_COMMANDS_REFRESH_H

#include <jansson.h>

#include "aggregator/commands/session.h"
#include "aggregator/pipeline.h"

/* What run and fetch have in common: one refresh, its progress, and what it tells at the end. */
struct refresh {
	bool wants_all;
	bool is_forced;
	long workers; /* or PIPELINE_WORKERS_AUTO */
	const char *const *only;
	size_t n_only;
};

MUST_USE bool refresh_run(const struct refresh *refresh, const struct invocation *call,
	const struct session *session, struct pipeline_counts *counts, struct error *err);

/* The same counts as a JSON object. */
json_t *refresh_json(const struct pipeline_counts *counts);

/* Lines on stdout: what was read, matched and merged. */
void refresh_tell(const struct pipeline_counts *counts);

#endif
