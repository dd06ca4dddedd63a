#include "aggregator/config/config_lines.h"

#include "feeds/base/utf8.h"

size_t
yaml_line_start(struct span yaml, int line)
{
	size_t at = 0;

	for (int i = 1; i < line && at < yaml.len; i++)
		at += span_find_byte(span_from(yaml, at), '\n') + 1;
	return at < yaml.len ? at : yaml.len;
}

struct span
yaml_line_at(struct span yaml, size_t start)
{
	struct span rest = span_from(yaml, start);

	return span_head(rest, span_find_byte(rest, '\n'));
}

size_t
yaml_indent(struct span line)
{
	size_t indent = 0;

	while (indent < line.len && line.at[indent] == ' ')
		indent++;
	return indent;
}

static bool
is_blank(struct span line)
{
	struct span text = span_trim(line);

	return text.len == 0 || text.at[0] == '#';
}

size_t
yaml_entry_end(struct span yaml, size_t start)
{
	size_t indent = yaml_indent(yaml_line_at(yaml, start));
	size_t at = start + yaml_line_at(yaml, start).len + 1;
	size_t end = at;

	while (at < yaml.len) {
		struct span line = yaml_line_at(yaml, at);

		if (!is_blank(line) && yaml_indent(line) <= indent)
			break;
		at += line.len + 1;
		if (!is_blank(line))
			end = at;
	}
	return end < yaml.len ? end : yaml.len;
}

size_t
yaml_byte(struct span yaml, size_t character)
{
	size_t at = span_starts_with(yaml, SPAN("\xef\xbb\xbf")) ? 3 : 0;

	for (; character > 0 && at < yaml.len; character--)
		do
			at++;
		while (at < yaml.len && ((unsigned char)yaml.at[at] & 0xc0) == 0x80);
	return at;
}
