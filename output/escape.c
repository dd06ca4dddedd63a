#include "output/escape.h"

#include <stddef.h>
#include <stdint.h>

#include "feeds/base/ascii.h"
#include "feeds/base/utf8.h"

#define SUBTAG_MAX 8 /* RFC 5646, section 2.1 */

/* What each ASCII character becomes; NULL: itself, "": nothing. */
struct rules {
	const char *ascii[128];
};

/* C0 but tab and line feed, and DEL: no character of XML 1.0, or an error of HTML. */
/* clang-format off */
#define WITHOUT_CONTROLS \
	[0] = "", [1] = "", [2] = "", [3] = "", [4] = "", [5] = "", [6] = "", [7] = "", [8] = "", \
	[11] = " ", [12] = " ", [13] = " ", [14] = "", [15] = "", [16] = "", [17] = "", [18] = "", \
	[19] = "", [20] = "", [21] = "", [22] = "", [23] = "", [24] = "", [25] = "", [26] = "", \
	[27] = "", [28] = "", [29] = "", [30] = "", [31] = "", [127] = ""
/* clang-format on */

static const struct rules plain_rules = {{WITHOUT_CONTROLS}};
static const struct rules text_rules = {
	{WITHOUT_CONTROLS, ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;"}};
static const struct rules html_attr_rules = {{WITHOUT_CONTROLS, ['&'] = "&amp;", ['<'] = "&lt;",
	['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;"}};
static const struct rules xml_attr_rules = {{WITHOUT_CONTROLS, ['&'] = "&amp;", ['<'] = "&lt;",
	['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;", ['\t'] = "&#9;", ['\n'] = "&#10;"}};

/* C1, and what Unicode says is no character: a fault in XML or HTML, for a terminal a command. */
static bool
is_unwanted(uint32_t point)
{
	return (point >= 0x80 && point < 0xa0) || (point & 0xfffe) == 0xfffe ||
	       (point >= 0xfdd0 && point <= 0xfdef);
}

/* Marks, embeddings, overrides and isolates of direction (UAX 9): they could turn the text around them. */
static bool
is_direction(uint32_t point)
{
	return point == 0x61c || point == 0x200e || point == 0x200f ||
	       (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

/* The length of the next character of `text` beyond ASCII, and what stands for it; NULL: itself. */
static size_t
read_wide(struct span text, const char **instead)
{
	uint32_t point;
	size_t len = utf8_decode(text, &point);

	*instead = NULL;
	if (is_unwanted(point))
		*instead = "";
	else if (point == UTF8_REPLACEMENT && len == 1)
		*instead = "\xef\xbf\xbd";
	return len;
}

/* The same for any character. */
static size_t
read_character(const struct rules *rules, struct span text, const char **instead)
{
	unsigned char byte = (unsigned char)text.at[0];

	if (byte >= 0x80)
		return read_wide(text, instead);
	*instead = rules->ascii[byte];
	return 1;
}

/* Where, from `at` on, the first byte stands that `rules` do not leave as it is. */
static size_t
skip_plain(const struct rules *rules, struct span text, size_t at)
{
	while (at < text.len && (unsigned char)text.at[at] < 0x80 &&
		rules->ascii[(unsigned char)text.at[at]] == NULL)
		at++;
	return at;
}

static void
escape(struct buf *out, const struct rules *rules, struct span text)
{
	size_t from = 0; /* what stands before it is written */
	size_t at = skip_plain(rules, text, 0);

	while (at < text.len) {
		const char *instead;
		size_t len = read_character(rules, span_from(text, at), &instead);

		if (instead != NULL) {
			buf_add(out, span_make(text.at + from, at - from));
			buf_add_text(out, instead);
			from = at + len;
		}
		at = skip_plain(rules, text, at + len);
	}
	if (from < text.len)
		buf_add(out, span_make(text.at + from, text.len - from));
}

void
escape_html_text(struct buf *out, struct span text)
{
	escape(out, &text_rules, text);
}

void
escape_html_attr(struct buf *out, struct span text)
{
	escape(out, &html_attr_rules, text);
}

void
escape_xml_text(struct buf *out, struct span text)
{
	escape(out, &text_rules, text);
}

void
escape_xml_attr(struct buf *out, struct span text)
{
	escape(out, &xml_attr_rules, text);
}

void
escape_none(struct buf *out, struct span text)
{
	escape(out, &plain_rules, text);
}

static bool
is_space(struct span text)
{
	return ascii_is_space(text.at[0]) || span_starts_with(text, SPAN("\xc2\x85")) ||
	       span_starts_with(text, SPAN("\xe2\x80\xa8")) ||
	       span_starts_with(text, SPAN("\xe2\x80\xa9"));
}

void
escape_line(struct buf *out, struct span text)
{
	bool is_gap = false;
	size_t start = out->len;
	size_t len;

	for (; text.len > 0; text = span_from(text, len)) {
		const char *instead;
		uint32_t point;

		if (is_space(text)) {
			is_gap = true;
			len = utf8_decode(text, &point);
			continue;
		}
		len = read_character(&plain_rules, text, &instead);
		utf8_decode(text, &point);
		if (is_direction(point) || (instead != NULL && instead[0] == '\0'))
			continue;
		if (is_gap && out->len > start)
			buf_add_byte(out, ' ');
		is_gap = false;
		buf_add(out, instead != NULL ? span_of(instead) : span_head(text, len));
	}
}

void
escape_path(struct buf *out, struct span text)
{
	for (size_t i = 0; i < text.len; i++) {
		char byte = text.at[i];

		if (ascii_is_alnum(byte) || byte == '-' || byte == '.' || byte == '_' ||
			byte == '~')
			buf_add_byte(out, byte);
		else
			buf_format(out, "%%%02X", (unsigned)(unsigned char)byte);
	}
}

bool
escape_may_link(struct span url)
{
	if (!span_starts_with_nocase(url, SPAN("http://")) &&
		!span_starts_with_nocase(url, SPAN("https://")))
		return false;
	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.at[i] <= ' ' || url.at[i] == 0x7f)
			return false;
	return true;
}

bool
escape_is_language(struct span tag)
{
	bool is_first = true;
	struct span part;

	if (tag.len == 0)
		return false;
	while (span_split(&tag, '-', &part)) {
		if (part.len == 0 || part.len > SUBTAG_MAX)
			return false;
		for (size_t i = 0; i < part.len; i++)
			if (!(is_first ? ascii_is_alpha(part.at[i]) : ascii_is_alnum(part.at[i])))
				return false;
		is_first = false;
	}
	return true;
}
