#ifndef AGGREGATOR_EDITION_GROUPS_H
#define AGGREGATOR_EDITION_GROUPS_H

#include <stddef.h>

#include "output/digest.h"

/*
 * Puts the stories, best first, into groups as digest->grouping says: by the company that each is
 * most about, its first topic, or its first source; what has none goes into a last group, "Other".
 * Groups stand in the order of their best stories. A story stands in one group.
 */
void edition_group(struct digest *digest, const struct digest_story *stories, size_t n);

#endif
