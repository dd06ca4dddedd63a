#ifndef AGGREGATOR_BASE_ENTROPY_H
#define AGGREGATOR_BASE_ENTROPY_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/compiler.h"

/* Bytes that nobody can guess: for secrets, where a clock's random numbers would not do. Handed in. */
struct entropy {
	bool (*fill)(void *context, void *bytes, size_t n); /* false: there is none */
	void *context;
};

/* The kernel's; lives for ever, any thread. */
const struct entropy *entropy_kernel(void);

/* Writes `n_bytes` of it as 2 * n_bytes hexadecimal digits and a NUL. False: there is none. */
bool entropy_digits(const struct entropy *entropy, char *digits, size_t n_bytes) MUST_USE;

#endif
