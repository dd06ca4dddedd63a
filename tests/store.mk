# Tests of this area; only appends.
unit_tests += tests/unit/item_store_test
tests_unit_item_store_test_SOURCES = tests/unit/item_store_test.c tests/unit/store_fixture.h
tests_unit_item_store_test_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)
