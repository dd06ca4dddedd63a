#include "aggregator/commands/sheet.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "feeds/base/memory.h"
#include "output/paragraph.h"

#define COLUMNS_MIN 20 /* a terminal that is said to be narrower is none to write tables on */
#define HANG_MAX 64

size_t
sheet_columns(int fd)
{
	struct winsize size;

	if (isatty(fd) == 0 || ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col < COLUMNS_MIN)
		return 0;
	return size.ws_col;
}

/* So many blanks, unless that leaves less than half of the line. */
static void
set_indent(char indent[HANG_MAX + 1], size_t blanks, size_t columns)
{
	snprintf(indent, HANG_MAX + 1, "%*s", blanks <= columns / 2 ? (int)blanks : 2, "");
}

static void
wrap(struct span text, const char *look, size_t hang, size_t columns)
{
	char first[HANG_MAX + 1];
	char rest[HANG_MAX + 1];
	size_t lead = 0;
	struct paragraph paragraph;
	struct buf out;

	while (lead < text.len && text.at[lead] == ' ')
		lead++;
	set_indent(first, lead, columns);
	set_indent(rest, hang, columns);
	buf_init(&out, BUF_UNLIMITED);
	paragraph_init(&paragraph, &out, columns, look[0] != '\0');
	buf_add(&paragraph.line, span_from(text, lead));
	paragraph_end(&paragraph, look, first, rest);
	fwrite(out.at, 1, out.len, stdout);
	paragraph_release(&paragraph);
	buf_release(&out);
}

void
sheet_put(struct span text, const char *look, size_t hang)
{
	size_t columns = sheet_columns(STDOUT_FILENO);

	if (columns > 0 && text.len > 0)
		wrap(text, look, hang, columns);
	else
		printf("%s%.*s%s\n", look, SPAN_ARGS(text), look[0] != '\0' ? PARAGRAPH_END : "");
}

void
sheet_print(size_t hang, const char *format, ...)
{
	va_list arguments;
	char *line;
	int len;

	va_start(arguments, format);
	len = vasprintf(&line, format, arguments);
	va_end(arguments);
	if (len < 0)
		memory_exhausted(0);
	sheet_put(span_make(line, (size_t)len), PARAGRAPH_PLAIN, hang);
	free(line);
}
