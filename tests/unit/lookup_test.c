#include "tests/unit/test.h"

#include <stdio.h>
#include <sysexits.h>

#include "aggregator/watch/lookup.h"
#include "aggregator/watch/words.h"

#define MANY 5000

static void
a_key_keeps_its_first_number_unless_it_is_set(void **state)
{
	struct lookup lookup;

	(void)state;
	lookup_init(&lookup);
	assert_int_equal(lookup_find(&lookup, SPAN("a")), LOOKUP_NONE);
	assert_int_equal(lookup_add(&lookup, SPAN("a"), 1), 1);
	assert_int_equal(lookup_add(&lookup, SPAN("a"), 2), 1);
	lookup_set(&lookup, SPAN("a"), 3);
	assert_int_equal(lookup_find(&lookup, SPAN("a")), 3);
	assert_int_equal(lookup_find(&lookup, SPAN("A")), LOOKUP_NONE);
	assert_int_equal(lookup_find(&lookup, SPAN_NONE), LOOKUP_NONE);
	assert_int_equal(lookup_add(&lookup, SPAN(""), 4), 4);
	assert_int_equal(lookup_find(&lookup, SPAN("")), 4);
	lookup_release(&lookup);
	assert_int_equal(lookup_find(&lookup, SPAN("a")), LOOKUP_NONE);
}

static void
thousands_of_keys_are_all_found_again(void **state)
{
	static char keys[MANY][8];
	struct lookup lookup;

	(void)state;
	lookup_init(&lookup);
	for (uint32_t i = 0; i < MANY; i++) {
		snprintf(keys[i], sizeof keys[i], "%x", i * 7919);
		lookup_add(&lookup, span_of(keys[i]), i);
	}
	for (uint32_t i = 0; i < MANY; i++)
		assert_int_equal(lookup_find(&lookup, span_of(keys[i])), i);
	assert_int_equal(lookup_find(&lookup, SPAN("zz")), LOOKUP_NONE);
	lookup_release(&lookup);
}

static void
words_are_known_by_what_they_tell(void **state)
{
	static const struct {
		const char *word;
		enum word_class class;
		bool is_in;
	} cases[] = {
		{"said", WORD_VERB, true},
		{"falls", WORD_PRICE_VERB, true},
		{"shares", WORD_NOUN, true},
		{"warren", WORD_VERB, false},
		{"michael", WORD_FIRST_NAME, true},
		{"senator", WORD_TITLE, true},
		{"n y", WORD_PLACE, true},
		{"the", WORD_FUNCTION, true},
		{"gdp", WORD_ACRONYM, true},
		{"securities", WORD_FAMILY, true},
		{"wall street journal", WORD_PUBLISHER, true},
		{"", WORD_NOUN, false},
	};
	struct error err = {0};
	struct words_known *words = words_known_new(NULL, &err);

	(void)state;
	if (words == NULL)
		fail_msg("%s", err.text);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		if (words_is(words, span_of(cases[i].word), cases[i].class) != cases[i].is_in)
			fail_msg("'%s'", cases[i].word);
	}
	assert_true(words_is_ordinary(words, SPAN("target")));
	assert_true(words_is_ordinary(words, SPAN("apple")));
	assert_false(words_is_ordinary(words, SPAN("palantir")));
	assert_true(words_is_name(words, SPAN("ferguson")));
	assert_false(words_is_name(words, SPAN("target")));
	words_known_free(words);
}

static void
a_folder_without_the_words_is_told(void **state)
{
	struct error err = {0};

	(void)state;
	assert_null(words_known_new("/nonexistent", &err));
	assert_int_equal(err.status, EX_NOINPUT);
	words_known_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_key_keeps_its_first_number_unless_it_is_set),
		cmocka_unit_test(thousands_of_keys_are_all_found_again),
		cmocka_unit_test(words_are_known_by_what_they_tell),
		cmocka_unit_test(a_folder_without_the_words_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
