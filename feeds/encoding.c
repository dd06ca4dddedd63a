#include "feeds/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <string.h>

#include "feeds/base/ascii.h"
#include "feeds/base/utf8.h"
#include "feeds/encoding_label.h"

#define CHUNK_BYTES 65536

/* The bytes 0x80 to 0x9f of windows-1252. */
static const uint16_t windows_1252[32] = {
	0x20ac,
	0xfffd,
	0x201a,
	0x0192,
	0x201e,
	0x2026,
	0x2020,
	0x2021,
	0x02c6,
	0x2030,
	0x0160,
	0x2039,
	0x0152,
	0xfffd,
	0x017d,
	0xfffd,
	0xfffd,
	0x2018,
	0x2019,
	0x201c,
	0x201d,
	0x2022,
	0x2013,
	0x2014,
	0x02dc,
	0x2122,
	0x0161,
	0x203a,
	0x0153,
	0xfffd,
	0x017e,
	0x0178,
};

uint32_t
encoding_windows_1252(unsigned char byte)
{
	return byte >= 0x80 && byte <= 0x9f ? windows_1252[byte - 0x80] : byte;
}

enum utf8_run { RUN_END, RUN_MALFORMED, RUN_CONTROL };

/* Well-formed UTF-8 without C1 controls: how far it goes, and what stands there. */
static enum utf8_run
good_run(struct span text, size_t *len, bool *has_wide)
{
	size_t at = 0;

	for (;;) {
		uint32_t point;
		size_t step;

		at += utf8_ascii_run(span_from(text, at));
		*len = at;
		if (at >= text.len)
			return RUN_END;
		step = utf8_decode(span_from(text, at), &point);
		if (step == 1)
			return RUN_MALFORMED;
		if (point < 0xa0)
			return RUN_CONTROL;
		*has_wide = true;
		at += step;
	}
}

static void
add_point(struct buf *out, uint32_t point)
{
	char bytes[UTF8_MAX_BYTES];

	buf_add(out, span_make(bytes, utf8_encode(point, bytes)));
}

static int
count_lines(struct span text)
{
	int n = 0;

	while (text.len > 0) {
		size_t at = span_find_byte(text, '\n');

		n += at < text.len;
		text = span_from(text, at + 1);
	}
	return n;
}

static void
note_mended(struct decoded *decoded, struct span before)
{
	if (decoded->n_mended++ == 0)
		decoded->mended_line = 1 + count_lines(before);
}

/*
 * A C1 control in UTF-8 is windows-1252 that was mislabelled; what that does not have stays, for it
 * may be half of a character that was encoded twice (mojibake.h).
 */
static void
add_control(struct buf *out, unsigned char byte)
{
	uint32_t point = encoding_windows_1252(byte);

	add_point(out, point != UTF8_REPLACEMENT ? point : byte);
}

/*
 * Java's own UTF-8, that gets out at times: surrogates as characters of three bytes each, and U+0000
 * as two bytes. Gives its length, 0 if none stands here.
 */
static size_t
read_java(struct span text, uint32_t *point)
{
	const unsigned char *bytes = (const unsigned char *)text.at;

	*point = 0;
	if (text.len >= 2 && bytes[0] == 0xc0 && bytes[1] == 0x80)
		return 2;
	if (text.len < 6 || bytes[0] != 0xed || (bytes[1] & 0xf0) != 0xa0 ||
		(bytes[2] & 0xc0) != 0x80 || bytes[3] != 0xed || (bytes[4] & 0xf0) != 0xb0 ||
		(bytes[5] & 0xc0) != 0x80)
		return 0;
	*point = 0x10000 + ((bytes[1] & 0xfU) << 16 | (bytes[2] & 0x3fU) << 10 |
				   (bytes[4] & 0xfU) << 6 | (bytes[5] & 0x3fU));
	return 6;
}

/* What is no UTF-8: one byte as windows-1252, but for what Java writes. Gives its length. */
static size_t
read_malformed(struct span text, struct buf *out)
{
	uint32_t point;
	size_t len = read_java(text, &point);

	if (len == 0)
		point = encoding_windows_1252((unsigned char)text.at[0]);
	if (point != 0) /* no character of a document */
		add_point(out, point);
	return len > 0 ? len : 1;
}

/* UTF-8, and what of it is windows-1252 in truth. */
static void
decode_utf8(struct span bytes, struct decoded *decoded, struct buf *out)
{
	bool has_wide = false;
	size_t at = 0;
	size_t len;
	enum utf8_run end = good_run(bytes, &len, &has_wide);

	decoded->text = bytes;
	if (end == RUN_END)
		return;
	while (end != RUN_END) {
		buf_add(out, span_make(bytes.at + at, len));
		at += len;
		if (end == RUN_MALFORMED) {
			note_mended(decoded, span_head(bytes, at));
			at += read_malformed(span_from(bytes, at), out);
		} else {
			add_control(out, (unsigned char)bytes.at[at + 1]);
			at += 2;
		}
		end = good_run(span_from(bytes, at), &len, &has_wide);
	}
	buf_add(out, span_make(bytes.at + at, len));
	decoded->text = buf_span(out);
}

static void
decode_windows_1252(struct span bytes, struct decoded *decoded, struct buf *out)
{
	size_t at = 0;

	buf_reserve(out, bytes.len + bytes.len / 8);
	while (at < bytes.len) {
		size_t len = utf8_ascii_run(span_from(bytes, at));

		buf_add(out, span_make(bytes.at + at, len));
		at += len;
		if (at < bytes.len)
			add_point(out, encoding_windows_1252((unsigned char)bytes.at[at++]));
	}
	decoded->text = buf_span(out);
}

