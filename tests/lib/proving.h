#ifndef TESTS_LIB_PROVING_H
#define TESTS_LIB_PROVING_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/span.h"

/* Whether a matcher takes the literal: see matcher_new. */
bool proving_takes(struct span literal);

/*
 * Whether a matcher of these literals tells each place where one of them stands in the text, once,
 * and nothing else: beside it, every literal is compared with every place.
 */
bool proving_matches(const struct span *literals, size_t n, struct span text);

#endif
