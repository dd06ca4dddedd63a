#ifndef AGGREGATOR_EDITION_BUDGET_H
#define AGGREGATOR_EDITION_BUDGET_H

#include "aggregator/edition_overview.h"

/*
 * Cuts the stories, best first, to what a reader has time for: max_per_company of those about one
 * company, max_per_source of those that one outlet told first, and max_stories in all. What is cut
 * is counted in the choice by its reason.
 */
void edition_keep_to_budget(const struct edition_bench *bench, struct edition_choice *choice);

#endif
