#ifndef TESTS_LIB_FEED_CASES_H
#define TESTS_LIB_FEED_CASES_H

#include <stddef.h>

/* A document, and what one of its fields is (feed_field.h); `want` NULL: absent. */
struct feed_case {
	const char *document;
	const char *field;
	const char *want;
};

/*
 * Reads each document whole, in two halves and byte by byte, with the base http://base.example/d/f;
 * fails the test with the document and what was read.
 */
void check_feed_cases(const struct feed_case *cases, size_t n);
#define CHECK_FEED_CASES(cases) check_feed_cases(cases, sizeof cases / sizeof *cases)

#endif
