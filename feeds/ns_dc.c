/* Dublin Core: the elements 1.0 and 1.1, and the terms that refine them. */
#include "feeds/field.h"
#include "feeds/reader.h"

#define FEED SCOPE_FEED
#define ITEM SCOPE_ITEM
#define BOTH (SCOPE_FEED | SCOPE_ITEM)

static const struct element rows[] = {
	{BOTH, SPACE_DC, "title", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_TITLE, 20, NULL, take_title},
	{BOTH, SPACE_DC, "description", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_SUMMARY, 20, NULL,
		take_body},
	{BOTH, SPACE_DC, "creator", CAPTURE_TEXT, SCOPE_SKIP, FIELD_AUTHORS, 40, NULL,
		take_author_text},
	{BOTH, SPACE_DC, "author", CAPTURE_TEXT, SCOPE_SKIP, FIELD_AUTHORS, 35, NULL,
		take_author_text},
	{FEED, SPACE_DC, "publisher", CAPTURE_TEXT, SCOPE_SKIP, FIELD_AUTHORS, 3, NULL,
		take_author_text},
	{BOTH, SPACE_DC, "subject", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_category_text},
	{ITEM, SPACE_DC, "date", CAPTURE_TEXT, SCOPE_SKIP, FIELD_PUBLISHED, 20, NULL, take_date},
	{FEED, SPACE_DC, "date", CAPTURE_TEXT, SCOPE_SKIP, FIELD_UPDATED, 20, NULL, take_date},
	{BOTH, SPACE_DC, "language", CAPTURE_TEXT, SCOPE_SKIP, FIELD_LANGUAGE, 40, NULL,
		take_literal},
	{FEED, SPACE_DC, "rights", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_RIGHTS, 20, NULL, take_plain},
	{ITEM, SPACE_DCTERMS, "issued", CAPTURE_TEXT, SCOPE_SKIP, FIELD_PUBLISHED, 30, NULL,
		take_date},
	{FEED, SPACE_DCTERMS, "issued", CAPTURE_TEXT, SCOPE_SKIP, FIELD_UPDATED, 12, NULL,
		take_date},
	{FEED, SPACE_DCTERMS, "created", CAPTURE_TEXT, SCOPE_SKIP, FIELD_UPDATED, 10, NULL,
		take_date},
	{ITEM, SPACE_DCTERMS, "available", CAPTURE_TEXT, SCOPE_SKIP, FIELD_PUBLISHED, 12, NULL,
		take_date},
	{ITEM, SPACE_DCTERMS, "created", CAPTURE_TEXT, SCOPE_SKIP, FIELD_PUBLISHED, 10, NULL,
		take_date},
	{BOTH, SPACE_DCTERMS, "modified", CAPTURE_TEXT, SCOPE_SKIP, FIELD_UPDATED, 30, NULL,
		take_date},
	{ITEM, SPACE_DCTERMS, "abstract", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_SUMMARY, 15, NULL,
		take_body},
	{BOTH, SPACE_DCTERMS, "creator", CAPTURE_TEXT, SCOPE_SKIP, FIELD_AUTHORS, 30, NULL,
		take_author_text},
	{ITEM, SPACE_DCTERMS, "date", CAPTURE_TEXT, SCOPE_SKIP, FIELD_PUBLISHED, 15, NULL,
		take_date},
	{BOTH, SPACE_DCTERMS, "description", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_SUMMARY, 14, NULL,
		take_body},
	{BOTH, SPACE_DCTERMS, "subject", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_category_text},
	{BOTH, SPACE_DCTERMS, "title", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_TITLE, 15, NULL,
		take_title},
};

const struct element_table dc_elements = {rows, sizeof rows / sizeof *rows};
