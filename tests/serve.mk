# Tests of this area; only appends.
unit_tests += tests/unit/metrics_test
tests_unit_metrics_test_SOURCES = tests/unit/metrics_test.c tests/unit/test.h
tests_unit_metrics_test_LDADD = libpipeline.a $(SERVE_LIBS) $(CMOCKA_LIBS)
unit_tests += tests/unit/request_test tests/unit/server_clients_test \
	tests/unit/server_files_test tests/unit/server_routes_test
tests_unit_request_test_SOURCES = tests/unit/request_test.c tests/unit/test.h
tests_unit_request_test_LDADD = $(SERVE_LIBS) $(CMOCKA_LIBS)
SCENE = tests/lib/scene.c tests/lib/scene.h tests/unit/test.h
tests_unit_server_clients_test_SOURCES = tests/unit/server_clients_test.c $(SCENE)
tests_unit_server_clients_test_LDADD = $(SERVE_LIBS) $(CMOCKA_LIBS)
tests_unit_server_files_test_SOURCES = tests/unit/server_files_test.c $(SCENE)
tests_unit_server_files_test_LDADD = $(SERVE_LIBS) $(CMOCKA_LIBS)
tests_unit_server_routes_test_SOURCES = tests/unit/server_routes_test.c $(SCENE)
tests_unit_server_routes_test_LDADD = $(SERVE_LIBS) $(CMOCKA_LIBS)
unit_tests += tests/unit/chunks_test
tests_unit_chunks_test_SOURCES = tests/unit/chunks_test.c tests/unit/test.h
tests_unit_chunks_test_LDADD = $(SERVE_LIBS) $(CMOCKA_LIBS)
cli_tests += tests/peers/serve.t
EXTRA_DIST += tests/peers/crawl.py

fuzz_targets += tests/fuzz/fuzz_request
tests_fuzz_fuzz_request_SOURCES = tests/fuzz/fuzz_request.c $(FUZZ_MAIN)
tests_fuzz_fuzz_request_LDADD = $(SERVE_LIBS)
tests_fuzz_fuzz_request_LDFLAGS = $(AM_LDFLAGS) $(BT_FUZZ_LINK)
EXTRA_DIST += tests/fuzz/request.dict tests/fuzz/corpus/request/get tests/fuzz/corpus/request/post \
	tests/fuzz/corpus/request/proxy tests/fuzz/corpus/request/chunked \
	tests/fuzz/corpus/request/chunked_broken
