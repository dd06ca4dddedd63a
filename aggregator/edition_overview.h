#ifndef AGGREGATOR_EDITION_OVERVIEW_H
#define AGGREGATOR_EDITION_OVERVIEW_H

#include <stddef.h>

#include "aggregator/chosen_story.h"

/* What an edition tells, and how much it leaves out. */
struct edition_choice {
	struct chosen_story *stories; /* best first */
	size_t n;
	size_t n_items;      /* of the window */
	size_t n_stories;    /* that they are in */
	size_t n_below;      /* stories that were not relevant enough */
	size_t n_beyond;     /* stories beyond max_stories */
	size_t n_of_company; /* stories beyond max_per_company */
	size_t n_of_source;  /* stories beyond max_per_source */
	size_t n_told;       /* stories that an earlier edition told, and old news told again */
};

/*
 * The edition's opening: counts, the top three, what was left out and why, feeds that need a person.
 * False: the store failed.
 */
MUST_USE bool edition_overlook(const struct edition_bench *bench,
	const struct edition_choice *choice, const struct digest_story *told, struct error *err);

#endif
