# Tests of this area; only appends.
unit_tests += tests/unit/metrics_test
tests_unit_metrics_test_SOURCES = tests/unit/metrics_test.c tests/unit/test.h
tests_unit_metrics_test_LDADD = libpipeline.a $(SERVE_LIBS) $(CMOCKA_LIBS)
