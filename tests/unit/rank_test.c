#include "tests/unit/test.h"

#include <stdlib.h>

#include "aggregator/story/rank.h"
#include "aggregator/story/stories.h"

#define NOW 1700000000
#define HOUR 3600

static struct rank
rank_of(const struct rank_story *story)
{
	struct rank rank;

	rank_story(story, &rank);
	return rank;
}

static struct rank
rank_one(struct story_member member)
{
	const struct rank_story story = {.story = 1,
		.members = &member,
		.n_members = 1,
		.novelty = RANK_NOVELTY_UNKNOWN,
		.now = NOW};

	return rank_of(&story);
}

static struct story_member
member(void)
{
	return (struct story_member){
		.source = SPAN("Reuters"), .published = NOW, .weight = 1, .relevance = 50};
}

static void
each_part_raises_the_score(void **state)
{
	struct story_member base = member();
	struct story_member relevant = member();
	struct story_member weighty = member();
	struct story_member old = member();

	(void)state;
	relevant.relevance = 90;
	weighty.weight = 2;
	old.published = NOW - 24 * HOUR;
	assert_true(rank_one(relevant).score > rank_one(base).score);
	assert_true(rank_one(weighty).score > rank_one(base).score);
	assert_true(rank_one(old).score < rank_one(base).score);
}

static void
outlets_make_a_story_diverse_and_copies_do_not(void **state)
{
	struct story_member members[3] = {member(), member(), member()};
	struct rank_story story = {.story = 1, .members = members, .n_members = 3, .now = NOW};
	struct rank same, diverse, copied;

	(void)state;
	same = rank_of(&story);
	members[1].source = SPAN("CNBC");
	members[2].source = SPAN("BBC");
	diverse = rank_of(&story);
	members[1].relation = RELATION_COPY;
	members[2].relation = RELATION_COPY;
	copied = rank_of(&story);
	assert_true(diverse.score > same.score);
	assert_true(copied.score < same.score);
	assert_true(copied.parts[RANK_DIVERSITY] == 0);
	assert_true(diverse.parts[RANK_DIVERSITY] > 0.5);
}

static void
parts_stay_between_nothing_and_all(void **state)
{
	struct story_member extreme = member();
	struct rank_story story = {.story = 1,
		.members = &extreme,
		.n_members = 1,
		.novelty = 1000,
		.topic_weight = 1e300,
		.now = INT64_MIN};
	struct rank rank;

	(void)state;
	extreme.weight = 1e300;
	extreme.relevance = 100000;
	extreme.published = INT64_MAX;
	rank = rank_of(&story);
	for (int i = 0; i < RANK_PARTS; i++) {
		assert_true(rank.parts[i] >= 0 && rank.parts[i] <= 1);
		assert_non_null(rank_part_name((enum rank_part)i));
	}
	assert_true(rank.score <= 1000);
	extreme.weight = -5;
	extreme.relevance = -5;
	story.topic_weight = -1;
	assert_true(rank_of(&story).score >= 0);
	story.n_members = 0;
	assert_true(rank_of(&story).score >= 0);
}

static void
a_topic_lifts_by_its_weight_and_sinks_below_nothing(void **state)
{
	struct story_member one = member();
	struct rank_story story = {.story = 1, .members = &one, .n_members = 1, .now = NOW};
	int plain = rank_of(&story).score;

	(void)state;
	story.topic_weight = 1;
	assert_true(rank_of(&story).score > plain);
	story.topic_weight = -1;
	assert_true(rank_of(&story).score < plain);
	assert_true(rank_of(&story).parts[RANK_TOPIC] < 0);
	story.topic_weight = -1e300;
	assert_true(rank_of(&story).parts[RANK_TOPIC] >= -1);
}

static void
ties_are_decided_by_time_and_then_by_number(void **state)
{
	struct rank ranks[] = {
		{.score = 10, .published = 5, .story = 3},
		{.score = 10, .published = 5, .story = 2},
		{.score = 10, .published = 9, .story = 4},
		{.score = 20, .published = 1, .story = 5},
	};

	(void)state;
	qsort(ranks, 4, sizeof *ranks, rank_compare);
	assert_int_equal(ranks[0].story, 5);
	assert_int_equal(ranks[1].story, 4);
	assert_int_equal(ranks[2].story, 2);
	assert_int_equal(ranks[3].story, 3);
	assert_int_equal(rank_compare(&ranks[0], &ranks[0]), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_part_raises_the_score),
		cmocka_unit_test(outlets_make_a_story_diverse_and_copies_do_not),
		cmocka_unit_test(parts_stay_between_nothing_and_all),
		cmocka_unit_test(a_topic_lifts_by_its_weight_and_sinks_below_nothing),
		cmocka_unit_test(ties_are_decided_by_time_and_then_by_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
