/* Whole texts inside of items: RSS 1.0's content module, and XHTML as it is. */
#include "feeds/field.h"
#include "feeds/reader.h"

static void
begin_xhtml(struct reader *reader, const struct xml_tag *tag)
{
	(void)tag;
	reader_top(reader)->kind = MARKUP_HTML;
}

#define ITEM SCOPE_ITEM

static const struct element rows[] = {
	{ITEM, SPACE_CONTENT, "encoded", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_CONTENT, 60, NULL,
		take_body},
	{ITEM, SPACE_XHTML, "body", CAPTURE_XHTML, SCOPE_SKIP, FIELD_CONTENT, 50, begin_xhtml,
		take_body},
	{ITEM, SPACE_XHTML, "div", CAPTURE_XHTML, SCOPE_SKIP, FIELD_CONTENT, 49, begin_xhtml,
		take_body},
	{ITEM, SPACE_RSS, "fullitem", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_CONTENT, 20, NULL,
		take_body},
	{ITEM, SPACE_RSS, "body", CAPTURE_XHTML, SCOPE_SKIP, FIELD_CONTENT, 19, begin_xhtml,
		take_body},
};

const struct element_table content_elements = {rows, sizeof rows / sizeof *rows};
