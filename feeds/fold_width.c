#include "feeds/fold_width.h"

#include <stdint.h>
#include <utf8proc.h>

#include "feeds/base/utf8.h"

static size_t
character_columns(uint32_t point)
{
	int columns = point < 0x80 ? 1 : utf8proc_charwidth((utf8proc_int32_t)point);

	return columns > 0 ? (size_t)columns : 0;
}

size_t
fold_width(struct span text)
{
	size_t columns = 0;

	while (text.len > 0) {
		uint32_t point;
		size_t len = utf8_decode(text, &point);

		columns += character_columns(point);
		text = span_from(text, len);
	}
	return columns;
}

struct span
fold_width_head(struct span text, size_t columns)
{
	size_t at = 0;

	while (at < text.len) {
		uint32_t point;
		size_t len = utf8_decode(span_from(text, at), &point);
		size_t need = character_columns(point);

		if (need > columns)
			break;
		columns -= need;
		at += len;
	}
	return span_head(text, at);
}
