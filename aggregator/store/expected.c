#include "aggregator/store/expected.h"

#include <stdlib.h>

#include "feeds/base/memory.h"

#define FEED_NONE (-1)

void
expected_init(struct expected *expected)
{
	*expected = (struct expected){.feed = FEED_NONE};
}

void
expected_release(struct expected *expected)
{
	free(expected->identities);
	free(expected->is_taken);
	expected_init(expected);
}

void
expected_begin(struct expected *expected, int64_t feed)
{
	expected->feed = feed;
	expected->n = 0;
}

void
expected_add(struct expected *expected, uint64_t identity)
{
	expected->identities = memory_room(expected->identities, expected->n, &expected->capacity,
		sizeof *expected->identities);
	expected->identities[expected->n++] = identity;
}

static int
compare(const void *a, const void *b)
{
	const uint64_t *left = a;
	const uint64_t *right = b;

	return (*left > *right) - (*left < *right);
}

void
expected_sort(struct expected *expected)
{
	size_t kept = 0;

	free(expected->is_taken);
	expected->is_taken = memory_new(expected->n, sizeof *expected->is_taken);
	if (expected->n > 0)
		qsort(expected->identities, expected->n, sizeof *expected->identities, compare);
	for (size_t i = 0; i < expected->n; i++)
		if (i == 0 || expected->identities[i] != expected->identities[i - 1])
			expected->identities[kept++] = expected->identities[i];
	expected->n = kept;
}

bool
expected_take(struct expected *expected, int64_t feed, uint64_t identity)
{
	const uint64_t *found;
	size_t at;

	if (feed != expected->feed || expected->n == 0)
		return false;
	found = bsearch(&identity, expected->identities, expected->n, sizeof identity, compare);
	if (found == NULL)
		return false;
	at = (size_t)(found - expected->identities);
	if (expected->is_taken[at])
		return false;
	expected->is_taken[at] = true;
	return true;
}
