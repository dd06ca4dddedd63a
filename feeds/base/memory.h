#ifndef FEEDS_BASE_MEMORY_H
#define FEEDS_BASE_MEMORY_H

#include <stddef.h>

/*
 * The heap. None of these returns NULL: running out of memory ends the program with one line on
 * stderr and EX_OSERR, so that no caller carries a dead error path. Free with free(3).
 */

/* `n` objects of `size` bytes, zeroed. A product that does not fit ends the program likewise. */
void *memory_new(size_t n, size_t size);

/* `old` (NULL: none) made `n` objects of `size` bytes long; what is new is not zeroed. */
void *memory_resize(void *old, size_t n, size_t size);

/* A copy of the `len` bytes at `bytes`, with a NUL behind. */
char *memory_string(const char *bytes, size_t len);

/*
 * Room for one more in an array that grows by doubling: gives `array`, moved if `n` equals
 * `*capacity`, and updates `*capacity`.
 */
void *memory_room(void *array, size_t n, size_t *capacity, size_t size);

/* Ends the program: the one place where lack of memory is told. */
_Noreturn void memory_exhausted(size_t size);

#endif
