#include "feeds/base/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#define CAPACITY_FIRST 8

static size_t
product(size_t n, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		memory_exhausted(SIZE_MAX);
	return bytes;
}

_Noreturn void
memory_exhausted(size_t size)
{
	fprintf(stderr, "broadtape: out of memory (%zu bytes asked for)\n", size);
	exit(EX_OSERR);
}

void *
memory_new(size_t n, size_t size)
{
	void *fresh = calloc(n > 0 ? n : 1, size);

	if (fresh == NULL)
		memory_exhausted(size);
	return fresh;
}

void *
memory_resize(void *old, size_t n, size_t size)
{
	size_t bytes = product(n, size);
	void *fresh = realloc(old, bytes > 0 ? bytes : 1);

	if (fresh == NULL)
		memory_exhausted(bytes);
	return fresh;
}

char *
memory_string(const char *bytes, size_t len)
{
	char *copy = memory_resize(NULL, len + 1, 1);

	if (len > 0)
		memcpy(copy, bytes, len);
	copy[len] = '\0';
	return copy;
}

void *
memory_room(void *array, size_t n, size_t *capacity, size_t size)
{
	if (n < *capacity)
		return array;
	*capacity = *capacity > 0 ? product(*capacity, 2) : CAPACITY_FIRST;
	return memory_resize(array, *capacity, size);
}
