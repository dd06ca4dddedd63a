#include "feeds/base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feeds/base/memory.h"

#define CAPACITY_FIRST 256

void
buf_init(struct buf *buf, size_t max)
{
	*buf = (struct buf){.max = max};
}

void
buf_release(struct buf *buf)
{
	free(buf->at);
	*buf = (struct buf){.max = buf->max};
}

void
buf_clear(struct buf *buf)
{
	buf->len = 0;
	buf->is_full = false;
}

/* One byte more than asked for is always there, for buf_string's NUL. */
bool
buf_reserve(struct buf *buf, size_t more)
{
	size_t need;

	if (more > buf->max - buf->len)
		return false;
	need = buf->len + more + 1;
	if (need <= buf->capacity)
		return true;
	buf->capacity = buf->capacity > 0 ? buf->capacity * 2 : CAPACITY_FIRST;
	if (buf->capacity < need)
		buf->capacity = need;
	buf->at = memory_resize(buf->at, buf->capacity, 1);
	return true;
}

bool
buf_add(struct buf *buf, struct span bytes)
{
	if (!buf_reserve(buf, bytes.len)) {
		buf->is_full = true;
		bytes.len = buf->max - buf->len;
		if (!buf_reserve(buf, bytes.len))
			return false;
	}
	if (bytes.len > 0)
		memcpy(buf->at + buf->len, bytes.at, bytes.len);
	buf->len += bytes.len;
	return !buf->is_full;
}

bool
buf_add_byte(struct buf *buf, char byte)
{
	return buf_add(buf, (struct span){&byte, 1});
}

bool
buf_add_text(struct buf *buf, const char *string)
{
	return buf_add(buf, span_of(string));
}

bool
buf_format(struct buf *buf, const char *format, ...)
{
	va_list args;
	char small[256];
	char *large;
	bool fits;
	int len;

	va_start(args, format);
	len = vsnprintf(small, sizeof small, format, args);
	va_end(args);
	if (len < 0)
		return false;
	if ((size_t)len < sizeof small)
		return buf_add(buf, span_make(small, (size_t)len));
	large = memory_resize(NULL, (size_t)len + 1, 1);
	va_start(args, format);
	vsnprintf(large, (size_t)len + 1, format, args);
	va_end(args);
	fits = buf_add(buf, span_make(large, (size_t)len));
	free(large);
	return fits;
}

void
buf_cut(struct buf *buf, size_t len)
{
	if (len < buf->len)
		buf->len = len;
}

struct span
buf_span(const struct buf *buf)
{
	return (struct span){buf->at != NULL ? buf->at : "", buf->len};
}

const char *
buf_string(struct buf *buf)
{
	if (buf->capacity == 0) {
		buf->capacity = CAPACITY_FIRST;
		buf->at = memory_resize(NULL, buf->capacity, 1);
	}
	buf->at[buf->len] = '\0'; /* buf_reserve always leaves this byte */
	return buf->at;
}

char *
buf_take_string(struct buf *buf)
{
	char *string;

	buf_string(buf);
	string = buf->at;
	*buf = (struct buf){.max = buf->max};
	return string;
}
