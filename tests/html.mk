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
unit_tests += tests/unit/html_clean_test
tests_unit_html_clean_test_SOURCES = tests/unit/html_clean_test.c tests/unit/test.h
tests_unit_html_clean_test_LDADD = $(FEEDS_LIBS) $(CMOCKA_LIBS)
unit_tests += tests/unit/language_test
tests_unit_language_test_SOURCES = tests/unit/language_test.c tests/unit/test.h
tests_unit_language_test_LDADD = $(FEEDS_LIBS) $(CMOCKA_LIBS)

EXTRA_DIST += tests/fuzz/corpus/html tests/fuzz/corpus/date tests/fuzz/corpus/url \
	tests/fuzz/corpus/entity tests/fuzz/corpus/fold
fuzz_targets += tests/fuzz/fuzz_html tests/fuzz/fuzz_date tests/fuzz/fuzz_url \
	tests/fuzz/fuzz_entity tests/fuzz/fuzz_fold
tests_fuzz_fuzz_html_SOURCES = tests/fuzz/fuzz_html.c tests/lib/html_check.c \
	tests/lib/html_check.h $(FUZZ_MAIN)
tests_fuzz_fuzz_html_LDADD = $(FEEDS_LIBS)
tests_fuzz_fuzz_html_LDFLAGS = $(AM_LDFLAGS) $(BT_FUZZ_LINK)
tests_fuzz_fuzz_date_SOURCES = tests/fuzz/fuzz_date.c $(FUZZ_MAIN)
tests_fuzz_fuzz_date_LDADD = $(FEEDS_LIBS)
tests_fuzz_fuzz_date_LDFLAGS = $(AM_LDFLAGS) $(BT_FUZZ_LINK)
tests_fuzz_fuzz_url_SOURCES = tests/fuzz/fuzz_url.c $(FUZZ_MAIN)
tests_fuzz_fuzz_url_LDADD = $(FEEDS_LIBS)
tests_fuzz_fuzz_url_LDFLAGS = $(AM_LDFLAGS) $(BT_FUZZ_LINK)
tests_fuzz_fuzz_entity_SOURCES = tests/fuzz/fuzz_entity.c $(FUZZ_MAIN)
tests_fuzz_fuzz_entity_LDADD = $(FEEDS_LIBS)
tests_fuzz_fuzz_entity_LDFLAGS = $(AM_LDFLAGS) $(BT_FUZZ_LINK)
tests_fuzz_fuzz_fold_SOURCES = tests/fuzz/fuzz_fold.c $(FUZZ_MAIN)
tests_fuzz_fuzz_fold_LDADD = $(FEEDS_LIBS)
tests_fuzz_fuzz_fold_LDFLAGS = $(AM_LDFLAGS) $(BT_FUZZ_LINK)
unit_tests += tests/unit/html_corpus_test
tests_unit_html_corpus_test_SOURCES = tests/unit/html_corpus_test.c tests/lib/html_check.c \
	tests/lib/html_check.h tests/unit/test.h
tests_unit_html_corpus_test_LDADD = $(FEEDS_LIBS) $(CMOCKA_LIBS)
unit_tests += tests/unit/entity_test
tests_unit_entity_test_SOURCES = tests/unit/entity_test.c tests/unit/test.h
tests_unit_entity_test_LDADD = $(FEEDS_LIBS) $(CMOCKA_LIBS)
EXTRA_DIST += tests/corpus/html/README tests/corpus/html/dompurify.txt \
	tests/corpus/html/html5lib.txt tests/corpus/html/miniflux.txt
unit_tests += tests/unit/zone_habit_test
tests_unit_zone_habit_test_SOURCES = tests/unit/zone_habit_test.c tests/unit/test.h
tests_unit_zone_habit_test_LDADD = $(FEEDS_LIBS) $(CMOCKA_LIBS)
unit_tests += tests/unit/mojibake_test
tests_unit_mojibake_test_SOURCES = tests/unit/mojibake_test.c tests/unit/test.h
tests_unit_mojibake_test_LDADD = $(FEEDS_LIBS) $(CMOCKA_LIBS)
