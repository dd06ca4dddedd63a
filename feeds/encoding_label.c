#include "feeds/encoding_label.h"

#include "feeds/base/ascii.h"

#define LABEL_MAX 39
#define DECLARATION_MAX 1024 /* how far the XML declaration may reach */

/* A label, without hyphens, underscores and blanks, and the name that iconv knows. */
static const struct {
	const char *label;
	const char *name;
} labels[] = {
	{"utf8", "utf-8"},
	{"unicode11utf8", "utf-8"},
	{"utf8mb4", "utf-8"},
	{"ascii", "utf-8"},
	{"usascii", "utf-8"},
	{"iso88591", "windows-1252"},
	{"latin1", "windows-1252"},
	{"l1", "windows-1252"},
	{"cp1252", "windows-1252"},
	{"windows1252", "windows-1252"},
	{"ansi", "windows-1252"},
	{"iso88599", "windows-1254"},
	{"latin5", "windows-1254"},
	{"iso885911", "windows-874"},
	{"tis620", "windows-874"},
	{"windows874", "cp874"},
	{"gb2312", "gb18030"},
	{"gbk", "gb18030"},
	{"xgbk", "gb18030"},
	{"gb231280", "gb18030"},
	{"euccn", "gb18030"},
	{"cp936", "gb18030"},
	{"ms936", "gb18030"},
	{"936", "gb18030"},
	{"chinese", "gb18030"},
	{"gb180302000", "gb18030"},
	{"shiftjis", "cp932"},
	{"sjis", "cp932"},
	{"xsjis", "cp932"},
	{"windows31j", "cp932"},
	{"euckr", "cp949"},
	{"ksc56011987", "cp949"},
	{"ksc5601", "cp949"},
	{"windows949", "cp949"},
	{"ksx1001", "cp949"},
	{"korean", "cp949"},
	{"ms949", "cp949"},
	{"big5", "big5-hkscs"},
	{"csbig5", "big5-hkscs"},
	{"big5tw", "big5-hkscs"},
	{"hkscs", "big5-hkscs"},
	{"ms950", "cp950"},
	{"xeucjp", "euc-jp"},
	{"xmaccyrillic", "mac-cyrillic"},
	{"xmacroman", "macintosh"},
	{"macroman", "macintosh"},
	{"mskanji", "cp932"},
	{"932", "cp932"},
	{"iso2022jp", "iso-2022-jp"},
	{"iso2022kr", "iso-2022-kr"},
	{"hproman8", "hp-roman8"},
	{"unicode", "utf-16"},
	{"ucs2", "utf-16"},
	{"iso10646ucs2", "utf-16"},
};

static bool
is_label_byte(char byte)
{
	return ascii_is_alnum(byte) || byte == '-' || byte == '_' || byte == '.' || byte == ':' ||
	       byte == '+' || byte == ' ';
}

static bool
is_label(struct span label)
{
	if (label.len == 0 || label.len > LABEL_MAX)
		return false;
	for (size_t i = 0; i < label.len; i++)
		if (!is_label_byte(label.at[i]))
			return false;
	return true;
}

/* Equal by letters and digits. */
static bool
is_same_label(struct span label, const char *squeezed)
{
	for (size_t i = 0; i < label.len; i++) {
		if (!ascii_is_alnum(label.at[i]))
			continue;
		if (ascii_lower(label.at[i]) != *squeezed)
			return false;
		squeezed++;
	}
	return *squeezed == '\0';
}

struct span
encoding_of_label(struct span label)
{
	label = span_trim(label);
	if (!is_label(label))
		return SPAN_NONE;
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (is_same_label(label, labels[i].label))
			return span_of(labels[i].name);
	return label;
}

