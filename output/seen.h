#ifndef OUTPUT_SEEN_H
#define OUTPUT_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "output/digest.h"

/* Which stories of a digest a writer has told: one may stand in several groups. */
struct seen {
	uint64_t *numbers;
	bool *used;
	size_t mask;
};

/* With room for all stories of `digest`. */
void seen_init(struct seen *seen, const struct digest *digest);
void seen_release(struct seen *seen);

/* Notes the story; true: for the first time. */
bool seen_add(struct seen *seen, const struct digest_story *story);

/* Whether it was noted. */
bool seen_has(const struct seen *seen, const struct digest_story *story);

#endif
