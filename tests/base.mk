unit_tests += tests/unit/base_test
tests_unit_base_test_SOURCES = tests/unit/base_test.c tests/unit/test.h
tests_unit_base_test_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)

style_tests += tests/style/arrows.t tests/style/banned.t tests/style/sizes.t
EXTRA_DIST += tests/style/exceptions

unit_tests += tests/unit/patience_test
tests_unit_patience_test_SOURCES = tests/unit/patience_test.c tests/unit/test.h
tests_unit_patience_test_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)

unit_tests += tests/unit/queue_test
tests_unit_queue_test_SOURCES = tests/unit/queue_test.c tests/unit/test.h
tests_unit_queue_test_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
