# Tests of this area; only appends.
unit_tests += tests/unit/directory_test
tests_unit_directory_test_SOURCES = tests/unit/directory_test.c tests/unit/test.h
tests_unit_directory_test_LDADD = $(WATCH_LIBS) $(CMOCKA_LIBS)
