/*
 * The door to libxml2: the same events however the bytes are cut. Whole documents go past libxml2 in
 * their CDATA sections and long texts, bytes that come one by one do not: both ways must tell the same.
 */
#include "feeds/base/buf.h"
#include "feeds/xml.h"
#include "feeds/xml_section.h"
#include "feeds/xml_text.h"
#include "tests/unit/test.h"

/* What happened, as text: "<a 1>" is a start tag in line 1. */
struct record {
	struct buf out;
};

static void
on_start(void *context, const struct xml_tag *tag)
{
	struct record *record = context;

	buf_format(&record->out, "<%s %d>", tag->name, tag->line);
}

static void
on_text(void *context, struct span text)
{
	struct record *record = context;

	buf_add(&record->out, text);
}

static void
on_end(void *context)
{
	struct record *record = context;

	buf_add_text(&record->out, "</>");
}

static const struct xml_events events = {on_start, on_text, on_end};

/* The document's own entities decide, and libxml2 tells what they are. */
static const struct xml_entity own[] = {{SPAN_INIT("own"), SPAN_INIT("O")}};
static const struct xml_entities own_entities = {own, 1};

/* Reads `text` in pieces of `step` bytes. */
static void
read_in_steps(struct span text, size_t step, bool is_trusted, struct record *record)
{
	struct xml *xml = xml_new(&events, record, &own_entities, 1);
	bool ok = true;

	buf_init(&record->out, BUF_UNLIMITED);
	if (is_trusted)
		xml_trust(xml);
	for (size_t at = 0; ok && at < text.len; at += step)
		ok = xml_add(xml, span_head(span_from(text, at), step));
	if (!ok || !xml_end(xml))
		buf_format(&record->out, "[fault in line %d]", xml_fault(xml)->line);
	xml_free(xml);
}

static void
check_cuts(const char *document, const char *want, bool is_trusted)
{
	struct span text = span_of(document);

	for (size_t step = text.len; step > 0; step--) {
		struct record record;

		read_in_steps(text, step, is_trusted, &record);
		if (strcmp(buf_string(&record.out), want) != 0)
			fail_msg("'%s' in pieces of %zu gave '%s', not '%s'", document, step,
				record.out.at, want);
		buf_release(&record.out);
	}
}

