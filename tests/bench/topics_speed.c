/*
 * usage: topics_speed [ITEMS]
 *
 * What topics cost: the same items matched with no topic, with one, with those that ship, and with
 * 2,000. Items are made of the words of data/df.tsv, as often as news has them; a topic looks for a
 * few rarer ones. $BROADTAPE_DATA names the folder of df.tsv.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/datadir.h"
#include "aggregator/config/config.h"
#include "aggregator/watch/watch.h"
#include "feeds/base/ascii.h"
#include "feeds/base/buf.h"
#include "feeds/base/memory.h"

#define ITEMS_DEFAULT 10000
#define TITLE_WORDS 10
#define BODY_WORDS 400
#define WORDS_MAX 50000
#define TOPICS_MAX 2000
#define TOPIC_WORDS_FROM 1500 /* the rank where words begin to tell something */

static char *words[WORDS_MAX];
static uint64_t sums[WORDS_MAX]; /* of the frequencies so far */
static size_t n_words;
static struct clock_fixed dice;

static void
read_words(void)
{
	char line[1024];
	FILE *file;

	snprintf(line, sizeof line, "%s/df.tsv", datadir());
	file = fopen(line, "re");
	if (file == NULL) {
		perror(line);
		exit(EX_NOINPUT);
	}
	while (n_words < WORDS_MAX && fgets(line, sizeof line, file) != NULL) {
		size_t len = strcspn(line, "\t");
		uint64_t before = n_words > 0 ? sums[n_words - 1] : 0;

		if (len < 2 || !ascii_is_lower(line[0]))
			continue;
		words[n_words] = memory_string(line, len);
		sums[n_words++] = before + strtoull(line + len, NULL, 10);
	}
	fclose(file);
}

static const char *
common_word(void)
{
	uint64_t at = clock_random_below(&dice.clock, sums[n_words - 1]);
	size_t low = 0;
	size_t high = n_words - 1;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (sums[middle] <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return words[low];
}

static const char *
rare_word(void)
{
	return words[TOPIC_WORDS_FROM +
		     clock_random_below(&dice.clock, n_words - TOPIC_WORDS_FROM)];
}

static char *
make_text(size_t n)
{
	struct buf text;

	buf_init(&text, BUF_UNLIMITED);
	for (size_t i = 0; i < n; i++)
		buf_format(&text, "%s%s", i > 0 ? " " : "", common_word());
	return buf_take_string(&text);
}

static struct wanted_topic *
make_topics(void)
{
	struct wanted_topic *topics = memory_new(TOPICS_MAX, sizeof *topics);

	for (size_t i = 0; i < TOPICS_MAX; i++) {
		struct buf text;

		buf_init(&text, BUF_UNLIMITED);
		buf_format(&text, "topic %zu", i);
		topics[i].name = buf_take_string(&text);
		buf_format(&text,
			"\"%s\" OR \"%s %s\" OR \"%s\" NEAR/5 (\"%s\" OR \"%s\"*) AND NOT \"%s\"",
			rare_word(), rare_word(), rare_word(), rare_word(), rare_word(),
			rare_word(), rare_word());
		topics[i].where = buf_take_string(&text);
	}
	return topics;
}

static double
seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void
measure(const char *name, const struct wanted_topic *topics, size_t n_topics,
	const struct watch_item *items, size_t n_items)
{
	struct watchlist wishes = {.topics = topics, .n_topics = n_topics};
	struct watch_options options = {.wishes = &wishes};
	struct arena *arena = arena_new();
	struct watch_scratch *scratch;
	struct error err = {0};
	struct watch *watch = watch_new(&options, &err);
	size_t bytes = 0;
	size_t hits = 0;
	double start;

	if (watch == NULL) {
		fprintf(stderr, "%s\n", err.text);
		exit(err.status);
	}
	scratch = watch_scratch_new(watch);
	start = seconds_now();
	for (size_t i = 0; i < n_items; i++) {
		struct verdict verdict = {0};

		arena_clear(arena);
		watch_read(watch, scratch, &items[i], arena, &verdict);
		bytes += items[i].title.len + items[i].text.len;
		hits += verdict.n_topics;
	}
	start = seconds_now() - start;
	printf("%-24s %7.1f MB/s %8.2f us an item %8zu hits\n", name, (double)bytes / start / 1e6,
		start / (double)n_items * 1e6, hits);
	watch_scratch_free(scratch);
	watch_free(watch);
	arena_free(arena);
}

static void
measure_shipped(const struct watch_item *items, size_t n_items)
{
	struct config_errors errors;
	struct config *config;

	config_errors_init(&errors);
	config = config_parse("b.yaml", SPAN("topics: [{shipped: all}]"), &errors);
	if (config == NULL) {
		fprintf(stderr, "%s\n", errors.errors[0].text);
		exit(EX_CONFIG);
	}
	measure("the topics that ship", config->watchlist.topics, config->watchlist.n_topics, items,
		n_items);
	config_free(config);
	config_errors_release(&errors);
}

int
main(int argc, char **argv)
{
	size_t n_items = argc > 1 ? strtoul(argv[1], NULL, 10) : ITEMS_DEFAULT;
	struct watch_item *items = memory_new(n_items, sizeof *items);
	struct wanted_topic *topics;

	clock_fixed_init(&dice, 0, 1);
	read_words();
	for (size_t i = 0; i < n_items; i++) {
		items[i].title = span_of(make_text(TITLE_WORDS));
		items[i].text = span_of(make_text(BODY_WORDS));
	}
	topics = make_topics();
	measure("no topic", topics, 0, items, n_items);
	measure("one topic", topics, 1, items, n_items);
	measure_shipped(items, n_items);
	measure("2,000 topics", topics, TOPICS_MAX, items, n_items);
	return 0; /* the words and items go with the program */
}
