# How much of feeds/ the tests reach, in a build folder that was configured with --enable-coverage:
# `make coverage` runs what tests the parser, and prints lines by file (gcovr, from Debian's gcovr).
COVERAGE_LINES = 95
coverage_programs = tests/unit/atom_test tests/unit/base_test tests/unit/damage_test \
	tests/unit/date_test tests/unit/discover_test tests/unit/encoding_test \
	tests/unit/entity_test tests/unit/feed_limits_test tests/unit/fold_test \
	tests/unit/html_clean_test tests/unit/html_corpus_test tests/unit/html_text_test \
	tests/unit/language_test tests/unit/link_test tests/unit/mojibake_test \
	tests/unit/opml_test tests/unit/person_test tests/unit/repair_test tests/unit/rss_test \
	tests/unit/ticker_test tests/unit/xml_test tests/unit/zone_habit_test \
	tests/fuzz/fuzz_feed tests/fuzz/fuzz_json tests/fuzz/fuzz_opml tests/fuzz/fuzz_encoding \
	tests/fuzz/fuzz_html tests/fuzz/fuzz_date tests/fuzz/fuzz_url tests/fuzz/fuzz_entity \
	tests/fuzz/fuzz_fold tests/fuzz/fuzz_discover
coverage_scripts = tests/cli/corpus.t tests/cli/parse.t

coverage:
	@test '$(COVERAGE)' = yes || { echo 'configure with --enable-coverage first' >&2; exit 1; }
	find feeds -name '*.gcda' -exec rm -f {} +
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(coverage_programs) $(coverage_scripts)'
	gcovr --root '$(top_srcdir)' --filter '$(top_srcdir)/feeds/' --object-directory . \
		--fail-under-line $(COVERAGE_LINES)

.PHONY: coverage
