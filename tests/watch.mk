# Tests of this area; only appends.
unit_tests += tests/unit/directory_test
tests_unit_directory_test_SOURCES = tests/unit/directory_test.c tests/unit/test.h
tests_unit_directory_test_LDADD = $(WATCH_LIBS) $(CMOCKA_LIBS)

unit_tests += tests/unit/weights_test
tests_unit_weights_test_SOURCES = tests/unit/weights_test.c tests/unit/test.h
tests_unit_weights_test_LDADD = $(WATCH_LIBS) $(CMOCKA_LIBS)

unit_tests += tests/unit/names_test tests/unit/lookup_test tests/unit/matcher_test \
	tests/unit/aside_test tests/unit/junk_test tests/unit/watch_test tests/unit/wishes_test
tests_unit_names_test_SOURCES = tests/unit/names_test.c tests/unit/test.h
tests_unit_names_test_LDADD = $(WATCH_LIBS) $(CMOCKA_LIBS)
tests_unit_lookup_test_SOURCES = tests/unit/lookup_test.c tests/unit/test.h
tests_unit_lookup_test_LDADD = $(WATCH_LIBS) $(CMOCKA_LIBS)
# What a matcher finds, beside what stands there.
PROVING = tests/lib/proving.c tests/lib/proving.h
tests_unit_matcher_test_SOURCES = tests/unit/matcher_test.c tests/unit/test.h $(PROVING)
tests_unit_matcher_test_LDADD = $(WATCH_LIBS) $(CMOCKA_LIBS)

# A watch of the real data files, and what it says of an item.
WATCHING = tests/lib/watching.c tests/lib/watching.h
tests_unit_junk_test_SOURCES = tests/unit/junk_test.c tests/unit/test.h $(WATCHING)
tests_unit_junk_test_LDADD = $(WATCH_LIBS) $(CMOCKA_LIBS)
EXTRA_DIST += tests/corpus/junk/examples.tsv
tests_unit_aside_test_SOURCES = tests/unit/aside_test.c tests/unit/test.h $(WATCHING)
tests_unit_aside_test_LDADD = $(WATCH_LIBS) $(CMOCKA_LIBS)
tests_unit_watch_test_SOURCES = tests/unit/watch_test.c tests/unit/test.h $(WATCHING)
tests_unit_watch_test_LDADD = $(WATCH_LIBS) $(CMOCKA_LIBS)
tests_unit_wishes_test_SOURCES = tests/unit/wishes_test.c tests/unit/test.h $(WATCHING)
tests_unit_wishes_test_LDADD = $(WATCH_LIBS) $(CMOCKA_LIBS)

cli_tests += tests/cli/match.t tests/cli/companies.t
EXTRA_DIST += tests/corpus/match/traps.jsonl

# How fast items are matched: make tests/bench/match_speed. It alone needs Vectorscan or Hyperscan.
EXTRA_PROGRAMS += tests/bench/match_speed
tests_bench_match_speed_SOURCES = tests/bench/match_speed.c tests/bench/engine.c tests/bench/engine.h
tests_bench_match_speed_LDADD = $(WATCH_LIBS) -lhs

fuzz_targets += tests/fuzz/fuzz_match
tests_fuzz_fuzz_match_SOURCES = tests/fuzz/fuzz_match.c $(FUZZ_MAIN)
tests_fuzz_fuzz_match_LDADD = $(WATCH_LIBS)
tests_fuzz_fuzz_match_LDFLAGS = $(AM_LDFLAGS) $(BT_FUZZ_LINK)
EXTRA_DIST += tests/fuzz/corpus/match/00-names tests/fuzz/corpus/match/01-scripts \
	tests/fuzz/corpus/match/02-signs tests/fuzz/corpus/match/03-overlaps \
	tests/fuzz/corpus/match/04-links tests/fuzz/corpus/match/05-nul \
	tests/fuzz/corpus/match/06-marks

fuzz_targets += tests/fuzz/fuzz_matcher
tests_fuzz_fuzz_matcher_SOURCES = tests/fuzz/fuzz_matcher.c $(PROVING) $(FUZZ_MAIN)
tests_fuzz_fuzz_matcher_LDADD = $(WATCH_LIBS)
tests_fuzz_fuzz_matcher_LDFLAGS = $(AM_LDFLAGS) $(BT_FUZZ_LINK)
EXTRA_DIST += tests/fuzz/corpus/matcher/00-words tests/fuzz/corpus/matcher/01-open \
	tests/fuzz/corpus/matcher/02-gaps tests/fuzz/corpus/matcher/03-scripts

# Scores over labelled sets, where those are; the figures are floors.
cli_tests += tests/cli/score.t
EXTRA_DIST += tests/bench/calibration
