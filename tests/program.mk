# Tests of this area; only appends.
EXTRA_DIST += tests/bench/gencorpus tests/bench/refresh
