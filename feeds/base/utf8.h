#ifndef FEEDS_BASE_UTF8_H
#define FEEDS_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/span.h"

#define UTF8_REPLACEMENT 0xfffd
#define UTF8_MAX_BYTES 4

/*
 * The character at the start of `text` (RFC 3629: no surrogate, no overlong form, nothing above
 * U+10FFFF) into `*point`; gives its length in bytes. Malformed: UTF8_REPLACEMENT and 1. Empty: 0.
 */
size_t utf8_decode(struct span text, uint32_t *point);

/* Writes `point` at `at` (room for UTF8_MAX_BYTES); gives its length. What is no character becomes U+FFFD. */
size_t utf8_encode(uint32_t point, char *at);

/* How many bytes at the start of `text` are ASCII. */
size_t utf8_ascii_run(struct span text);

/* Whether all of it is well formed. */
bool utf8_is_valid(struct span text);

/* `text` cut to at most `max` bytes, never inside a character. */
struct span utf8_head(struct span text, size_t max);

#endif
