# The parser of feeds: unit tests, fuzz targets, and the program over corpora.
include tests/corpus.mk
fuzz_targets += tests/fuzz/fuzz_feed tests/fuzz/fuzz_json tests/fuzz/fuzz_opml \
	tests/fuzz/fuzz_encoding
tests_fuzz_fuzz_feed_SOURCES = tests/fuzz/fuzz_feed.c tests/lib/feed_dump.c \
	tests/lib/feed_dump.h $(FUZZ_MAIN)
tests_fuzz_fuzz_feed_LDADD = $(FEEDS_LIBS)
tests_fuzz_fuzz_feed_LDFLAGS = $(AM_LDFLAGS) $(BT_FUZZ_LINK)
tests_fuzz_fuzz_json_SOURCES = tests/fuzz/fuzz_json.c tests/lib/feed_dump.c $(FUZZ_MAIN)
tests_fuzz_fuzz_json_LDADD = $(FEEDS_LIBS)
tests_fuzz_fuzz_json_LDFLAGS = $(AM_LDFLAGS) $(BT_FUZZ_LINK)
tests_fuzz_fuzz_opml_SOURCES = tests/fuzz/fuzz_opml.c $(FUZZ_MAIN)
tests_fuzz_fuzz_opml_LDADD = $(FEEDS_LIBS)
tests_fuzz_fuzz_opml_LDFLAGS = $(AM_LDFLAGS) $(BT_FUZZ_LINK)
tests_fuzz_fuzz_encoding_SOURCES = tests/fuzz/fuzz_encoding.c $(FUZZ_MAIN)
tests_fuzz_fuzz_encoding_LDADD = $(FEEDS_LIBS)
tests_fuzz_fuzz_encoding_LDFLAGS = $(AM_LDFLAGS) $(BT_FUZZ_LINK)
EXTRA_DIST += tests/fuzz/feed.dict tests/fuzz/json.dict tests/fuzz/opml.dict \
	tests/fuzz/encoding.dict \
	tests/fuzz/corpus/feed/atom.xml tests/fuzz/corpus/feed/broken.xml \
	tests/fuzz/corpus/feed/cdf.xml tests/fuzz/corpus/feed/control-in-section.xml \
	tests/fuzz/corpus/feed/feed.json \
	tests/fuzz/corpus/feed/mixed-bytes.xml tests/fuzz/corpus/feed/rdf.xml \
	tests/fuzz/corpus/feed/prefixes.xml tests/fuzz/corpus/feed/rss.xml tests/fuzz/corpus/feed/sitemap.xml \
	tests/fuzz/corpus/feed/two.xml tests/fuzz/corpus/feed/utf-16.xml \
	tests/fuzz/corpus/json/commas.json tests/fuzz/corpus/json/cut-message.json \
	tests/fuzz/corpus/json/control.json tests/fuzz/corpus/json/javascript.json \
	tests/fuzz/corpus/json/cut.json tests/fuzz/corpus/json/full.json \
	tests/fuzz/corpus/opml/broken.opml tests/fuzz/corpus/opml/nested.opml tests/fuzz/corpus/opml/feed-scheme-twice \
	tests/fuzz/corpus/encoding/http.xml tests/fuzz/corpus/encoding/java.xml tests/fuzz/corpus/encoding/mixed.xml \
	tests/fuzz/corpus/encoding/sjis.xml tests/fuzz/corpus/encoding/utf-16.xml \
	tests/fuzz/corpus/encoding/utf-32.xml tests/fuzz/corpus/encoding/utf-7.xml

# The speed of a parse beside libxml2 alone: make tests/bench/parse_speed.
EXTRA_PROGRAMS += tests/bench/parse_speed
tests_bench_parse_speed_SOURCES = tests/bench/parse_speed.c
tests_bench_parse_speed_LDADD = $(FEEDS_LIBS)

FEED_CASES = tests/lib/feed_cases.c tests/lib/feed_cases.h tests/lib/feed_dump.c \
	tests/lib/feed_field.c tests/lib/feed_field.h tests/unit/test.h
unit_tests += tests/unit/rss_test tests/unit/atom_test tests/unit/repair_test \
	tests/unit/encoding_test tests/unit/opml_test tests/unit/ticker_test tests/unit/person_test \
	tests/unit/feed_limits_test tests/unit/xml_test tests/unit/damage_test
tests_unit_damage_test_SOURCES = tests/unit/damage_test.c tests/unit/test.h
tests_unit_damage_test_LDADD = $(FEEDS_LIBS) $(CMOCKA_LIBS)
tests_unit_xml_test_SOURCES = tests/unit/xml_test.c tests/unit/test.h
tests_unit_xml_test_LDADD = $(FEEDS_LIBS) $(CMOCKA_LIBS)
tests_unit_rss_test_SOURCES = tests/unit/rss_test.c $(FEED_CASES)
tests_unit_rss_test_LDADD = $(FEEDS_LIBS) $(CMOCKA_LIBS)
tests_unit_atom_test_SOURCES = tests/unit/atom_test.c $(FEED_CASES)
tests_unit_atom_test_LDADD = $(FEEDS_LIBS) $(CMOCKA_LIBS)
tests_unit_repair_test_SOURCES = tests/unit/repair_test.c $(FEED_CASES)
tests_unit_repair_test_LDADD = $(FEEDS_LIBS) $(CMOCKA_LIBS)
tests_unit_ticker_test_SOURCES = tests/unit/ticker_test.c $(FEED_CASES)
tests_unit_ticker_test_LDADD = $(FEEDS_LIBS) $(CMOCKA_LIBS)
tests_unit_feed_limits_test_SOURCES = tests/unit/feed_limits_test.c $(FEED_CASES)
tests_unit_feed_limits_test_LDADD = $(FEEDS_LIBS) $(CMOCKA_LIBS)
tests_unit_encoding_test_SOURCES = tests/unit/encoding_test.c tests/unit/test.h
tests_unit_encoding_test_LDADD = $(FEEDS_LIBS) $(CMOCKA_LIBS)
tests_unit_opml_test_SOURCES = tests/unit/opml_test.c tests/unit/test.h
tests_unit_opml_test_LDADD = $(FEEDS_LIBS) $(CMOCKA_LIBS)
tests_unit_person_test_SOURCES = tests/unit/person_test.c tests/unit/test.h
tests_unit_person_test_LDADD = $(FEEDS_LIBS) $(CMOCKA_LIBS)

cli_tests += tests/cli/parse.t tests/cli/corpus.t tests/cli/conformance.t tests/cli/real_feeds.t