static const struct {
	struct {
		char bytes[4];
		size_t len;
	} start;
	const char *name;
	size_t mark_len;
} starts[] = {
	{{"\xef\xbb\xbf", 3}, "utf-8", 3},
	{{"\xff\xfe\0\0", 4}, "utf-32le", 4},
	{{"\0\0\xfe\xff", 4}, "utf-32be", 4},
	{{"\xff\xfe", 2}, "utf-16le", 2},
	{{"\xfe\xff", 2}, "utf-16be", 2},
	{{"<\0\0\0", 4}, "utf-32le", 0},
	{{"\0\0\0<", 4}, "utf-32be", 0},
	{{"<\0", 2}, "utf-16le", 0},
	{{"\0<", 2}, "utf-16be", 0},
	{{"\n\0", 2}, "utf-16le", 0},
	{{"\0\n", 2}, "utf-16be", 0},
	{{"\r\0", 2}, "utf-16le", 0},
	{{"\0\r", 2}, "utf-16be", 0},
	{{"{\0", 2}, "utf-16le", 0},
	{{"\0{", 2}, "utf-16be", 0},
};

/* Every second byte of "<r" is a NUL in UTF-16; one alone is a stray one. */
static bool
is_stray_nul(struct span bytes, size_t mark_len)
{
	return mark_len == 0 && bytes.len >= 4 && (bytes.at[0] == '\0') != (bytes.at[2] == '\0');
}

static bool
claim_by_start(struct span bytes, struct encoding_claim *claim)
{
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
		struct span start = span_make(starts[i].start.bytes, starts[i].start.len);

		if (!span_starts_with(bytes, start) ||
			(start.len == 2 && is_stray_nul(bytes, starts[i].mark_len)))
			continue;
		*claim = (struct encoding_claim){
			.name = span_of(starts[i].name),
			.mark_len = starts[i].mark_len,
			.is_certain = true,
		};
		return true;
	}
	return false;
}

/* The value behind `name`, an equals sign, and quotes, which may be missing. */
static struct span
value_after(struct span text, struct span name)
{
	size_t at = span_find_nocase(text, name);
	struct span value;
	size_t len = 0;

	if (at == text.len)
		return SPAN_NONE;
	value = span_trim(span_from(text, at + name.len));
	if (value.len == 0 || value.at[0] != '=')
		return SPAN_NONE;
	value = span_trim(span_from(value, 1));
	if (value.len > 0 && (value.at[0] == '"' || value.at[0] == '\''))
		return span_head(
			span_from(value, 1), span_find_byte(span_from(value, 1), value.at[0]));
	while (len < value.len && !ascii_is_space(value.at[len]) && value.at[len] != ';' &&
		value.at[len] != '?' && value.at[len] != '>')
		len++;
	return span_head(value, len);
}

static struct span
declared(struct span bytes)
{
	struct span start = span_head(bytes, DECLARATION_MAX);
	size_t at = span_find_nocase(start, SPAN("<?xml"));
	struct span declaration = span_from(start, at);

	declaration = span_head(declaration, span_find_byte(declaration, '>'));
	return encoding_of_label(value_after(declaration, SPAN("encoding")));
}

/* A document of one byte a character cannot say that it has two: then it says nothing. */
static bool
is_wide(struct span name)
{
	return span_starts_with_nocase(name, SPAN("utf-16")) ||
	       span_starts_with_nocase(name, SPAN("utf-32")) ||
	       span_starts_with_nocase(name, SPAN("ucs")) ||
	       span_starts_with_nocase(name, SPAN("utf16")) ||
	       span_starts_with_nocase(name, SPAN("utf32")) ||
	       span_starts_with_nocase(name, SPAN("utf-7"));
}

struct encoding_claim
encoding_claim(struct span bytes, struct span content_type)
{
	struct encoding_claim claim = {0};

	if (claim_by_start(bytes, &claim))
		return claim;
	claim.name = encoding_of_label(value_after(content_type, SPAN("charset")));
	if (claim.name.len == 0 || is_wide(claim.name))
		claim.name = declared(bytes);
	if (claim.name.len == 0 || is_wide(claim.name))
		claim.name = SPAN("utf-8");
	return claim;
}
