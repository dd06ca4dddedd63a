# Tests of this area; only appends.
unit_tests += tests/unit/address_test
tests_unit_address_test_SOURCES = tests/unit/address_test.c tests/unit/test.h
tests_unit_address_test_LDADD = $(FETCH_LIBS) $(CMOCKA_LIBS)

# A fetcher and a scripted server on one loop.
FETCHING = tests/lib/fetching.c tests/lib/fetching.h tests/lib/gzip.c tests/lib/gzip.h \
	tests/lib/server.c tests/lib/server.h
FETCH_SCENE = tests/lib/fetch_scene.c tests/lib/fetch_scene.h tests/unit/test.h $(FETCHING)
unit_tests += tests/unit/fetch_test
tests_unit_fetch_test_SOURCES = tests/unit/fetch_test.c $(FETCH_SCENE)
tests_unit_fetch_test_LDADD = $(FETCH_LIBS) $(CMOCKA_LIBS)

# For the shell tests: http_server SCRIPT LOG prints its port.
check_PROGRAMS += tests/lib/http_server
tests_lib_http_server_SOURCES = tests/lib/http_server.c tests/lib/server.c tests/lib/server.h \
	tests/lib/server_script.c tests/lib/gzip.c tests/lib/gzip.h \
	tests/lib/slurp.c tests/lib/slurp.h
tests_lib_http_server_LDADD = $(FETCH_LIBS)

# Benchmarks are built with `make tests/bench/fetch_speed`, and run by hand.
EXTRA_PROGRAMS += tests/bench/fetch_speed
tests_bench_fetch_speed_SOURCES = tests/bench/fetch_speed.c tests/lib/slurp.c tests/lib/slurp.h
tests_bench_fetch_speed_LDADD = $(FETCH_LIBS)

unit_tests += tests/unit/head_test tests/unit/hosts_test tests/unit/redirect_test
tests_unit_head_test_SOURCES = tests/unit/head_test.c tests/unit/test.h
tests_unit_head_test_LDADD = $(FETCH_LIBS) $(CMOCKA_LIBS)
tests_unit_hosts_test_SOURCES = tests/unit/hosts_test.c tests/unit/hosts_fixture.h tests/unit/test.h
tests_unit_hosts_test_LDADD = $(FETCH_LIBS) $(CMOCKA_LIBS)

unit_tests += tests/unit/gate_test
tests_unit_gate_test_SOURCES = tests/unit/gate_test.c tests/unit/hosts_fixture.h tests/unit/test.h
tests_unit_gate_test_LDADD = $(FETCH_LIBS) $(CMOCKA_LIBS)

tests_unit_redirect_test_SOURCES = tests/unit/redirect_test.c tests/unit/test.h
tests_unit_redirect_test_LDADD = $(FETCH_LIBS) $(CMOCKA_LIBS)
unit_tests += tests/unit/schedule_test
tests_unit_schedule_test_SOURCES = tests/unit/schedule_test.c tests/unit/test.h
tests_unit_schedule_test_LDADD = $(FETCH_LIBS) $(CMOCKA_LIBS)

# Real servers; visit_url prints what a visit of each of its arguments brought.
check_PROGRAMS += tests/lib/visit_url
tests_lib_visit_url_SOURCES = tests/lib/visit_url.c
tests_lib_visit_url_LDADD = $(FETCH_LIBS)
cli_tests += tests/peers/nginx.t

fuzz_targets += tests/fuzz/fuzz_head tests/fuzz/fuzz_redirect
tests_fuzz_fuzz_head_SOURCES = tests/fuzz/fuzz_head.c $(FUZZ_MAIN)
tests_fuzz_fuzz_head_LDADD = $(FETCH_LIBS)
tests_fuzz_fuzz_head_LDFLAGS = $(AM_LDFLAGS) $(BT_FUZZ_LINK)
tests_fuzz_fuzz_redirect_SOURCES = tests/fuzz/fuzz_redirect.c $(FUZZ_MAIN)
tests_fuzz_fuzz_redirect_LDADD = $(FETCH_LIBS)
tests_fuzz_fuzz_redirect_LDFLAGS = $(AM_LDFLAGS) $(BT_FUZZ_LINK)
EXTRA_DIST += tests/fuzz/head.dict tests/fuzz/corpus/head/fresh tests/fuzz/corpus/head/later \
	tests/fuzz/corpus/head/moved tests/fuzz/redirect.dict tests/fuzz/corpus/redirect/chain \
	tests/fuzz/corpus/redirect/scheme tests/fuzz/corpus/redirect/idn

# One test a rule of good manners; docs/manners.md is the score.
unit_tests += tests/manners/manners_test
tests_manners_manners_test_SOURCES = tests/manners/manners_test.c tests/unit/test.h $(FETCHING)
tests_manners_manners_test_LDADD = $(FETCH_LIBS) $(CMOCKA_LIBS)
EXTRA_PROGRAMS += tests/bench/schedule_sim
tests_bench_schedule_sim_SOURCES = tests/bench/schedule_sim.c
tests_bench_schedule_sim_LDADD = $(FETCH_LIBS)
unit_tests += tests/unit/health_test
tests_unit_health_test_SOURCES = tests/unit/health_test.c tests/unit/test.h
tests_unit_health_test_LDADD = $(FETCH_LIBS) $(CMOCKA_LIBS)

unit_tests += tests/unit/discover_test
tests_unit_discover_test_SOURCES = tests/unit/discover_test.c tests/unit/test.h
tests_unit_discover_test_LDADD = $(FEEDS_LIBS) $(CMOCKA_LIBS)
fuzz_targets += tests/fuzz/fuzz_discover
tests_fuzz_fuzz_discover_SOURCES = tests/fuzz/fuzz_discover.c $(FUZZ_MAIN)
tests_fuzz_fuzz_discover_LDADD = $(FEEDS_LIBS)
tests_fuzz_fuzz_discover_LDFLAGS = $(AM_LDFLAGS) $(BT_FUZZ_LINK)
EXTRA_DIST += tests/fuzz/discover.dict tests/fuzz/corpus/discover/page
cli_tests += tests/peers/lighttpd.t
cli_tests += tests/manners/score.t
cli_tests += tests/manners/program.t
cli_tests += tests/cli/missed.t
unit_tests += tests/unit/websub_test
tests_unit_websub_test_SOURCES = tests/unit/websub_test.c tests/unit/test.h
tests_unit_websub_test_LDADD = $(FETCH_LIBS) $(CMOCKA_LIBS)
unit_tests += tests/unit/guard_test
tests_unit_guard_test_SOURCES = tests/unit/guard_test.c $(FETCH_SCENE)
tests_unit_guard_test_LDADD = $(FETCH_LIBS) $(CMOCKA_LIBS)
cli_tests += tests/peers/websub.t
EXTRA_DIST += tests/peers/hub.py
unit_tests += tests/unit/push_report_test
tests_unit_push_report_test_SOURCES = tests/unit/push_report_test.c tests/unit/store_fixture.h \
	tests/unit/test.h
tests_unit_push_report_test_LDADD = $(broadtape_LDADD) $(CMOCKA_LIBS)
