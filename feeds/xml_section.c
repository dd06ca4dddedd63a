#include "feeds/xml_section.h"

#include <stdint.h>
#include <string.h>

typedef uint8_t block __attribute__((vector_size(16)));

/* Whether one of 16 bytes may be worth a look: a control, a bracket, the begin of U+FFFE. */
static bool
is_dull(const char *at)
{
	block bytes, found;
	uint64_t halves[2];

	memcpy(&bytes, at, sizeof bytes);
	found = (block)(bytes < 0x20) | (block)(bytes == '[') | (block)(bytes == ']') |
		(block)(bytes == 0xef);
	memcpy(halves, &found, sizeof halves);
	return (halves[0] | halves[1]) == 0;
}

static bool
is_noncharacter(struct span rest)
{
	return rest.len >= 3 && (unsigned char)rest.at[1] == 0xbf &&
	       (unsigned char)rest.at[2] >= 0xbe;
}

static bool
ends_begin(struct span text, size_t at)
{
	size_t len = strlen(XML_SECTION_BEGIN);

	return at + 1 >= len && memcmp(text.at + at + 1 - len, XML_SECTION_BEGIN, len) == 0;
}

/* One byte; false: the section ends here. */
static bool
look(struct xml_section *section, struct span text, size_t at)
{
	unsigned char byte = (unsigned char)text.at[at];

	if (byte == ']' && span_starts_with(span_from(text, at), SPAN("]]>"))) {
		section->is_closed = true;
		return false;
	}
	if (byte == '\n')
		section->n_lines++;
	else if (byte < 0x20 && byte != '\t' && byte != '\r')
		section->is_allowed = false;
	else if (byte == '[')
		section->is_nested = section->is_nested || ends_begin(text, at);
	else if (byte == 0xef && is_noncharacter(span_from(text, at)))
		section->is_allowed = false;
	return true;
}

struct xml_section
xml_section_read(struct span text)
{
	struct xml_section section = {.is_allowed = true};
	size_t at = 0;

	while (at < text.len) {
		size_t end = at + sizeof(block);

		if (end <= text.len && is_dull(text.at + at)) {
			at = end;
			continue;
		}
		for (; at < end && at < text.len; at++)
			if (!look(&section, text, at)) {
				section.len = at;
				return section;
			}
	}
	section.len = text.len;
	return section;
}
