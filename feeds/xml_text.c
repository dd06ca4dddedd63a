#include "feeds/xml_text.h"

#include <stdint.h>
#include <string.h>

#include "feeds/base/ascii.h"
#include "feeds/base/utf8.h"
#include "feeds/encoding.h"
#include "feeds/entity.h"
#include "feeds/xml_scan.h"

#define REFERENCE_MAX_BYTES 40 /* "&CounterClockwiseContourIntegral;", and leading zeros */
#define POINT_END 0x110000
#define GROWTH 5 /* no reference grows by more than this part of it: "&nGt;" becomes six bytes */

/* XML 1.0, 2.2. */
static bool
is_character(uint32_t point)
{
	if (point < 0x20)
		return point == '\t' || point == '\n' || point == '\r';
	return point < 0xd800 || (point > 0xdfff && point < 0xfffe) ||
	       (point > 0xffff && point < POINT_END);
}

/* "#146" and "#x92": read as windows-1252 has them, as in xml.c. */
static size_t
put_number(char *out, struct span digits)
{
	bool is_hex = digits.len > 0 && digits.at[0] == 'x';
	uint32_t point = 0;

	digits = span_from(digits, is_hex);
	for (size_t i = 0; i < digits.len; i++) {
		int digit = ascii_hex(digits.at[i]);

		if (digit < 0 || (!is_hex && digit > 9))
			return 0;
		if (point < POINT_END)
			point = point * (is_hex ? 16 : 10) + (uint32_t)digit;
	}
	if (digits.len == 0 || !is_character(point))
		return 0;
	if (point >= 0x80 && point < 0xa0)
		point = encoding_windows_1252((unsigned char)point);
	return utf8_encode(point, out);
}

static bool
is_defined(const struct xml_entities *entities, struct span name)
{
	for (size_t i = 0; entities != NULL && i < entities->n; i++)
		if (span_equal(entities->at[i].name, name))
			return true;
	return false;
}

/* By far the most common ones of escaped HTML; XML 1.0, 4.6, no document can change them. */
static char
predefined(struct span name)
{
	if (name.len == 2 && name.at[1] == 't')
		return name.at[0] == 'l' ? '<' : name.at[0] == 'g' ? '>' : '\0';
	if (name.len == 3 && memcmp(name.at, "amp", 3) == 0)
		return '&';
	if (name.len == 4 && memcmp(name.at, "quot", 4) == 0)
		return '"';
	return name.len == 4 && memcmp(name.at, "apos", 4) == 0 ? '\'' : '\0';
}

/* The reference that `rest` begins with; 0: none that is known here. */
static size_t
put_reference(char **out, struct span rest, const struct xml_entities *entities)
{
	struct span near = span_head(span_from(rest, 1), REFERENCE_MAX_BYTES);
	size_t len = span_find_byte(near, ';');
	struct span name = span_head(near, len);
	struct span text;
	char byte = predefined(name);

	if (len == near.len || len == 0)
		return 0;
	if (name.at[0] == '#') {
		text = span_make(*out, put_number(*out, span_from(name, 1)));
	} else if (byte != '\0') {
		**out = byte;
		text = span_make(*out, 1);
	} else {
		text = is_defined(entities, name) ? SPAN_NONE : entity_named(name);
		if (text.len > 0)
			memcpy(*out, text.at, text.len);
	}
	*out += text.len;
	return text.len > 0 ? len + 2 : 0;
}

/* What xml_plain_run stopped at: how much of `rest` it is; 0: a parser shall see it. */
static size_t
put_special(char **out, struct span rest, const struct xml_entities *entities)
{
	char byte = rest.at[0];

	if (byte == '&')
		return put_reference(out, rest, entities);
	if (byte == '\r') {
		if (!span_starts_with(rest, SPAN("\r\n")))
			*(*out)++ = '\n'; /* XML 1.0, 2.11 */
		return 1;
	}
	if ((unsigned char)byte < 0x20 || xml_is_noncharacter(rest) ||
		span_starts_with(rest, SPAN("]]>")))
		return 0;
	*(*out)++ = byte;
	return 1;
}

/* All of `text` from where its first plain run ends; false: a parser shall see it. */
static bool
decode(struct span text, size_t run, const struct xml_entities *entities, struct buf *room)
{
	char *out;

	buf_clear(room);
	buf_reserve(room, text.len + text.len / GROWTH + 1);
	out = room->at;
	for (;;) {
		size_t used;

		memcpy(out, text.at, run);
		out += run;
		text = span_from(text, run);
		if (text.len == 0)
			break;
		used = put_special(&out, text, entities);
		if (used == 0)
			return false;
		text = span_from(text, used);
		run = xml_plain_run(text, '&');
	}
	room->len = (size_t)(out - room->at);
	return true;
}

bool
xml_text_read(struct span rest, const struct xml_entities *entities, struct buf *room,
	struct xml_text *text)
{
	size_t end = span_find_byte(rest, '<');
	struct span whole = span_head(rest, end);
	size_t run;

	if (end == rest.len)
		return false;
	*text = (struct xml_text){.len = end, .content = whole, .n_lines = xml_count_lines(whole)};
	run = xml_plain_run(whole, '&');
	if (run == end)
		return true;
	if (!decode(whole, run, entities, room))
		return false;
	text->content = buf_span(room);
	return true;
}
