/*
 * How fast items are matched: reads items.jsonl-like text (one item a line: title, tab, text) from
 * stdin, and matches all of them against the whole directory. Beside it, the bare pattern engine over
 * the same literals and plain texts, cut into the same items: the light to chase.
 *
 *     tests/bench/match_speed <items.tsv        ($BROADTAPE_DATA names the data files)
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "aggregator/watch/watch_parts.h"
#include "feeds/base/memory.h"

#define ROUNDS 15

struct items {
	struct watch_item *at;
	size_t n, capacity;
	size_t bytes;
};

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now); /* of this program: others may be busy */
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void
read_items(struct items *items)
{
	char *line = NULL;
	size_t capacity = 0;
	ssize_t n;

	while ((n = getline(&line, &capacity, stdin)) > 0) {
		struct span rest = span_trim(span_make(memory_string(line, (size_t)n), (size_t)n));
		struct span title = SPAN_NONE;

		if (!span_split(&rest, '\t', &title))
			continue;
		items->at = memory_room(items->at, items->n, &items->capacity, sizeof *items->at);
		items->at[items->n++] = (struct watch_item){.title = title, .text = rest};
		items->bytes += title.len + rest.len;
	}
	free(line);
}

static void
on_hit(void *context, uint32_t literal, size_t end)
{
	(void)literal;
	(void)end;
	++*(size_t *)context;
}

static size_t
match_all(const struct watch *watch, const struct items *items)
{
	struct watch_scratch *scratch = watch_scratch_new(watch);
	struct arena *arena = arena_new();
	size_t n = 0;

	for (size_t i = 0; i < items->n; i++) {
		struct verdict verdict;

		arena_clear(arena);
		watch_read(watch, scratch, &items->at[i], arena, &verdict);
		n += verdict.n_companies;
	}
	arena_free(arena);
	watch_scratch_free(scratch);
	return n;
}

/* The texts are made plain beforehand: only the engine is measured. */
static struct buf *
plain_texts(const struct items *items)
{
	struct buf *plains = memory_new(items->n, sizeof *plains);
	struct reading reading;

	reading_init(&reading);
	for (size_t i = 0; i < items->n; i++) {
		reading_set(&reading, items->at[i].title, items->at[i].text);
		buf_init(&plains[i], BUF_UNLIMITED);
		buf_add(&plains[i], buf_span(&reading.plain));
	}
	reading_release(&reading);
	return plains;
}

static size_t
scan_all(const struct watch *watch, const struct buf *plains, size_t n)
{
	struct matcher_scratch *scratch = matcher_scratch_new(watch->matcher);
	size_t n_hits = 0;

	for (size_t i = 0; i < n; i++)
		matcher_scan(watch->matcher, scratch, buf_span(&plains[i]), on_hit, &n_hits);
	matcher_scratch_free(scratch);
	return n_hits;
}

static void
keep_best(double *best, double start)
{
	double took = seconds() - start;

	if (took < *best)
		*best = took;
}

/* Both by turns, so that a busy machine slows both. */
static void
race(const struct watch *watch, const struct items *items)
{
	struct buf *plains = plain_texts(items);
	double best = 1e9, scan = 1e9;
	size_t n_found = 0, n_hits = 0;

	for (int round = 0; round < ROUNDS; round++) {
		double start = seconds();

		n_found = match_all(watch, items);
		keep_best(&best, start);
		start = seconds();
		n_hits = scan_all(watch, plains, items->n);
		keep_best(&scan, start);
	}
	printf("items        %zu, %.1f MB, %zu companies, %zu hits\n", items->n,
		(double)items->bytes / 1e6, n_found, n_hits);
	printf("bare scan    %.3f s, %.0f MB/s\n", scan, (double)items->bytes / 1e6 / scan);
	printf("watch_read   %.3f s, %.0f MB/s, %.0f items/s, %.2f of the bare scan's speed\n",
		best, (double)items->bytes / 1e6 / best, (double)items->n / best, scan / best);
}

int
main(void)
{
	struct watch_options options = {0};
	struct items items = {NULL, 0, 0, 0};
	struct error err = {0};
	struct rusage usage;
	double start = seconds(), ready;
	struct watch *watch = watch_new(&options, &err);

	if (watch == NULL) {
		fprintf(stderr, "match_speed: %s\n", err.text);
		return 1;
	}
	ready = seconds() - start;
	getrusage(RUSAGE_SELF, &usage);
	printf("start-up     %.3f s (%s), %.1f MB of patterns, %.1f MB resident\n", ready,
		matcher_is_from_cache(watch->matcher) ? "from the cache" : "compiled",
		(double)matcher_bytes(watch->matcher) / 1e6, (double)usage.ru_maxrss / 1e3);
	read_items(&items);
	race(watch, &items);
	return 0;
}
