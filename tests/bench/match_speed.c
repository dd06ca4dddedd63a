/*
 * How fast items are matched: reads items (one a line: title, tab, text) from stdin, and matches all
 * of them against the whole directory. Beside it, the matcher alone, and a pattern engine over the same
 * literals and plain texts, cut into the same items; both must find the same.
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
#include "tests/bench/engine.h"

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

/* What was found: the same of the same hits, in whatever order. */
struct found {
	size_t n;
	uint64_t sum;
};

static void
on_hit(void *context, uint32_t literal, size_t end)
{
	struct found *found = context;
	uint64_t mixed = ((uint64_t)literal << 32 ^ end) * UINT64_C(0x9e3779b97f4a7c15);

	found->n++;
	found->sum += (mixed ^ mixed >> 29) * UINT64_C(0xbf58476d1ce4e5b9);
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

/* The texts are made plain beforehand: only the scans are measured. */
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

static struct found
scan_all(const struct matcher *matcher, const struct buf *plains, size_t n)
{
	struct found found = {0, 0};
	struct plain_words words = {0};

	for (size_t i = 0; i < n; i++) {
		plain_words_cut(&words, buf_span(&plains[i]));
		matcher_scan(matcher, buf_span(&plains[i]), &words, on_hit, &found);
	}
	plain_words_release(&words);
	return found;
}

static struct found
engine_scan_all(const struct engine *engine, const struct buf *plains, size_t n)
{
	struct found found = {0, 0};

	for (size_t i = 0; i < n; i++)
		engine_scan(engine, buf_span(&plains[i]), on_hit, &found);
	return found;
}

static void
keep_best(double *best, double start)
{
	double took = seconds() - start;

	if (took < *best)
		*best = took;
}

/* The best of all rounds, in seconds. */
struct times {
	double read, scan, engine;
};

static void
print_times(const struct times *times, const struct items *items)
{
	double bytes = (double)items->bytes / 1e6;

	printf("engine       %.4f s, %.0f MB/s\n", times->engine, bytes / times->engine);
	printf("matcher      %.4f s, %.0f MB/s, %.2f of the engine's speed\n", times->scan,
		bytes / times->scan, times->engine / times->scan);
	printf("watch_read   %.4f s, %.0f MB/s, %.0f items/s, %.2f of the engine's speed\n",
		times->read, bytes / times->read, (double)items->n / times->read,
		times->engine / times->read);
}

/* All by turns, so that a busy machine slows all. */
static bool
race(const struct watch *watch, const struct engine *engine, const struct items *items)
{
	struct buf *plains = plain_texts(items);
	struct times times = {1e9, 1e9, 1e9};
	struct found found = {0, 0}, engines = {0, 0};
	size_t n_companies = 0;

	for (int round = 0; round < ROUNDS; round++) {
		double start = seconds();

		n_companies = match_all(watch, items);
		keep_best(&times.read, start);
		start = seconds();
		found = scan_all(watch->matcher, plains, items->n);
		keep_best(&times.scan, start);
		start = seconds();
		engines = engine_scan_all(engine, plains, items->n);
		keep_best(&times.engine, start);
	}
	printf("items        %zu, %.1f MB, %zu companies, %zu hits\n", items->n,
		(double)items->bytes / 1e6, n_companies, found.n);
	print_times(&times, items);
	if (found.n == engines.n && found.sum == engines.sum)
		return true;
	fprintf(stderr, "match_speed: the engine found %zu\n", engines.n);
	return false;
}

static struct watch *
start(void)
{
	struct watch_options options = {0};
	struct error err = {0};
	struct rusage usage;
	double began = seconds();
	struct watch *watch = watch_new(&options, &err);

	if (watch == NULL) {
		fprintf(stderr, "match_speed: %s\n", err.text);
		exit(1);
	}
	began = seconds() - began;
	getrusage(RUSAGE_SELF, &usage);
	printf("start-up     %.3f s, %.1f MB resident at most\n", began,
		(double)usage.ru_maxrss / 1e3);
	return watch;
}

int
main(void)
{
	struct items items = {NULL, 0, 0, 0};
	struct watch *watch = start();
	size_t n;
	const struct span *literals = lexicon_literals(watch->lexicon, &n);
	double began = seconds();
	struct engine *engine = engine_new(literals, n);
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	printf("literals     %zu; the matcher has %.1f MB, the engine %.1f MB\n", n,
		(double)matcher_bytes(watch->matcher) / 1e6, (double)engine_bytes(engine) / 1e6);
	printf("engine       compiled in %.3f s, %.1f MB resident at most\n", seconds() - began,
		(double)usage.ru_maxrss / 1e3);
	read_items(&items);
	return race(watch, engine, &items) ? 0 : 1;
}
