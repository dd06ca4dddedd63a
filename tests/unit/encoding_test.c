#include "tests/unit/test.h"

#include "feeds/encoding.h"
#include "feeds/encoding_label.h"

#define BYTES(literal)                                                                             \
	{                                                                                          \
		literal, sizeof(literal) - 1                                                       \
	}

static const struct {
	struct {
		const char *at;
		size_t len;
	} bytes;
	const char *content_type;
	const char *name;
	const char *text;
} cases[] = {
	{BYTES("a\u00e9"), NULL, "utf-8", "a\u00e9"},
	{BYTES("\xef\xbb\xbf"
	       "a"),
		"text/xml; charset=iso-8859-2", "utf-8", "a"},
	{BYTES("\xff\xfe"
	       "a\0\xe9\0"),
		NULL, "utf-16le", "a\u00e9"},
	{BYTES("\xfe\xff\0a\0\xe9"), NULL, "utf-16be", "a\u00e9"},
	{BYTES("<\0a\0>\0"), NULL, "utf-16le", "<a>"},
	{BYTES("\0<\0a"), NULL, "utf-16be", "<a"},
	{BYTES("\n\0<\0a\0"), NULL, "utf-16le", "\n<a"},
	{BYTES("a\xed\xa0\xbd\xed\xb8\x80z\xc0\x80"), NULL, "utf-8", "a\U0001f600z"},
	{BYTES("\u00e9\xed\xa0\xbd"), NULL, "utf-8", "\u00e9\u00ed\u00a0\u00bd"},
	{BYTES("\0\0\xfe\xff\0\0\0a"), NULL, "utf-32be", "a"},
	{BYTES("\xff\xfe\0\0a\0\0\0"), NULL, "utf-32le", "a"},
	{BYTES("\xe9"), "text/xml; charset=ISO-8859-1", "windows-1252", "\u00e9"},
	{BYTES("\xb1"), "text/xml;charset = 'iso-8859-2'", "iso-8859-2", "\u0105"},
	{BYTES("\x83\x65"), "text/xml; charset=Shift_JIS", "cp932", "\u30c6"},
	{BYTES("\xb0\xa1"), "text/xml; charset=\"gb2312\"", "gb18030", "\u554a"},
	{BYTES("\xe9"), "text/xml; charset=no-such-thing", "windows-1252", "\u00e9"},
	{BYTES("\xe9"), "text/xml; charset=../../etc", "windows-1252", "\u00e9"},
	{BYTES("<?xml encoding='iso-8859-2'?>\xb1"), "text/xml; charset=no-such-thing",
		"iso-8859-2", "<?xml encoding='iso-8859-2'?>\u0105"},
	{BYTES("\xe0"), "text/xml; charset=windows_1251", "windows_1251", "\u0430"},
	{BYTES("\xe0"), "text/xml; charset=1251", "1251", "\u0430"},
	{BYTES("\u00e9"), "text/xml; charset=windows-1251", "utf-8", "\u00e9"},
	{BYTES("a\x80z\xff"), NULL, "windows-1252", "a\u20acz\u00ff"},
	{BYTES("\xe9\xe8\xe9\xe8\xe9 dou\xe9\xa0\xbb"), NULL, "windows-1252",
		"\u00e9\u00e8\u00e9\u00e8\u00e9 dou\u00e9\u00a0\u00bb"},
	{BYTES("\xe9\xe8\xe9\xe8 \u983b"), NULL, "utf-8", "\u00e9\u00e8\u00e9\u00e8 \u983b"},
	{BYTES("\xc2\x80\xc2\x92"), NULL, "utf-8", "\u20ac\u2019"},
	{BYTES("\xe2\x82"), NULL, "windows-1252", "\u00e2\u201a"},
	{BYTES(""), NULL, "utf-8", ""},
	/* UTF-16 is declared, and every character is one byte: the declaration is wrong. */
	{BYTES("<?xml version='1.0' encoding='utf-16'?>"), NULL, "utf-8",
		"<?xml version='1.0' encoding='utf-16'?>"},
};

static void
bytes_become_utf8(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct span bytes = span_make(cases[i].bytes.at, cases[i].bytes.len);
		struct decoded decoded;
		struct buf room;

		buf_init(&room, BUF_UNLIMITED);
		decoded = encoding_decode(bytes, span_of(cases[i].content_type), &room);
		assert_span(span_of(decoded.name), cases[i].name);
		if (!span_equal(decoded.text, span_of(cases[i].text)))
			fail_msg("case %zu gives '%.*s', not '%s'", i, SPAN_ARGS(decoded.text),
				cases[i].text);
		buf_release(&room);
	}
}

static void
labels_mean_what_browsers_take_them_for(void **state)
{
	static const char *const labels[][2] = {
		{"UTF8", "utf-8"},
		{" Latin1 ", "windows-1252"},
		{"us-ascii", "utf-8"},
		{"x-sjis", "cp932"},
		{"GBK", "gb18030"},
		{"ks_c_5601-1987", "cp949"},
		{"koi8-r", "koi8-r"},
		{"iso2022_jp", "iso-2022-jp"},
		{"MacRoman", "macintosh"},
		{"", NULL},
		{"a/b", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		assert_span(encoding_of_label(span_of(labels[i][0])), labels[i][1]);
}

static void
what_was_mended_is_counted_with_its_line(void **state)
{
	struct decoded decoded;
	struct buf room;

	(void)state;
	buf_init(&room, BUF_UNLIMITED);
	decoded = encoding_decode(SPAN("a\nb\n\xe9 \xe8 \u00e9"), SPAN_NONE, &room);
	assert_int_equal(decoded.n_mended, 2);
	assert_int_equal(decoded.mended_line, 3);
	buf_release(&room);
}

static void
good_utf8_is_not_copied(void **state)
{
	struct span bytes = SPAN("a\u00e9\u4e2d");
	struct decoded decoded;
	struct buf room;

	(void)state;
	buf_init(&room, BUF_UNLIMITED);
	decoded = encoding_decode(bytes, SPAN_NONE, &room);
	assert_ptr_equal(decoded.text.at, bytes.at);
	assert_int_equal(room.len, 0);
	buf_release(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_become_utf8),
		cmocka_unit_test(labels_mean_what_browsers_take_them_for),
		cmocka_unit_test(what_was_mended_is_counted_with_its_line),
		cmocka_unit_test(good_utf8_is_not_copied),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
