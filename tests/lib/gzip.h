#ifndef TESTS_LIB_GZIP_H
#define TESTS_LIB_GZIP_H

#include <stddef.h>

#include "feeds/base/buf.h"

/* Adds a gzip stream (RFC 1952) of `body`, stored without compression. */
void gzip_store(struct buf *out, struct span body);

/* Adds a gzip stream of `n` times the same byte, which is a thousandth of that long. Its checksum is wrong. */
void gzip_bomb(struct buf *out, char byte, size_t n);

#endif
