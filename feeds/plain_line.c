#include "feeds/plain_line.h"

#include "feeds/text_writer.h"

static void
write_plain(struct text_writer *writer, struct span text)
{
	const char *at = text.at;
	const char *end = text.at + text.len;

	while (at < end) {
		switch (text_kind((unsigned char)*at)) {
		case TEXT_KIND_PLAIN:
		case TEXT_KIND_TAG:
		case TEXT_KIND_REFERENCE:
			at = text_copy_plain(writer, at, end);
			break;
		case TEXT_KIND_SPACE:
			at = text_skip_space(writer, at, end);
			break;
		case TEXT_KIND_CONTROL:
			at++;
			break;
		case TEXT_KIND_LONG:
			at = text_copy_long(writer, at, end);
			break;
		}
	}
}

struct span
plain_line(struct span text, struct arena *arena)
{
	struct span trimmed = span_trim(text);
	struct text_writer writer = {.layout = HTML_TEXT_LINE};
	size_t len;

	if (text.at == NULL || text_is_tidy(trimmed))
		return trimmed;
	writer.start = arena_bytes(arena, trimmed.len);
	writer.out = writer.start;
	write_plain(&writer, trimmed);
	len = (size_t)(writer.out - writer.start);
	arena_give_back(arena, writer.start, trimmed.len, trimmed.len - len);
	if (writer.is_malformed)
		return plain_line(text_mend(trimmed, arena), arena);
	return span_make(writer.start, len);
}
