# Tests of this area; only appends.
unit_tests += tests/unit/store_fault_test \
	tests/unit/item_store_test \
	tests/unit/store_test \
	tests/unit/feed_store_test \
	tests/unit/edition_store_test \
	tests/unit/search_store_test
tests_unit_item_store_test_SOURCES = tests/unit/item_store_test.c tests/unit/store_fixture.h
tests_unit_item_store_test_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)
tests_unit_store_test_SOURCES = tests/unit/store_test.c tests/unit/store_fixture.h
tests_unit_store_test_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)
tests_unit_feed_store_test_SOURCES = tests/unit/feed_store_test.c tests/unit/store_fixture.h
tests_unit_feed_store_test_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)
tests_unit_edition_store_test_SOURCES = tests/unit/edition_store_test.c tests/unit/store_fixture.h
tests_unit_edition_store_test_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)
tests_unit_search_store_test_SOURCES = tests/unit/search_store_test.c tests/unit/store_fixture.h
tests_unit_search_store_test_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)
tests_unit_store_fault_test_SOURCES = tests/unit/store_fault_test.c tests/unit/store_fixture.h
tests_unit_store_fault_test_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)

# make tests/bench/store_speed && tests/bench/store_speed [ITEMS [TEXT_BYTES [FOLDER]]]
EXTRA_PROGRAMS += tests/bench/store_speed
tests_bench_store_speed_SOURCES = tests/bench/store_speed.c
tests_bench_store_speed_LDADD = $(STORE_LIBS)
