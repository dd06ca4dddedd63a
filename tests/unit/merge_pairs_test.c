/* The labelled pairs of tests/corpus/merge-pairs.tsv: half of them are traps. */
#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "aggregator/story/stories.h"
#include "tests/lib/knowing.h"

#define LINE_MAX_BYTES 1024
#define HOUR 3600
#define HOURS_MAX 100000
#define PRECISION_FLOOR 0.94
#define RECALL_FLOOR 0.92

struct pair {
	struct span label, class, hours, first, second;
};

struct score {
	int hits, false_hits, misses, pairs, traps;
};

static bool
read_pair(struct span line, struct pair *pair)
{
	return line.len > 0 && line.at[0] != '#' && span_split(&line, '\t', &pair->label) &&
	       span_split(&line, '\t', &pair->class) && span_split(&line, '\t', &pair->hours) &&
	       span_split(&line, '\t', &pair->first) && span_split(&line, '\t', &pair->second);
}

static int64_t
place(struct stories *stories, int64_t item, struct span title, int64_t published)
{
	struct story_item input = {.title = title, .published = published};
	struct fingerprint fingerprint;
	struct placement placement;

	fingerprint_make(background, &input, &fingerprint);
	stories_place(stories, item, &fingerprint, &placement);
	return placement.story;
}

static bool
are_merged(const struct pair *pair)
{
	struct stories *stories = stories_new(&(struct stories_options){.next_story = 1});
	unsigned long long hours = 0;
	int64_t first, second;

	assert_true(span_to_uint(pair->hours, HOURS_MAX, &hours));
	first = place(stories, 1, pair->first, 0);
	second = place(stories, 2, pair->second, (int64_t)hours * HOUR);
	stories_free(stories);
	return first == second;
}

static void
count(const struct pair *pair, struct score *score)
{
	bool should = span_equal(pair->label, SPAN("same"));
	bool is = are_merged(pair);

	score->pairs++;
	score->traps += !should;
	score->hits += is && should;
	score->false_hits += is && !should;
	score->misses += !is && should;
	if (is != should)
		printf("# %s, %.*s: '%.*s' and '%.*s'\n", is ? "merged wrongly" : "missed",
			SPAN_ARGS(pair->class), SPAN_ARGS(pair->first), SPAN_ARGS(pair->second));
}

static void
read_pairs(struct score *score)
{
	const char *top = getenv("TOP_SRCDIR");
	char path[LINE_MAX_BYTES];
	char line[LINE_MAX_BYTES];
	FILE *file;

	snprintf(path, sizeof path, "%s/tests/corpus/merge-pairs.tsv", top != NULL ? top : ".");
	file = fopen(path, "r");
	assert_non_null(file);
	while (fgets(line, sizeof line, file) != NULL) {
		struct pair pair;

		if (read_pair(span_trim(span_of(line)), &pair))
			count(&pair, score);
	}
	fclose(file);
}

static void
pairs_of_market_news_are_merged_where_they_tell_of_one_event(void **state)
{
	struct score score = {0};
	double precision, recall;

	(void)state;
	read_pairs(&score);
	assert_true(score.pairs >= 300);
	assert_true(score.traps * 2 >= score.pairs);
	precision = (double)score.hits / (score.hits + score.false_hits);
	recall = (double)score.hits / (score.hits + score.misses);
	printf("# %d pairs, %d of them traps: precision %.3f, recall %.3f\n", score.pairs,
		score.traps, precision, recall);
	assert_true(precision >= PRECISION_FLOOR);
	assert_true(recall >= RECALL_FLOOR);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs_of_market_news_are_merged_where_they_tell_of_one_event),
	};

	return cmocka_run_group_tests(tests, knowing_begin, knowing_end);
}
