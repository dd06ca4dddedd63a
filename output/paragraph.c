#include "output/paragraph.h"

#include "feeds/fold_width.h"
#include "output/escape.h"

#define ADDRESS_START_MAX 12 /* enough to know "https://x" by */

void
paragraph_init(struct paragraph *paragraph, struct buf *out, size_t columns, bool has_colour)
{
	*paragraph = (struct paragraph){.out = out, .columns = columns, .has_colour = has_colour};
	buf_init(&paragraph->line, BUF_UNLIMITED);
}

void
paragraph_release(struct paragraph *paragraph)
{
	buf_release(&paragraph->line);
}

/* Where the first line of `text` ends: behind a word, or inside one that is longer than a line. */
static size_t
line_end(struct span text, size_t columns)
{
	size_t fits = fold_width_head(text, columns).len;
	size_t at = fits;

	if (fits == text.len)
		return fits;
	while (at > 0 && text.at[at] != ' ')
		at--;
	if (at > 0)
		return at;
	if (escape_may_link(span_head(text, ADDRESS_START_MAX)) || fits == 0)
		return span_find_byte(text, ' ');
	return fits;
}

/* Blanks at the end of a line are seen when it is marked. */
static struct span
without_end(struct span line)
{
	while (line.len > 0 && line.at[line.len - 1] == ' ')
		line.len--;
	return line;
}

void
paragraph_end(struct paragraph *paragraph, const char *look, const char *first, const char *rest)
{
	struct span text = buf_span(&paragraph->line);
	const char *indent = first;
	bool has_look = paragraph->has_colour && look[0] != '\0';

	while (text.len > 0) {
		size_t end = line_end(text, paragraph->columns - span_of(indent).len);

		buf_add_text(paragraph->out, indent);
		buf_add_text(paragraph->out, has_look ? look : "");
		buf_add(paragraph->out, without_end(span_head(text, end)));
		buf_add_text(paragraph->out, has_look ? PARAGRAPH_END : "");
		buf_add_byte(paragraph->out, '\n');
		text = span_from(text, end);
		if (text.len > 0 && text.at[0] == ' ')
			text = span_from(text, 1);
		indent = rest;
	}
	buf_clear(&paragraph->line);
}

void
paragraph_end_title(struct paragraph *paragraph, char rule)
{
	size_t columns = fold_width(buf_span(&paragraph->line));

	paragraph_end(paragraph, PARAGRAPH_BOLD, "", "");
	for (size_t i = 0; i < columns && i < paragraph->columns; i++)
		buf_add_byte(paragraph->out, rule);
	buf_add_byte(paragraph->out, '\n');
}

void
paragraph_gap(struct paragraph *paragraph)
{
	buf_add_byte(paragraph->out, '\n');
}