static void
a_section_is_read_alike_however_it_is_cut(void **state)
{
	static const struct {
		const char *document;
		const char *want;
	} cases[] = {
		{"<a><![CDATA[x]]></a>", "<a 1>x</>"},
		{"<a><![CDATA[]]></a>", "<a 1></>"},
		{"<a> t <![CDATA[<b>&amp;]]> u </a>", "<a 1> t <b>&amp; u </>"},
		{"<a><![CDATA[x]]y]>z]]]></a>", "<a 1>x]]y]>z]</>"},
		{"<a><![CDATA[1]]><![CDATA[2]]></a>", "<a 1>12</>"},
		{"<a>\n<![CDATA[\n\n]]>\n<b/></a>", "<a 1>\n\n\n\n<b 5></></>"},
		{"<a><!-- <![CDATA[ --><b/><![CDATA[c]]></a>", "<a 1><b 1></>c</>"},
		{"<a b='<![CDATA['/>", "[fault in line 1]"},
		{"<a><![CDATA[\xef\xbc\x81 \xef\xbf\xbd]]></a>",
			"<a 1>\xef\xbc\x81 \xef\xbf\xbd</>"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_cuts(cases[i].document, cases[i].want, false);
	check_cuts(
		"<a><![CDATA[\n<![CDATA[ x]]>\n<b/></a>", "<a 1>\n<![CDATA[ x\n<b 3></></>", true);
}

/* The line of a fault behind sections, however the text before it came through. */
static void
a_fault_is_found_in_its_line(void **state)
{
	static const struct {
		const char *document;
		int line;
	} cases[] = {
		{"<a><![CDATA[\n\n]]>\n<b></a>", 4},
		{"<a>\n<![CDATA[\n\x01]]></a>", 2}, /* where the section begins */
		{"<a>\n<![CDATA[\n\xef\xbf\xbf]]></a>", 2},
		{"<a><![CDATA[\n<![CDATA[\n]]></a>", 1},
		{"<a><![CDATA[\n]]>&nosuch;</a>", 2},
		{"<a>\n<![CDATA[ no end\n", 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct record record;
		struct xml *xml = xml_new(&events, &record, NULL, 1);

		buf_init(&record.out, BUF_UNLIMITED);
		assert_false(xml_add(xml, span_of(cases[i].document)) && xml_end(xml));
		if (xml_fault(xml)->line != cases[i].line)
			fail_msg("'%s': line %d", cases[i].document, xml_fault(xml)->line);
		xml_free(xml);
		buf_release(&record.out);
	}
}

static void
a_section_ends_at_its_first_end(void **state)
{
	static const struct {
		const char *text;
		struct xml_section want;
	} cases[] = {
		{"]]>", {0, true, true, false, 0}},
		{"abc]]>d]]>", {3, true, true, false, 0}},
		{"0123456789abcdef\n0123456789\n]]>", {28, true, true, false, 2}},
		{"0123456789abcdef0123456789abcde]]>", {31, true, true, false, 0}},
		{"no end ]]", {9, false, true, false, 0}},
		{"", {0, false, true, false, 0}},
		{"a<![CDATA[b]]>", {11, true, true, true, 0}},
		{"\x02]]>", {1, true, false, false, 0}},
		{"\t\r\n]]>", {3, true, true, false, 1}},
		{"\xef\xbf\xbe]]>", {3, true, false, false, 0}},
		{"\xef", {1, false, true, false, 0}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct xml_section got = xml_section_read(span_of(cases[i].text));

		if (got.len != cases[i].want.len || got.is_closed != cases[i].want.is_closed ||
			got.is_allowed != cases[i].want.is_allowed ||
			got.is_nested != cases[i].want.is_nested ||
			got.n_lines != cases[i].want.n_lines)
			fail_msg("'%s': %zu bytes, %d %d %d, %d lines", cases[i].text, got.len,
				got.is_closed, got.is_allowed, got.is_nested, got.n_lines);
	}
}

/* Long enough to go past libxml2. */
#define LONG "The quick brown fox jumps over the lazy dog, and over 1 more dog, too "

static void
a_long_text_is_read_alike_however_it_is_cut(void **state)
{
	static const struct {
		const char *document;
		const char *want;
	} cases[] = {
		{"<a>" LONG "</a>", "<a 1>" LONG "</>"},
		{"<a>" LONG "<b/>" LONG "</a>", "<a 1>" LONG "<b 1></>" LONG "</>"},
		{"<a>&lt;p class=&quot;x&quot;&gt;" LONG "&amp;amp; &apos;&lt;/p&gt;</a>",
			"<a 1><p class=\"x\">" LONG "&amp; '</p></>"},
		{"<a>" LONG "&eacute;&#233;&#xe9;&#xE9;&#00233;</a>",
			"<a 1>" LONG "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9</>"},
		{"<a>" LONG "&#147;&#x94;</a>", "<a 1>" LONG "\xe2\x80\x9c\xe2\x80\x9d</>"},
		{"<a>" LONG "&#x1F600;</a>", "<a 1>" LONG "\xf0\x9f\x98\x80</>"},
		{"<a>" LONG "\r\n\r&#13;\n<b/></a>", "<a 1>" LONG "\n\n\r\n<b 3></></>"},
		{"<a>\n" LONG "\n\n<b/></a>", "<a 1>\n" LONG "\n\n<b 4></></>"},
		{"<a>" LONG "] ]] ] ]>&gt;</a>", "<a 1>" LONG "] ]] ] ]>></>"},
		{"<a>" LONG "\xef\xbc\x81 \xef\xbf\xbd</a>",
			"<a 1>" LONG "\xef\xbc\x81 \xef\xbf\xbd</>"},
		{"<a>" LONG "&own;</a>", "<a 1>" LONG "O</>"},
		{"<a b='>" LONG "'>c</a>", "<a 1>c</>"},
		{"<a><!-- > " LONG "<b> --><?p > " LONG "<?>c</a>", "<a 1>c</>"},
		{"<a><![CDATA[>" LONG "<b>&amp;]]></a>", "<a 1>>" LONG "<b>&amp;</>"},
		{"<a>x > y" LONG "</a>", "<a 1>x > y" LONG "</>"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_cuts(cases[i].document, cases[i].want, false);
}

static void
a_fault_in_a_long_text_is_found(void **state)
{
	static const char *const texts[] = {
		"&nosuch;",
		"&",
		"& ",
		"&;",
		"&amp",
		"&amp ;",
		"&#;",
		"&#x;",
		"&#X41;",
		"&#1;",
		"&#0;",
		"&#xd800;",
		"&#x110000;",
		"&#99999999999;",
		"&#12a;",
		"]]>",
		"\x01",
		"\xef\xbf\xbe",
		"&#xffff;",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct buf document;
		struct record record;

		buf_init(&document, BUF_UNLIMITED);
		buf_format(&document, "<a>\n%s%s\n</a>", LONG, texts[i]);
		read_in_steps(buf_span(&document), document.len, false, &record);
		if (!span_ends_with(buf_span(&record.out), SPAN("[fault in line 2]")))
			fail_msg("'%s' gave '%s'", document.at, buf_string(&record.out));
		buf_release(&record.out);
		buf_release(&document);
	}
}

/* libxml2 has not seen all lines, and its messages speak of them. */
static void
a_message_names_the_line_of_the_document(void **state)
{
	const char *document = "<a>\n<![CDATA[\n\n]]><b/>\n" LONG "\n<c>\n</a>";
	struct record record;
	struct xml *xml = xml_new(&events, &record, NULL, 10);

	(void)state;
	buf_init(&record.out, BUF_UNLIMITED);
	assert_false(xml_add(xml, span_of(document)) && xml_end(xml));
	assert_int_equal(xml_fault(xml)->line, 16);
	assert_string_equal(
		xml_fault(xml)->message, "Opening and ending tag mismatch: c line 15 and a");
	xml_free(xml);
	buf_release(&record.out);
}

/* libxml2 need not be given what stands in a long text: nothing but the text comes, at once. */
static void
a_long_text_comes_in_one_piece(void **state)
{
	struct span rest = SPAN(LONG "&lt;b&gt;&#233;\n</a>");
	struct xml_text text;
	struct buf room;

	(void)state;
	buf_init(&room, BUF_UNLIMITED);
	assert_true(xml_text_read(rest, NULL, &room, &text));
	assert_int_equal(text.len, rest.len - strlen("</a>"));
	assert_int_equal(text.n_lines, 1);
	assert_true(span_equal(text.content, SPAN(LONG "<b>\xc3\xa9\n")));
	assert_true(xml_text_read(SPAN(LONG "<"), NULL, &room, &text));
	assert_true(span_equal(text.content, SPAN(LONG)));
	assert_false(xml_text_read(SPAN(LONG), NULL, &room, &text));
	assert_false(xml_text_read(SPAN(LONG "&own;<"), &own_entities, &room, &text));
	buf_release(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_section_is_read_alike_however_it_is_cut),
		cmocka_unit_test(a_fault_is_found_in_its_line),
		cmocka_unit_test(a_long_text_is_read_alike_however_it_is_cut),
		cmocka_unit_test(a_fault_in_a_long_text_is_found),
		cmocka_unit_test(a_message_names_the_line_of_the_document),
		cmocka_unit_test(a_long_text_comes_in_one_piece),
		cmocka_unit_test(a_section_ends_at_its_first_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
