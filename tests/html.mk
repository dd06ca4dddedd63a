# Tests of this area; only appends.
unit_tests += tests/unit/html_text_test
tests_unit_html_text_test_SOURCES = tests/unit/html_text_test.c tests/unit/test.h
tests_unit_html_text_test_LDADD = $(FEEDS_LIBS) $(CMOCKA_LIBS)
unit_tests += tests/unit/date_test
tests_unit_date_test_SOURCES = tests/unit/date_test.c tests/unit/test.h
tests_unit_date_test_LDADD = $(FEEDS_LIBS) $(CMOCKA_LIBS)
unit_tests += tests/unit/link_test
tests_unit_link_test_SOURCES = tests/unit/link_test.c tests/unit/test.h
tests_unit_link_test_LDADD = $(FEEDS_LIBS) $(CMOCKA_LIBS)
unit_tests += tests/unit/fold_test
tests_unit_fold_test_SOURCES = tests/unit/fold_test.c tests/unit/test.h
tests_unit_fold_test_LDADD = $(FEEDS_LIBS) $(CMOCKA_LIBS)
