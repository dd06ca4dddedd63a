#include "output/seen.h"

#include <stdlib.h>

#include "feeds/base/memory.h"

#define SCATTER UINT64_C(0x9e3779b97f4a7c15) /* 2^64 divided by the golden ratio (Knuth 6.4) */

void
seen_init(struct seen *seen, const struct digest *digest)
{
	size_t n = 8;

	while (n < 2 * (digest_telling_count(digest) + digest->n_earlier))
		n *= 2;
	seen->mask = n - 1;
	seen->numbers = memory_new(n, sizeof(*seen->numbers));
	seen->used = memory_new(n, sizeof(*seen->used));
}

void
seen_release(struct seen *seen)
{
	free(seen->numbers);
	free(seen->used);
	*seen = (struct seen){0};
}

/* Where the story stands, or would. */
static size_t
slot_of(const struct seen *seen, const struct digest_story *story)
{
	size_t slot = (size_t)((story->number * SCATTER) >> 20) & seen->mask;

	while (seen->used[slot] && seen->numbers[slot] != story->number)
		slot = (slot + 1) & seen->mask;
	return slot;
}

bool
seen_has(const struct seen *seen, const struct digest_story *story)
{
	return seen->used[slot_of(seen, story)];
}

bool
seen_add(struct seen *seen, const struct digest_story *story)
{
	size_t slot = slot_of(seen, story);

	if (seen->used[slot])
		return false;
	seen->used[slot] = true;
	seen->numbers[slot] = story->number;
	return true;
}
