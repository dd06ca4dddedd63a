# The daemon and what it stands on; only appends.
cli_tests += tests/cli/daemon.t

unit_tests += tests/unit/clock_test
tests_unit_clock_test_SOURCES = tests/unit/clock_test.c tests/unit/test.h
tests_unit_clock_test_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)

unit_tests += tests/unit/notify_test
tests_unit_notify_test_SOURCES = tests/unit/notify_test.c tests/unit/test.h
tests_unit_notify_test_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)

unit_tests += tests/unit/sandbox_test
tests_unit_sandbox_test_SOURCES = tests/unit/sandbox_test.c tests/unit/test.h
tests_unit_sandbox_test_LDADD = $(broadtape_LDADD) $(CMOCKA_LIBS)

cli_tests += tests/cli/service.t

unit_tests += tests/unit/desk_test
tests_unit_desk_test_SOURCES = tests/unit/desk_test.c tests/unit/store_fixture.h tests/unit/test.h
tests_unit_desk_test_LDADD = $(broadtape_LDADD) $(CMOCKA_LIBS)

cli_tests += tests/peers/stop.t
EXTRA_DIST += tests/peers/silent.py
