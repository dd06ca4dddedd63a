#include "tests/unit/test.h"

#include <string.h>

#include "aggregator/story/placement_note.h"

static void
what_was_decided_is_written_on_one_line(void **state)
{
	struct placement placement = {.story = 7};
	struct buf note;

	(void)state;
	placement.parts[FEATURE_COSINE] = 512;
	placement.parts[FEATURE_AGE] = -120;
	placement.near[0].story = 12;
	placement.near[0].score = 43;
	placement.near[0].vetoes = VETO_PERIOD | VETO_PLACE;
	placement.near[1].story = 15;
	placement.near[1].score = 38;
	buf_init(&note, PLACEMENT_NOTE_BYTES_MAX);
	placement_note_write(&placement, &note);
	assert_string_equal(
		buf_string(&note), "cosine 512,age -120;12 43 veto:period,veto:place;15 38");
	buf_release(&note);
}

static void
the_longest_note_fits(void **state)
{
	struct placement placement = {.story = 1};
	struct placement_note back;
	struct buf note;

	(void)state;
	for (int i = 0; i < LIKENESS_PARTS; i++)
		placement.parts[i] = -10000 - i;
	for (int i = 0; i < PLACEMENT_NEAR_MAX; i++) {
		placement.near[i].story = INT64_MAX - i;
		placement.near[i].score = 100;
		placement.near[i].vetoes = ~0U << 16;
	}
	buf_init(&note, PLACEMENT_NOTE_BYTES_MAX);
	placement_note_write(&placement, &note);
	assert_false(note.is_full);
	assert_true(placement_note_read(buf_span(&note), &back));
	assert_int_equal(back.n_parts, LIKENESS_PARTS);
	assert_int_equal(back.parts[3].thousandths, -10003);
	assert_int_equal(back.n_near, PLACEMENT_NEAR_MAX);
	assert_true(back.near[2].story == INT64_MAX - 2);
	buf_release(&note);
}

static void
a_note_comes_back(void **state)
{
	struct placement_note note;

	(void)state;
	assert_true(placement_note_read(
		SPAN("cosine 512,age -120;12 43 veto:period,veto:place;15 38"), &note));
	assert_int_equal(note.n_parts, 2);
	assert_true(span_equal(note.parts[1].feature, SPAN("age")));
	assert_int_equal(note.parts[1].thousandths, -120);
	assert_int_equal(note.n_near, 2);
	assert_int_equal(note.near[0].story, 12);
	assert_true(span_equal(note.near[0].vetoes, SPAN("veto:period,veto:place")));
	assert_int_equal(note.near[1].score, 38);
	assert_int_equal(note.near[1].vetoes.len, 0);
	assert_true(placement_note_read(SPAN_NONE, &note));
	assert_int_equal(note.n_parts + note.n_near, 0);
}

static void
a_strange_note_is_refused(void **state)
{
	static const char *const strange[] = {"cosine", "cosine x", " 12", "cosine 12,", ";12",
		";12 101", ";x 3", ";1 1;2 2;3 3;4 4", "cosine 99999999999", "cosine -", ";-1 4"};

	(void)state;
	for (size_t i = 0; i < sizeof strange / sizeof *strange; i++) {
		struct placement_note note;

		if (placement_note_read(span_of(strange[i]), &note))
			fail_msg("'%s' was read", strange[i]);
		assert_int_equal(note.n_parts + note.n_near, 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_decided_is_written_on_one_line),
		cmocka_unit_test(the_longest_note_fits),
		cmocka_unit_test(a_note_comes_back),
		cmocka_unit_test(a_strange_note_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
