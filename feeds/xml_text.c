#include "feeds/xml_text.h"

#include <stdint.h>
#include <string.h>

#include "feeds/base/ascii.h"
#include "feeds/base/utf8.h"
#include "feeds/encoding.h"
#include "feeds/entity.h"

#define REFERENCE_MAX_BYTES 40 /* "&CounterClockwiseContourIntegral;", and leading zeros */
#define POINT_END 0x110000

typedef uint8_t block __attribute__((vector_size(16)));

/* Whether none of 16 bytes is worth a look: a control, '&', ']', the begin of U+FFFE. */
static bool
is_dull(const char *at)
{
	block bytes, found;
	uint64_t halves[2];

	memcpy(&bytes, at, sizeof bytes);
	found = (block)(bytes < 0x20) | (block)(bytes == '&') | (block)(bytes == ']') |
		(block)(bytes == 0xef);
	memcpy(halves, &found, sizeof halves);
	return (halves[0] | halves[1]) == 0;
}

static bool
is_dull_byte(unsigned char byte)
{
	return byte >= 0x20 && byte != '&' && byte != ']' && byte != 0xef;
}

static size_t
dull_run(struct span text)
{
	size_t at = 0;

	while (at + sizeof(block) <= text.len && is_dull(text.at + at))
		at += sizeof(block);
	while (at < text.len && is_dull_byte((unsigned char)text.at[at]))
		at++;
	return at;
}

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
static bool
add_number(struct buf *out, struct span digits)
{
	bool is_hex = digits.len > 0 && digits.at[0] == 'x';
	char bytes[UTF8_MAX_BYTES];
	uint32_t point = 0;

	digits = span_from(digits, is_hex);
	for (size_t i = 0; i < digits.len; i++) {
		int digit = ascii_hex(digits.at[i]);

		if (digit < 0 || (!is_hex && digit > 9))
			return false;
		if (point < POINT_END)
			point = point * (is_hex ? 16 : 10) + (uint32_t)digit;
	}
	if (digits.len == 0 || !is_character(point))
		return false;
	if (point >= 0x80 && point < 0xa0)
		point = encoding_windows_1252((unsigned char)point);
	return buf_add(out, span_make(bytes, utf8_encode(point, bytes)));
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
add_reference(struct buf *out, struct span rest, const struct xml_entities *entities)
{
	struct span near = span_head(span_from(rest, 1), REFERENCE_MAX_BYTES);
	size_t len = span_find_byte(near, ';');
	struct span name = span_head(near, len);
	struct span text;
	char byte = predefined(name);
	bool ok;

	if (len == near.len || len == 0)
		return 0;
	if (byte != '\0') {
		ok = buf_add_byte(out, byte);
	} else if (name.at[0] == '#') {
		ok = add_number(out, span_from(name, 1));
	} else {
		text = is_defined(entities, name) ? SPAN_NONE : entity_named(name);
		ok = text.at != NULL && buf_add(out, text);
	}
	return ok ? len + 2 : 0;
}

static bool
is_fault(struct span rest)
{
	unsigned char byte = (unsigned char)rest.at[0];

	if (byte == ']')
		return span_starts_with(rest, SPAN("]]>"));
	if (byte == 0xef)
		return rest.len >= 3 && (unsigned char)rest.at[1] == 0xbf &&
		       (unsigned char)rest.at[2] >= 0xbe;
	return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
}

/* What dull_run stopped at: how much of `rest` it is; 0: a parser shall see it. */
static size_t
add_special(struct buf *out, struct span rest, const struct xml_entities *entities,
	struct xml_text *text)
{
	if (rest.at[0] == '&')
		return add_reference(out, rest, entities);
	if (is_fault(rest))
		return 0;
	text->n_lines += rest.at[0] == '\n';
	if (rest.at[0] != '\r')
		buf_add_byte(out, rest.at[0]);
	else if (!span_starts_with(rest, SPAN("\r\n")))
		buf_add_byte(out, '\n'); /* XML 1.0, 2.11 */
	return 1;
}

bool
xml_text_read(struct span rest, const struct xml_entities *entities, struct buf *room,
	struct xml_text *text)
{
	size_t end = span_find_byte(rest, '<');
	struct span left = span_head(rest, end);
	size_t run = dull_run(left);

	*text = (struct xml_text){.len = end, .content = left};
	if (end == rest.len)
		return false;
	buf_clear(room);
	while (run < left.len) {
		size_t used;

		buf_add(room, span_head(left, run));
		left = span_from(left, run);
		used = add_special(room, left, entities, text);
		if (used == 0)
			return false;
		left = span_from(left, used);
		run = dull_run(left);
	}
	if (left.len < end) {
		buf_add(room, left);
		text->content = buf_span(room);
	}
	return true;
}
