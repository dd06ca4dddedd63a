#include "aggregator/glimpse.h"

#include "feeds/base/ascii.h"
#include "feeds/base/buf.h"
#include "feeds/base/utf8.h"

#define GLIMPSE_BYTES_MAX 60

/* One character, as a line of a terminal can have it. */
static void
add_point(struct buf *glimpse, uint32_t point)
{
	char encoded[UTF8_MAX_BYTES];
	bool is_shown = point >= ' ' && point != 0x7f && (point < 0x80 || point >= 0xa0) &&
			point != UTF8_REPLACEMENT;

	if (is_shown)
		buf_add(glimpse, span_make(encoded, utf8_encode(point, encoded)));
	else
		buf_add_byte(glimpse, '?');
}

static void
write_glimpse(struct span body, struct buf *glimpse)
{
	struct span rest = span_trim(body);

	while (rest.len > 0 && glimpse->len < GLIMPSE_BYTES_MAX) {
		uint32_t point;
		struct span next = span_trim_start(rest);

		if (next.len < rest.len) {
			buf_add_byte(glimpse, ' ');
			rest = next;
			continue;
		}
		rest = span_from(rest, utf8_decode(rest, &point));
		add_point(glimpse, point);
	}
}

void
glimpse_add(struct span body, struct error *err)
{
	struct buf glimpse;
	struct error what = *err;

	buf_init(&glimpse, BUF_UNLIMITED);
	write_glimpse(body, &glimpse);
	if (glimpse.len > 0)
		error_set(err, what.status, "%s; it begins with '%.*s'", what.text,
			SPAN_ARGS(utf8_head(buf_span(&glimpse), GLIMPSE_BYTES_MAX)));
	buf_release(&glimpse);
}
