# Tests of story/; only appends.
unit_tests += tests/unit/canonical_test
tests_unit_canonical_test_SOURCES = tests/unit/canonical_test.c
tests_unit_canonical_test_LDADD = $(STORY_LIBS) $(CMOCKA_LIBS)
unit_tests += tests/unit/word_test
tests_unit_word_test_SOURCES = tests/unit/word_test.c
tests_unit_word_test_LDADD = $(STORY_LIBS) $(CMOCKA_LIBS)
cli_tests += tests/cli/merge.t
unit_tests += tests/unit/summary_test
tests_unit_summary_test_SOURCES = tests/unit/summary_test.c
tests_unit_summary_test_LDADD = $(STORY_LIBS) $(CMOCKA_LIBS)
unit_tests += tests/unit/stories_test
tests_unit_stories_test_SOURCES = tests/unit/stories_test.c
tests_unit_stories_test_LDADD = $(STORY_LIBS) $(CMOCKA_LIBS)
