DIGEST_FIXTURE = tests/lib/digest_fixture.c tests/lib/digest_fixture.h

# Prints fixtures for tests that look with somebody else's eyes.
check_PROGRAMS += tests/lib/digest_show
tests_lib_digest_show_SOURCES = tests/lib/digest_show.c $(DIGEST_FIXTURE)
tests_lib_digest_show_LDADD = $(OUTPUT_LIBS)

cli_tests += tests/cli/output_golden.t tests/peers/atom.t tests/peers/html.t
EXTRA_DIST += tests/corpus/atom.rng \
	tests/corpus/output/empty.html tests/corpus/output/empty.txt \
	tests/corpus/output/morning.atom tests/corpus/output/morning.eml \
	tests/corpus/output/morning.html tests/corpus/output/morning.json \
	tests/corpus/output/morning.txt tests/corpus/output/site-index.html \
	tests/corpus/output/site-morning-2026-11.html tests/corpus/output/site-morning-index.html

OUTPUT_TEST_LIBS = $(OUTPUT_LIBS) $(CMOCKA_LIBS)
unit_tests += tests/unit/digest_test tests/unit/escape_test tests/unit/file_test tests/unit/html_test
tests_unit_digest_test_SOURCES = tests/unit/digest_test.c $(DIGEST_FIXTURE)
tests_unit_digest_test_LDADD = $(OUTPUT_TEST_LIBS)
tests_unit_escape_test_SOURCES = tests/unit/escape_test.c
tests_unit_escape_test_LDADD = $(OUTPUT_TEST_LIBS)
tests_unit_file_test_SOURCES = tests/unit/file_test.c
tests_unit_file_test_LDADD = $(OUTPUT_TEST_LIBS)
tests_unit_html_test_SOURCES = tests/unit/html_test.c $(DIGEST_FIXTURE)
tests_unit_html_test_LDADD = $(OUTPUT_TEST_LIBS)
unit_tests += tests/unit/mail_test
tests_unit_mail_test_SOURCES = tests/unit/mail_test.c $(DIGEST_FIXTURE)
tests_unit_mail_test_LDADD = $(OUTPUT_TEST_LIBS)

# Hands mails and payloads over for tests.
check_PROGRAMS += tests/lib/hand_over
tests_lib_hand_over_SOURCES = tests/lib/hand_over.c
tests_lib_hand_over_LDADD = $(OUTPUT_LIBS)
cli_tests += tests/peers/hooks.t tests/peers/mail.t tests/peers/mail_ledger.t tests/peers/webhook.t
EXTRA_DIST += tests/peers/mail_read.py tests/peers/smtp_script.py tests/peers/smtp_server.py tests/peers/webhook_server.py
unit_tests += tests/unit/output_feeds_test tests/unit/text_test
tests_unit_output_feeds_test_SOURCES = tests/unit/output_feeds_test.c $(DIGEST_FIXTURE)
tests_unit_output_feeds_test_LDADD = $(OUTPUT_TEST_LIBS)
tests_unit_text_test_SOURCES = tests/unit/text_test.c $(DIGEST_FIXTURE)
tests_unit_text_test_LDADD = $(OUTPUT_TEST_LIBS)

fuzz_targets += tests/fuzz/fuzz_escape
tests_fuzz_fuzz_escape_SOURCES = tests/fuzz/fuzz_escape.c $(DIGEST_FIXTURE) $(FUZZ_MAIN)
tests_fuzz_fuzz_escape_LDADD = $(OUTPUT_LIBS)
tests_fuzz_fuzz_escape_LDFLAGS = $(AM_LDFLAGS) $(BT_FUZZ_LINK)
EXTRA_DIST += tests/fuzz/corpus/escape/address tests/fuzz/corpus/escape/boundary \
	tests/fuzz/corpus/escape/bytes tests/fuzz/corpus/escape/header \
	tests/fuzz/corpus/escape/language tests/fuzz/corpus/escape/markup
unit_tests += tests/unit/site_test
tests_unit_site_test_SOURCES = tests/unit/site_test.c $(DIGEST_FIXTURE)
tests_unit_site_test_LDADD = $(OUTPUT_TEST_LIBS)

# make tests/bench/render_speed && tests/bench/render_speed [STORIES [COMPANIES [FOLDER]]]
EXTRA_PROGRAMS += tests/bench/render_speed
tests_bench_render_speed_SOURCES = tests/bench/render_speed.c tests/bench/scratch.c tests/bench/scratch.h tests/bench/render_beside.c \
	tests/bench/render_beside.h $(DIGEST_FIXTURE)
tests_bench_render_speed_LDADD = $(OUTPUT_LIBS)

unit_tests += tests/unit/webhook_test
tests_unit_webhook_test_SOURCES = tests/unit/webhook_test.c $(DIGEST_FIXTURE)
tests_unit_webhook_test_LDADD = $(OUTPUT_TEST_LIBS)

unit_tests += tests/unit/publish_kill_test
tests_unit_publish_kill_test_SOURCES = tests/unit/publish_kill_test.c $(DIGEST_FIXTURE)
tests_unit_publish_kill_test_LDADD = $(OUTPUT_TEST_LIBS)

unit_tests += tests/unit/svg_test
tests_unit_svg_test_SOURCES = tests/unit/svg_test.c
tests_unit_svg_test_LDADD = $(OUTPUT_TEST_LIBS)
cli_tests += tests/cli/delivery.t
cli_tests += tests/cli/replay.t
cli_tests += tests/cli/templates.t

unit_tests += tests/unit/filing_test
tests_unit_filing_test_SOURCES = tests/unit/filing_test.c
tests_unit_filing_test_LDADD = libpipeline.a $(BASE_LIBS) $(CMOCKA_LIBS)

unit_tests += tests/unit/outlet_short_test
tests_unit_outlet_short_test_SOURCES = tests/unit/outlet_short_test.c
tests_unit_outlet_short_test_LDADD = libpipeline.a $(BASE_LIBS) $(CMOCKA_LIBS)
cli_tests += tests/peers/accessibility.t
EXTRA_DIST += tests/peers/accessibility.js

# make tests/bench/edition_speed && tests/bench/edition_speed [ITEMS [FOLDER]]
EXTRA_PROGRAMS += tests/bench/edition_speed
tests_bench_edition_speed_SOURCES = tests/bench/edition_speed.c tests/bench/scratch.c tests/bench/scratch.h
tests_bench_edition_speed_LDADD = $(broadtape_LDADD)

# Kills a program at one of its steps.
check_PROGRAMS += tests/lib/kill_at
tests_lib_kill_at_SOURCES = tests/lib/kill_at.c
cli_tests += tests/peers/kill.t
