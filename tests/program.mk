# Tests of this area; only appends.
EXTRA_DIST += tests/bench/serve tests/bench/README.md tests/bench/daemon_day tests/bench/gencorpus tests/bench/refresh tests/lib/terminal.py

unit_tests += tests/unit/timetable_test
tests_unit_timetable_test_SOURCES = tests/unit/timetable_test.c tests/unit/test.h
tests_unit_timetable_test_LDADD = libpipeline.a $(BASE_LIBS) $(CMOCKA_LIBS)

cli_tests += tests/cli/demo.t tests/cli/digest.t tests/cli/program.t tests/cli/refresh.t tests/cli/terminal.t \
	tests/cli/workers.t
style_tests += tests/style/manual.t

unit_tests += tests/unit/habits_test
tests_unit_habits_test_SOURCES = tests/unit/habits_test.c tests/unit/test.h
tests_unit_habits_test_LDADD = $(STORY_LIBS) $(CMOCKA_LIBS)

unit_tests += tests/unit/edition_test
tests_unit_edition_test_SOURCES = tests/unit/edition_test.c tests/unit/store_fixture.h tests/unit/test.h
tests_unit_edition_test_LDADD = $(broadtape_LDADD) $(CMOCKA_LIBS)

unit_tests += tests/unit/item_search_test
tests_unit_item_search_test_SOURCES = tests/unit/item_search_test.c tests/unit/store_fixture.h \
	tests/unit/test.h
tests_unit_item_search_test_LDADD = $(broadtape_LDADD) $(CMOCKA_LIBS)

unit_tests += tests/unit/feed_address_test
tests_unit_feed_address_test_SOURCES = tests/unit/feed_address_test.c tests/unit/test.h
tests_unit_feed_address_test_LDADD = $(broadtape_LDADD) $(CMOCKA_LIBS)
cli_tests += tests/cli/feeds.t

unit_tests += tests/unit/feed_health_test
tests_unit_feed_health_test_SOURCES = tests/unit/feed_health_test.c tests/unit/store_fixture.h \
	tests/unit/test.h
tests_unit_feed_health_test_LDADD = $(broadtape_LDADD) $(CMOCKA_LIBS)

unit_tests += tests/unit/feed_worth_test
tests_unit_feed_worth_test_SOURCES = tests/unit/feed_worth_test.c tests/unit/store_fixture.h \
	tests/unit/test.h
tests_unit_feed_worth_test_LDADD = $(broadtape_LDADD) $(CMOCKA_LIBS)

unit_tests += tests/unit/moment_test
tests_unit_moment_test_SOURCES = tests/unit/moment_test.c aggregator/commands/moment.c \
	tests/unit/test.h
tests_unit_moment_test_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)

unit_tests += tests/unit/glimpse_test
tests_unit_glimpse_test_SOURCES = tests/unit/glimpse_test.c tests/unit/test.h
tests_unit_glimpse_test_LDADD = $(broadtape_LDADD) $(CMOCKA_LIBS)
