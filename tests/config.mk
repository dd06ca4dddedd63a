# Tests of the configuration and of the query language; only appends.
unit_tests += tests/unit/query_test
tests_unit_query_test_SOURCES = tests/unit/query_test.c
tests_unit_query_test_LDADD = $(WATCH_LIBS) $(CMOCKA_LIBS)

unit_tests += tests/unit/query_match_test
tests_unit_query_match_test_SOURCES = tests/unit/query_match_test.c
tests_unit_query_match_test_LDADD = $(WATCH_LIBS) $(CMOCKA_LIBS)

unit_tests += tests/unit/config_test
tests_unit_config_test_SOURCES = tests/unit/config_test.c
tests_unit_config_test_LDADD = libconfig.a $(WATCH_LIBS) $(YAML_LIBS) $(CMOCKA_LIBS)

unit_tests += tests/unit/config_error_test
tests_unit_config_error_test_SOURCES = tests/unit/config_error_test.c
tests_unit_config_error_test_LDADD = libconfig.a $(WATCH_LIBS) $(YAML_LIBS) $(CMOCKA_LIBS)

unit_tests += tests/unit/query_naive_test
tests_unit_query_naive_test_SOURCES = tests/unit/query_naive_test.c
tests_unit_query_naive_test_LDADD = $(WATCH_LIBS) $(SQLITE_LIBS) $(CMOCKA_LIBS)

fuzz_targets += tests/fuzz/fuzz_query
tests_fuzz_fuzz_query_SOURCES = tests/fuzz/fuzz_query.c $(FUZZ_MAIN)
tests_fuzz_fuzz_query_LDADD = $(WATCH_LIBS)
tests_fuzz_fuzz_query_LDFLAGS = $(AM_LDFLAGS) $(BT_FUZZ_LINK)
EXTRA_DIST += tests/fuzz/query.dict tests/fuzz/corpus/query/00 tests/fuzz/corpus/query/01 \
	tests/fuzz/corpus/query/02 tests/fuzz/corpus/query/03 tests/fuzz/corpus/query/04 \
	tests/fuzz/corpus/query/05 tests/fuzz/corpus/query/06 tests/fuzz/corpus/query/07 \
	tests/fuzz/corpus/query/08 tests/fuzz/corpus/query/09

fuzz_targets += tests/fuzz/fuzz_config
tests_fuzz_fuzz_config_SOURCES = tests/fuzz/fuzz_config.c $(FUZZ_MAIN)
tests_fuzz_fuzz_config_LDADD = libconfig.a $(WATCH_LIBS) $(YAML_LIBS)
tests_fuzz_fuzz_config_LDFLAGS = $(AM_LDFLAGS) $(BT_FUZZ_LINK)
EXTRA_DIST += tests/fuzz/corpus/config/00-full tests/fuzz/corpus/config/01-errors \
	tests/fuzz/corpus/config/02-alias tests/fuzz/corpus/config/03-env \
	tests/fuzz/corpus/config/04-schedule tests/fuzz/corpus/config/05-shipped

cli_tests += tests/cli/config.t

unit_tests += tests/unit/config_manual_test
tests_unit_config_manual_test_SOURCES = tests/unit/config_manual_test.c
tests_unit_config_manual_test_LDADD = libconfig.a $(WATCH_LIBS) $(YAML_LIBS) $(CMOCKA_LIBS)

unit_tests += tests/unit/config_edit_test
tests_unit_config_edit_test_SOURCES = tests/unit/config_edit_test.c
tests_unit_config_edit_test_LDADD = libconfig.a $(WATCH_LIBS) $(YAML_LIBS) $(CMOCKA_LIBS)

unit_tests += tests/unit/topics_shipped_test
tests_unit_topics_shipped_test_SOURCES = tests/unit/topics_shipped_test.c
tests_unit_topics_shipped_test_LDADD = libconfig.a $(WATCH_LIBS) $(YAML_LIBS) $(CMOCKA_LIBS) -lm
EXTRA_DIST += tests/corpus/topics/examples.tsv

# A benchmark: `make tests/bench/topics_speed`, and run by hand.
EXTRA_PROGRAMS += tests/bench/topics_speed
tests_bench_topics_speed_SOURCES = tests/bench/topics_speed.c
tests_bench_topics_speed_LDADD = libconfig.a $(WATCH_LIBS) $(YAML_LIBS) -lm
unit_tests += tests/unit/exchange_days_test
tests_unit_exchange_days_test_SOURCES = tests/unit/exchange_days_test.c tests/unit/test.h
tests_unit_exchange_days_test_LDADD = libconfig.a $(WATCH_LIBS) $(YAML_LIBS) $(CMOCKA_LIBS)
