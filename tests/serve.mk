# Tests of this area; only appends.
unit_tests += tests/unit/metrics_test
tests_unit_metrics_test_SOURCES = tests/unit/metrics_test.c tests/unit/test.h
tests_unit_metrics_test_LDADD = libpipeline.a $(SERVE_LIBS) $(CMOCKA_LIBS)
unit_tests += tests/unit/request_test tests/unit/server_test
tests_unit_request_test_SOURCES = tests/unit/request_test.c tests/unit/test.h
tests_unit_request_test_LDADD = $(SERVE_LIBS) $(CMOCKA_LIBS)
tests_unit_server_test_SOURCES = tests/unit/server_test.c tests/unit/test.h
tests_unit_server_test_LDADD = $(SERVE_LIBS) $(CMOCKA_LIBS)
