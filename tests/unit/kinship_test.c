/* When an item that fits into two stories proves that they are one. */
#include "tests/unit/test.h"

#include "aggregator/story/kinship.h"

#define TERMS 10
#define WEIGHT 100

struct side {
	uint32_t first_stem; /* of ten that follow each other */
	int n_items;
};

struct kinship_case {
	const char *why;
	struct side a, b;
	bool is_proved;
};

static void
tell(struct live_story *story, const struct side *side)
{
	struct fingerprint fingerprint = {.n_terms = TERMS};

	for (uint32_t i = 0; i < TERMS; i++)
		fingerprint.terms[i] =
			(struct fingerprint_term){.stem = side->first_stem + i, .weight = WEIGHT};
	for (int i = 0; i < side->n_items; i++)
		live_story_add(story, &fingerprint);
}

static bool
is_proved(const struct side *a, const struct side *b)
{
	struct live_story first = {.number = 1};
	struct live_story second = {.number = 2};
	bool proved;

	tell(&first, a);
	tell(&second, b);
	proved = kinship_is_proved(&first, &second);
	assert_int_equal(proved, kinship_is_proved(&second, &first));
	live_story_release(&first);
	live_story_release(&second);
	return proved;
}

static void
the_smaller_story_decides_how_much_must_be_alike(void **state)
{
	static const struct kinship_case cases[] = {
		{"nothing is shared", {1, 1}, {100, 1}, false},
		{"two single reports share a third", {1, 1}, {8, 1}, true},
		{"they share a tenth", {1, 1}, {10, 1}, false},
		{"a single report beside a large story", {1, 1}, {8, 9}, true},
		{"two that have grown share a third", {1, 6}, {8, 6}, false},
		{"two that have grown share nearly all", {1, 6}, {2, 6}, true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (is_proved(&cases[i].a, &cases[i].b) != cases[i].is_proved)
			fail_msg("%s: is %sone story", cases[i].why,
				cases[i].is_proved ? "not " : "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_smaller_story_decides_how_much_must_be_alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
