#include "aggregator/story/rank.h"

#include <math.h>
#include <string.h>

#include "aggregator/base/hash.h"
#include "aggregator/story/stories.h"

#define RANK_HALF_LIFE 43200.0 /* seconds */
#define OUTLETS_MAX 64         /* of one story; more do not make it more diverse */
#define SIZE_FULL 32.0         /* so many reports are as large as a story gets */
#define DIVERSITY_FULL 3.0     /* bits: eight outlets of equal share */
#define SOURCE_WEIGHT_FULL 2.0
#define TOPIC_WEIGHT_FULL 3.0
#define NOVELTY_DEFAULT 60

/* How much each part says. The one place to tune the order of a digest. */
static const struct {
	const char *name;
	double weight;
} parts[RANK_PARTS] = {
	[RANK_RELEVANCE] = {"relevance", 340},
	[RANK_SOURCE] = {"source", 110},
	[RANK_DIVERSITY] = {"diversity", 130},
	[RANK_SIZE] = {"size", 120},
	[RANK_NOVELTY] = {"novelty", 90},
	[RANK_TOPIC] = {"topic", 100},
	[RANK_RECENCY] = {"recency", 110},
};

const char *
rank_part_name(enum rank_part part)
{
	return parts[part].name;
}

static double
share(double value, double full)
{
	if (!(value > 0))
		return 0;
	return value < full ? value / full : 1;
}

/* What is to sink is below 0, as what is to rise is above it. */
static double
signed_share(double value, double full)
{
	return value < 0 ? -share(-value, full) : share(value, full);
}

static double
most_relevant(const struct rank_story *story)
{
	int most = 0;

	for (size_t i = 0; i < story->n_members; i++)
		if (story->members[i].relevance > most)
			most = story->members[i].relevance;
	return share(most, 100);
}

static double
best_source(const struct rank_story *story)
{
	double best = 0;

	for (size_t i = 0; i < story->n_members; i++)
		if (story->members[i].weight > best)
			best = story->members[i].weight;
	return share(best, SOURCE_WEIGHT_FULL);
}

static size_t
own_reports(const struct rank_story *story)
{
	size_t n = 0;

	for (size_t i = 0; i < story->n_members; i++)
		n += story->members[i].relation != RELATION_COPY;
	return n;
}

/* Entropy of the outlets in bits. Copies of one text are one voice, whoever prints them. */
static double
outlet_entropy(const struct rank_story *story)
{
	uint64_t outlets[OUTLETS_MAX];
	double counts[OUTLETS_MAX];
	size_t n = 0;
	double all = 0;
	double entropy = 0;

	for (size_t i = 0; i < story->n_members; i++) {
		uint64_t outlet = hash_span(story->members[i].source);
		size_t at = 0;

		if (story->members[i].relation == RELATION_COPY)
			continue;
		while (at < n && outlets[at] != outlet)
			at++;
		if (at == OUTLETS_MAX)
			continue;
		if (at == n) {
			outlets[n] = outlet;
			counts[n++] = 0;
		}
		counts[at]++;
		all++;
	}
	for (size_t i = 0; i < n; i++)
		entropy -= counts[i] / all * log2(counts[i] / all);
	return entropy;
}

static int64_t
latest(const struct rank_story *story)
{
	int64_t when = INT64_MIN;

	for (size_t i = 0; i < story->n_members; i++)
		if (story->members[i].published > when)
			when = story->members[i].published;
	return when;
}

static double
recency(const struct rank_story *story, int64_t published)
{
	double age;

	if (story->n_members == 0)
		return 0;
	age = (double)story->now - (double)published;
	return age > 0 ? exp2(-age / RANK_HALF_LIFE) : 1;
}

void
rank_story(const struct rank_story *story, struct rank *out)
{
	int novelty = story->novelty == RANK_NOVELTY_UNKNOWN ? NOVELTY_DEFAULT : story->novelty;
	double sum = 0;

	memset(out, 0, sizeof *out);
	out->story = story->story;
	out->published = latest(story);
	out->parts[RANK_RELEVANCE] = most_relevant(story);
	out->parts[RANK_SOURCE] = best_source(story);
	out->parts[RANK_DIVERSITY] = share(outlet_entropy(story), DIVERSITY_FULL);
	out->parts[RANK_SIZE] = share(log2(1 + (double)own_reports(story)), log2(1 + SIZE_FULL));
	out->parts[RANK_NOVELTY] = share(novelty, 100);
	out->parts[RANK_TOPIC] = signed_share(story->topic_weight, TOPIC_WEIGHT_FULL);
	out->parts[RANK_RECENCY] = recency(story, out->published);
	for (int i = 0; i < RANK_PARTS; i++)
		sum += parts[i].weight * out->parts[i];
	out->score = sum > 0 ? (int)(sum + 0.5) : 0;
}

int
rank_compare(const void *a, const void *b)
{
	const struct rank *first = a;
	const struct rank *second = b;

	if (first->score != second->score)
		return first->score > second->score ? -1 : 1;
	if (first->published != second->published)
		return first->published > second->published ? -1 : 1;
	return first->story < second->story ? -1 : first->story > second->story;
}
