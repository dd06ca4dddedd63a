#ifndef FEEDS_BASE_BUF_H
#define FEEDS_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/compiler.h"
#include "feeds/base/span.h"

/*
 * Bytes that grow, up to a maximum that they are born with. What goes beyond is cut and remembered
 * in `is_full`, so that a writer of many pieces checks once, at the end.
 */
struct buf {
	char *at;
	size_t len;
	size_t capacity;
	size_t max;
	bool is_full; /* something did not fit and was left out */
};

#define BUF_UNLIMITED ((size_t)-1 / 2)

void buf_init(struct buf *buf, size_t max);
void buf_release(struct buf *buf);

/* Empty again, memory kept. */
void buf_clear(struct buf *buf);

/* Room for `more` bytes without a move; true if they fit below the maximum. */
bool buf_reserve(struct buf *buf, size_t more);

/* False: the maximum is reached, and what fitted stands. */
bool buf_add(struct buf *buf, struct span bytes);
bool buf_add_byte(struct buf *buf, char byte);
bool buf_add_text(struct buf *buf, const char *string);
bool buf_format(struct buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);

/* Cut back to `len` bytes. */
void buf_cut(struct buf *buf, size_t len);

/* What stands in it, borrowed until it changes. */
struct span buf_span(const struct buf *buf);

/* A NUL behind what stands in it; the C string, borrowed until it changes. */
const char *buf_string(struct buf *buf);

/* The C string moves to the caller (free it); the buf is empty again. */
char *buf_take_string(struct buf *buf);

#endif
