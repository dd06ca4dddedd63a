#ifndef AGGREGATOR_WATCH_NEIGHBOURS_H
#define AGGREGATOR_WATCH_NEIGHBOURS_H

#include <stdbool.h>
#include <stddef.h>

#include "aggregator/watch/watch_parts.h"

/*
 * Whether the settled mention stands in a list beside the name or the ticker of a company that needs
 * no other evidence: "Intel, Arm and Nvidia", "KVUE vs. PFE".
 */
bool has_company_beside(
	const struct watch *watch, const struct watch_scratch *scratch, size_t number);

#endif
