# Tests of this area; only appends.
unit_tests += tests/unit/directory_test
tests_unit_directory_test_SOURCES = tests/unit/directory_test.c tests/unit/test.h
tests_unit_directory_test_LDADD = $(WATCH_LIBS) $(CMOCKA_LIBS)

unit_tests += tests/unit/names_test tests/unit/lookup_test tests/unit/matcher_test \
	tests/unit/watch_test tests/unit/wishes_test
tests_unit_names_test_SOURCES = tests/unit/names_test.c tests/unit/test.h
tests_unit_names_test_LDADD = $(WATCH_LIBS) $(CMOCKA_LIBS)
tests_unit_lookup_test_SOURCES = tests/unit/lookup_test.c tests/unit/test.h
tests_unit_lookup_test_LDADD = $(WATCH_LIBS) $(CMOCKA_LIBS)
tests_unit_matcher_test_SOURCES = tests/unit/matcher_test.c tests/unit/test.h
tests_unit_matcher_test_LDADD = $(WATCH_LIBS) $(CMOCKA_LIBS)

# A watch of the real data files, and what it says of an item.
WATCHING = tests/lib/watching.c tests/lib/watching.h
tests_unit_watch_test_SOURCES = tests/unit/watch_test.c tests/unit/test.h $(WATCHING)
tests_unit_watch_test_LDADD = $(WATCH_LIBS) $(CMOCKA_LIBS)
tests_unit_wishes_test_SOURCES = tests/unit/wishes_test.c tests/unit/test.h $(WATCHING)
tests_unit_wishes_test_LDADD = $(WATCH_LIBS) $(CMOCKA_LIBS)

cli_tests += tests/cli/match.t tests/cli/companies.t
EXTRA_DIST += tests/corpus/match/traps.jsonl

# How fast items are matched: make tests/bench/match_speed.
EXTRA_PROGRAMS += tests/bench/match_speed
tests_bench_match_speed_SOURCES = tests/bench/match_speed.c
tests_bench_match_speed_LDADD = $(WATCH_LIBS)