/* What the converter made is good UTF-8; its C1 controls are windows-1252 that was mislabelled. */
static void
add_converted(struct buf *out, struct span text)
{
	bool has_wide = false;
	size_t len;

	while (good_run(text, &len, &has_wide) == RUN_CONTROL) {
		buf_add(out, span_head(text, len));
		add_control(out, (unsigned char)text.at[len + 1]);
		text = span_from(text, len + 2);
	}
	buf_add(out, text);
}

#define NO_CONVERTER ((iconv_t)-1)

/* "windows_1251" and "1251" are windows-1251 too, and iconv wants to hear it spelled out. */
static iconv_t
open_converter(const char *name)
{
	char spelled[ENCODING_NAME_MAX + 2];
	iconv_t converter = iconv_open("UTF-8", name);

	if (converter != NO_CONVERTER)
		return converter;
	snprintf(spelled, sizeof spelled, "%s%s", name[strspn(name, "0123456789")] ? "" : "cp",
		name);
	for (char *byte = spelled; *byte != '\0'; byte++)
		if (*byte == '_')
			*byte = '-';
	return iconv_open("UTF-8", spelled);
}

static bool
convert(const char *name, struct span bytes, struct decoded *decoded, struct buf *out)
{
	iconv_t converter = open_converter(name);
	char *from = (char *)bytes.at;
	size_t left = bytes.len;

	if (converter == NO_CONVERTER)
		return false;
	while (left > 0) {
		char chunk[CHUNK_BYTES];
		char *to = chunk;
		size_t room = sizeof chunk;
		size_t failed = iconv(converter, &from, &left, &to, &room);
		int why = errno;

		add_converted(out, span_make(chunk, (size_t)(to - chunk)));
		if (failed != (size_t)-1 || why == E2BIG)
			continue;
		note_mended(decoded, span_head(bytes, bytes.len - left));
		add_point(out, UTF8_REPLACEMENT);
		from++;
		left--;
	}
	iconv_close(converter);
	decoded->text = buf_span(out);
	return true;
}

static void
set_name(struct decoded *decoded, struct span name)
{
	size_t len = name.len < ENCODING_NAME_MAX - 1 ? name.len : ENCODING_NAME_MAX - 1;

	for (size_t i = 0; i < len; i++)
		decoded->name[i] = ascii_lower(name.at[i]);
	decoded->name[len] = '\0';
}

/* Whether the bytes are UTF-8, and hold a character beyond ASCII that proves it. */
static bool
is_surely_utf8(struct span bytes)
{
	bool has_wide = false;
	size_t len;

	return good_run(bytes, &len, &has_wide) == RUN_END && has_wide;
}

#define STRAY_PER_CHARACTER 4

/*
 * UTF-8 in which next to nothing is UTF-8: a pair of accented letters may look like a character of
 * it by accident.
 */
static bool
is_windows_1252(struct span bytes)
{
	size_t n_stray = 0;
	size_t n_wide = 0;
	size_t at = 0;

	while ((at += utf8_ascii_run(span_from(bytes, at))) < bytes.len) {
		uint32_t point;
		size_t step = utf8_decode(span_from(bytes, at), &point);

		if (step == 1 && read_java(span_from(bytes, at), &point) > 0)
			step = read_java(span_from(bytes, at), &point);
		n_stray += step == 1;
		n_wide += step > 1;
		at += step;
	}
	return n_stray > n_wide * STRAY_PER_CHARACTER;
}

static void
decode_as(struct span bytes, struct span name, struct decoded *decoded, struct buf *out)
{
	set_name(decoded, name);
	if (span_equal(name, SPAN("utf-8")))
		decode_utf8(bytes, decoded, out);
	else if (span_equal(name, SPAN("windows-1252")))
		decode_windows_1252(bytes, decoded, out);
	else if (!convert(decoded->name, bytes, decoded, out)) {
		set_name(decoded, SPAN("utf-8"));
		decoded->is_contrary = true;
		decode_utf8(bytes, decoded, out);
	}
}

/* What HTTP says, if it can be followed; else what the document says. */
static struct encoding_claim
find_claim(struct span bytes, struct span content_type)
{
	struct encoding_claim claim = encoding_claim(bytes, content_type);
	struct decoded named;
	iconv_t converter;

	if (claim.is_certain || span_equal(claim.name, SPAN("utf-8")))
		return claim;
	set_name(&named, claim.name);
	converter = open_converter(named.name);
	if (converter == NO_CONVERTER)
		return encoding_claim(bytes, SPAN_NONE);
	iconv_close(converter);
	return claim;
}

struct decoded
encoding_decode(struct span bytes, struct span content_type, struct buf *out)
{
	struct decoded decoded = {0};
	struct encoding_claim claim = find_claim(bytes, content_type);

	bytes = span_from(bytes, claim.mark_len);
	if (claim.is_certain) {
		decode_as(bytes, claim.name, &decoded, out);
	} else if (span_equal(claim.name, SPAN("utf-8"))) {
		decode_as(bytes, claim.name, &decoded, out);
		if (decoded.n_mended > 0 && is_windows_1252(bytes)) {
			buf_clear(out);
			decoded = (struct decoded){.is_contrary = true};
			decode_as(bytes, SPAN("windows-1252"), &decoded, out);
		}
	} else if (is_surely_utf8(bytes)) {
		decode_as(bytes, SPAN("utf-8"), &decoded, out);
		decoded.is_contrary = true;
	} else {
		decode_as(bytes, claim.name, &decoded, out);
	}
	return decoded;
}
