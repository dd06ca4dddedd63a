# Each area of the tests brings its own list.
include tests/base.mk
include tests/feeds.mk
include tests/html.mk
include tests/output.mk
include tests/config.mk
include tests/fetch.mk
include tests/watch.mk
include tests/story.mk
include tests/store.mk
include tests/serve.mk
include tests/program.mk
include tests/coverage.mk
include tests/daemon.mk

EXTRA_DIST += tests/unit/test.h tests/fuzz/fuzz.h tests/fuzz/replay.c tests/lib/tap.sh

# A fuzz target is linked to a small main that replays its corpus and runs a short, seeded mutation
# of it; with --enable-fuzzers, to libFuzzer.
if FUZZERS
FUZZ_MAIN =
BT_FUZZ_LINK = $(BT_FUZZ_LD)
else
FUZZ_MAIN = tests/fuzz/replay.c
BT_FUZZ_LINK =
endif
