# Tests of this area; only appends.
unit_tests += tests/unit/address_test
tests_unit_address_test_SOURCES = tests/unit/address_test.c tests/unit/test.h
tests_unit_address_test_LDADD = $(FETCH_LIBS) $(CMOCKA_LIBS)
