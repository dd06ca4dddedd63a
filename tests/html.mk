# Tests of this area; only appends.
unit_tests += tests/unit/html_text_test
tests_unit_html_text_test_SOURCES = tests/unit/html_text_test.c tests/unit/test.h
tests_unit_html_text_test_LDADD = $(FEEDS_LIBS) $(CMOCKA_LIBS)
