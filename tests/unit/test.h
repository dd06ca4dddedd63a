#ifndef TESTS_UNIT_TEST_H
#define TESTS_UNIT_TEST_H

/* cmocka wants these before its own header. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "feeds/base/span.h"

/* Compares bytes, and shows both on failure. */
#define assert_span(got, want)                                                                     \
	do {                                                                                       \
		struct span got_span_ = (got);                                                     \
		struct span want_span_ = span_of(want);                                            \
                                                                                                   \
		if ((got_span_.at == NULL) != (want_span_.at == NULL) ||                           \
			!span_equal(got_span_, want_span_))                                        \
			fail_msg("got '%.*s', want '%.*s'", SPAN_ARGS(got_span_),                  \
				SPAN_ARGS(want_span_));                                            \
	} while (0)

#endif
