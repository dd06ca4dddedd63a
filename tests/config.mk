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
