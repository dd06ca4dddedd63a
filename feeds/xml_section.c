#include "feeds/xml_section.h"

#include <string.h>

#include "feeds/xml_scan.h"

static bool
ends_begin(struct span text, size_t at)
{
	size_t len = strlen(XML_SECTION_BEGIN);

	return at + 1 >= len && memcmp(text.at + at + 1 - len, XML_SECTION_BEGIN, len) == 0;
}

/* What xml_plain_run stopped at; false: the section ends here. */
static bool
look(struct xml_section *section, struct span text, size_t at)
{
	unsigned char byte = (unsigned char)text.at[at];

	if (byte == ']' && span_starts_with(span_from(text, at), SPAN("]]>"))) {
		section->is_closed = true;
		return false;
	}
	if (byte == '[')
		section->is_nested = section->is_nested || ends_begin(text, at);
	else if ((byte < 0x20 && byte != '\r') || xml_is_noncharacter(span_from(text, at)))
		section->is_allowed = false;
	return true;
}

struct xml_section
xml_section_read(struct span text)
{
	struct xml_section section = {.is_allowed = true};
	size_t at = xml_plain_run(text, '[');

	while (at < text.len && look(&section, text, at)) {
		at++;
		at += xml_plain_run(span_from(text, at), '[');
	}
	section.len = at;
	section.n_lines = xml_count_lines(span_head(text, at));
	return section;
}
