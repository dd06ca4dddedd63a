#include "feeds/repair_scan.h"

#include <string.h>

#include "feeds/base/ascii.h"
#include "feeds/base/utf8.h"
#include "feeds/encoding.h"
#include "feeds/entity.h"

#define REFERENCE_DIGITS_MAX 8

struct span
repair_rest(const struct repair *repair)
{
	return span_from(repair->text, repair->at);
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

void
repair_advance(struct repair *repair, size_t len)
{
	struct span passed = span_head(repair_rest(repair), len);

	repair->line += count_lines(passed);
	repair->at += passed.len;
}

void
repair_drop(struct repair *repair, size_t len)
{
	int before = repair->line;

	repair_advance(repair, len);
	for (int line = before; line < repair->line; line++)
		buf_add_byte(&repair->out, '\n');
}

size_t
repair_find(struct repair *repair, enum mark mark)
{
	static const char *const marks[MARK_COUNT] = {
		[MARK_CDATA_END] = "]]>",
		[MARK_COMMENT_END] = "-->",
		[MARK_QUOTE] = "\"",
		[MARK_APOSTROPHE] = "'",
	};

	if (!repair->is_known[mark] || repair->next[mark] < repair->at) {
		repair->next[mark] =
			repair->at + span_find(repair_rest(repair), span_of(marks[mark]));
		repair->is_known[mark] = true;
	}
	return repair->next[mark] - repair->at;
}

/* XML 1.0, 2.2; what is not allowed there is not in the document we write. */
static bool
is_control(char byte)
{
	unsigned char code = (unsigned char)byte;

	return (code < 0x20 && code != '\t' && code != '\n' && code != '\r') || code == 0x7f;
}

/* U+FFFE and U+FFFF, the two characters beyond the controls that XML forbids. */
static bool
is_noncharacter(struct span text)
{
	return text.len >= 3 && memcmp(text.at, "\xef\xbf", 2) == 0 &&
	       (unsigned char)text.at[2] >= 0xbe;
}

static bool
is_xml_char(uint32_t point)
{
	return point == '\t' || point == '\n' || point == '\r' ||
	       (point >= 0x20 && point <= 0xd7ff) || (point >= 0xe000 && point <= 0xfffd) ||
	       (point >= 0x10000 && point <= 0x10ffff);
}

static void
write_escaped(struct buf *out, struct span text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (is_control(text.at[i]))
			continue;
		if (is_noncharacter(span_from(text, i)))
			i += 2;
		else if (text.at[i] == '&')
			buf_add_text(out, "&amp;");
		else if (text.at[i] == '<')
			buf_add_text(out, "&lt;");
		else if (text.at[i] == '>')
			buf_add_text(out, "&gt;");
		else if (text.at[i] == '"')
			buf_add_text(out, "&quot;");
		else
			buf_add_byte(out, text.at[i]);
	}
}

/* "#38;", "#x26;", "#X26;", also without ';'. Gives its length, 0 if it is none. */
static size_t
read_number(struct span after, uint32_t *point)
{
	bool is_hex = after.len > 1 && (after.at[1] == 'x' || after.at[1] == 'X');
	size_t start = is_hex ? 2 : 1;
	size_t i = start;

	*point = 0;
	for (; i < after.len && i < start + REFERENCE_DIGITS_MAX; i++) {
		int digit = ascii_hex(after.at[i]);

		if (digit < 0 || (!is_hex && digit > 9))
			break;
		*point = *point * (is_hex ? 16 : 10) + (uint32_t)digit;
	}
	if (i == start)
		return 0;
	return i < after.len && after.at[i] == ';' ? i + 1 : i;
}

static struct span
own_entity(const struct repair *repair, struct span after, size_t *len)
{
	size_t end = span_find_byte(span_head(after, 64), ';');
	struct span name = span_head(after, end);

	for (size_t i = 0; repair->entities != NULL && i < repair->entities->n; i++)
		if (span_equal(repair->entities->at[i].name, name)) {
			*len = end + 1;
			return repair->entities->at[i].text;
		}
	return SPAN_NONE;
}

static size_t
write_number(struct repair *repair, struct span after)
{
	char bytes[UTF8_MAX_BYTES];
	uint32_t point;
	size_t len = read_number(after, &point);

	if (len == 0)
		return 0;
	if (point >= 0x80 && point <= 0x9f)
		point = encoding_windows_1252((unsigned char)point);
	if (!is_xml_char(point))
		return 0;
	write_escaped(&repair->out, span_make(bytes, utf8_encode(point, bytes)));
	return len;
}

/* What follows an '&': writes what it stands for, and gives how much of it was read. */
static size_t
write_reference(struct repair *repair, struct span after)
{
	char decoded[ENTITY_MAX_BYTES];
	size_t decoded_len = 0;
	size_t len = 0;
	struct span own;

	if (after.len > 0 && after.at[0] == '#') {
		len = write_number(repair, after);
	} else if ((own = own_entity(repair, after, &len)).at != NULL) {
		write_escaped(&repair->out, own);
	} else {
		len = entity_decode(after, true, decoded, &decoded_len);
		if (len > 0)
			write_escaped(&repair->out, span_make(decoded, decoded_len));
	}
	if (len == 0) {
		buf_add_text(&repair->out, "&amp;");
		reader_warn(repair->reader, "stray-ampersand", repair->line,
			"an '&' that begins no reference is text");
	}
	return len;
}

static bool
is_plain(char byte, bool is_attribute)
{
	return byte != '&' && byte != '<' && byte != '>' && !is_control(byte) &&
	       (unsigned char)byte != 0xef && !(is_attribute && byte == '"');
}

/* One character that needs a look; gives how many bytes it took. */
static size_t
write_special(struct repair *repair, struct span text, bool is_attribute)
{
	if (text.at[0] == '&')
		return 1 + write_reference(repair, span_from(text, 1));
	if (text.at[0] == '<') {
		buf_add_text(&repair->out, "&lt;");
		return 1;
	}
	if (is_attribute && text.at[0] == '"') {
		buf_add_text(&repair->out, "&quot;");
		return 1;
	}
	if (is_control(text.at[0])) {
		reader_warn(repair->reader, "control-character", repair->line,
			"the control character 0x%02x is left out", (unsigned char)text.at[0]);
		return 1;
	}
	if (is_noncharacter(text))
		return 3;
	if (text.at[0] == '>') { /* it may end "]]>", also when what stood between was left out */
		buf_add_text(&repair->out, "&gt;");
		return 1;
	}
	buf_add_byte(&repair->out, text.at[0]);
	return 1;
}

void
repair_write_text(struct repair *repair, struct span text, bool is_attribute)
{
	size_t from = 0;
	size_t i = 0;

	while (i < text.len) {
		if (is_plain(text.at[i], is_attribute)) {
			i++;
			continue;
		}
		buf_add(&repair->out, span_make(text.at + from, i - from));
		i += write_special(repair, span_from(text, i), is_attribute);
		from = i;
	}
	buf_add(&repair->out, span_from(text, from));
}

void
repair_write_raw(struct repair *repair, struct span text)
{
	size_t from = 0;

	for (size_t i = 0; i < text.len; i++) {
		size_t len = is_control(text.at[i]) ? 1 : 0;

		if (len == 0 && is_noncharacter(span_from(text, i)))
			len = 3;
		if (len == 0)
			continue;
		buf_add(&repair->out, span_make(text.at + from, i - from));
		buf_add_byte(&repair->out, ' '); /* left out, "]]" and ">" could meet */
		from = i + len;
		i = from - 1;
	}
	buf_add(&repair->out, span_from(text, from));
}
