#include "aggregator/base/entropy.h"

#include <assert.h>
#include <sys/random.h>

#define BYTES_MAX 64

static bool
fill_by_kernel(void *context, void *bytes, size_t n)
{
	(void)context;
	return getrandom(bytes, n, 0) == (ssize_t)n; /* 256 bytes and less come whole */
}

const struct entropy *
entropy_kernel(void)
{
	static const struct entropy kernel = {fill_by_kernel, NULL};

	return &kernel;
}

bool
entropy_digits(const struct entropy *entropy, char *digits, size_t n_bytes)
{
	static const char digit[] = "0123456789abcdef";
	unsigned char bytes[BYTES_MAX];

	assert(n_bytes <= sizeof bytes);
	if (!entropy->fill(entropy->context, bytes, n_bytes))
		return false;
	for (size_t i = 0; i < n_bytes; i++) {
		*digits++ = digit[bytes[i] >> 4];
		*digits++ = digit[bytes[i] & 0xf];
	}
	*digits = '\0';
	return true;
}
