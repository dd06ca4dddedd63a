# Tests of this area; only appends.
unit_tests += tests/unit/host_store_test
tests_unit_host_store_test_SOURCES = tests/unit/host_store_test.c tests/unit/store_fixture.h
tests_unit_host_store_test_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)
unit_tests += tests/unit/backup_test tests/unit/schema_test tests/unit/store_fault_test \
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
tests_unit_backup_test_SOURCES = tests/unit/backup_test.c tests/unit/store_fixture.h
tests_unit_backup_test_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)
tests_unit_schema_test_SOURCES = tests/unit/schema_test.c tests/unit/store_fixture.h
tests_unit_schema_test_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)
EXTRA_DIST += tests/corpus/store/version-1.sql tests/corpus/store/version-2.sql \
	tests/corpus/store/version-3.sql tests/corpus/store/version-4.sql \
	tests/corpus/store/version-5.sql

# Needs a server: started by the test.
if POSTGRESQL
check_PROGRAMS += tests/unit/store_server_test
tests_unit_store_server_test_SOURCES = tests/unit/store_server_test.c tests/unit/store_fixture.h
tests_unit_store_server_test_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)
endif
cli_tests += tests/peers/postgresql.t tests/cli/backup.t

fuzz_targets += tests/fuzz/fuzz_store_backup tests/fuzz/fuzz_store_marks
tests_fuzz_fuzz_store_backup_SOURCES = tests/fuzz/fuzz_store_backup.c $(FUZZ_MAIN)
tests_fuzz_fuzz_store_backup_LDADD = $(STORE_LIBS)
tests_fuzz_fuzz_store_backup_LDFLAGS = $(AM_LDFLAGS) $(BT_FUZZ_LINK)
tests_fuzz_fuzz_store_marks_SOURCES = tests/fuzz/fuzz_store_marks.c $(FUZZ_MAIN)
tests_fuzz_fuzz_store_marks_LDADD = $(STORE_LIBS)
tests_fuzz_fuzz_store_marks_LDFLAGS = $(AM_LDFLAGS) $(BT_FUZZ_LINK)
EXTRA_DIST += tests/fuzz/corpus/store_backup/small tests/fuzz/corpus/store_backup/empty \
	tests/fuzz/corpus/store_marks/two tests/fuzz/corpus/store_marks/empty \
	tests/fuzz/corpus/store_marks/cut

# make tests/bench/store_speed && tests/bench/store_speed [ITEMS [TEXT_BYTES [FOLDER]]]
EXTRA_PROGRAMS += tests/bench/store_speed
tests_bench_store_speed_SOURCES = tests/bench/store_speed.c
tests_bench_store_speed_LDADD = $(STORE_LIBS)
