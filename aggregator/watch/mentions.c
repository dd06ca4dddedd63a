#include "aggregator/watch/mentions.h"

#include <stdlib.h>

#include "feeds/base/memory.h"

#define RUN_MAX                                                                                    \
	64 /* mentions that overlap in a chain; a longer chain is cut, which only attackers see */

void
mentions_release(struct mentions *mentions)
{
	free(mentions->at);
	*mentions = (struct mentions){NULL, 0, 0};
}

void
mentions_clear(struct mentions *mentions)
{
	mentions->n = 0;
}

void
mentions_add(struct mentions *mentions, const struct mention *mention)
{
	mentions->at =
		memory_room(mentions->at, mentions->n, &mentions->capacity, sizeof *mentions->at);
	mentions->at[mentions->n++] = *mention;
}

static int
by_place(const void *a, const void *b)
{
	const struct mention *first = a, *second = b;

	if (first->start != second->start)
		return first->start < second->start ? -1 : 1;
	return first->end > second->end ? -1 : first->end < second->end;
}

static uint32_t
length(const struct mention *mention)
{
	return mention->end - mention->start;
}

static bool
overlap(const struct mention *a, const struct mention *b)
{
	return a->start < b->end && b->start < a->end;
}

/* The longest of the run that is neither hidden nor chosen before; NULL: none is left. */
static struct mention *
choose(struct mention *run, size_t n, const bool *is_chosen)
{
	struct mention *longest = NULL;

	for (size_t i = 0; i < n; i++) {
		if (!is_chosen[i] && !run[i].is_hidden &&
			(longest == NULL || length(&run[i]) > length(longest)))
			longest = &run[i];
	}
	return longest;
}

/* A run of mentions each of which touches the one before: the longest wins, then the next longest. */
static void
settle_run(struct mention *run, size_t n)
{
	bool is_chosen[RUN_MAX] = {false};
	struct mention *longest;

	while ((longest = choose(run, n, is_chosen)) != NULL) {
		is_chosen[longest - run] = true;
		for (size_t i = 0; i < n; i++) {
			if (!is_chosen[i] && overlap(&run[i], longest))
				run[i].is_hidden = true;
		}
	}
}

void
mentions_settle(struct mentions *mentions)
{
	size_t from = 0;

	if (mentions->n > 1)
		qsort(mentions->at, mentions->n, sizeof *mentions->at, by_place);
	while (from < mentions->n) {
		uint32_t end = mentions->at[from].end;
		size_t to = from + 1;

		for (; to < mentions->n && to - from < RUN_MAX && mentions->at[to].start < end;
			to++) {
			if (mentions->at[to].end > end)
				end = mentions->at[to].end;
		}
		settle_run(&mentions->at[from], to - from);
		from = to;
	}
}
