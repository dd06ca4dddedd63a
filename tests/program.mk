# Tests of this area; only appends.
EXTRA_DIST += tests/bench/gencorpus tests/bench/refresh

unit_tests += tests/unit/timetable_test
tests_unit_timetable_test_SOURCES = tests/unit/timetable_test.c tests/unit/test.h
tests_unit_timetable_test_LDADD = libpipeline.a $(BASE_LIBS) $(CMOCKA_LIBS)
