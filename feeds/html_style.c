#include "feeds/html_style.h"

#include <string.h>

#include "feeds/base/ascii.h"
#include "feeds/base/buf.h"

#define STYLE_BYTES_MAX 1024
#define VALUE_BYTES_MAX 80

static const char *const properties[] = {"background-color", "color", "direction", "font-style",
	"font-variant", "font-weight", "list-style-type", "text-align", "text-decoration",
	"text-indent", "text-transform", "vertical-align", "white-space", NULL};

static const char *const functions[] = {"rgb(", "rgba(", "hsl(", "hsla(", NULL};

/* Words of values that run something in old browsers; no value that is meant well has them. */
static const char *const running[] = {"expression", "behavior", "binding", NULL};

/* Takes the next "name: value" off `rest`. */
static bool
next_declaration(struct span *rest, struct span *name, struct span *value)
{
	struct span declaration;
	size_t colon;

	if (!span_split(rest, ';', &declaration))
		return false;
	colon = span_find_byte(declaration, ':');
	*name = span_trim(span_head(declaration, colon));
	*value = span_trim(span_from(declaration, colon + 1));
	return true;
}

static bool
is_property(struct span name)
{
	for (const char *const *property = properties; *property != NULL; property++)
		if (span_equal_nocase(name, span_of(*property)))
			return true;
	return false;
}

static bool
is_plain(char byte)
{
	return ascii_is_alnum(byte) || memchr(" #%.,-!", byte, strlen(" #%.,-!")) != NULL;
}

/* "rgb(1, 2, 3)": the only brackets, and nothing behind them. */
static struct span
inside_function(struct span value)
{
	for (const char *const *function = functions; *function != NULL; function++)
		if (span_starts_with_nocase(value, span_of(*function)) &&
			value.at[value.len - 1] == ')')
			return span_head(span_from(value, strlen(*function)),
				value.len - strlen(*function) - 1);
	return value;
}

static bool
is_harmless(struct span value)
{
	if (value.len == 0 || value.len > VALUE_BYTES_MAX)
		return false;
	for (const char *const *word = running; *word != NULL; word++)
		if (span_find_nocase(value, span_of(*word)) < value.len)
			return false;
	value = inside_function(value);
	for (size_t i = 0; i < value.len; i++)
		if (!is_plain(value.at[i]))
			return false;
	return true;
}

static void
put_lower(struct buf *out, struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		buf_add_byte(out, ascii_lower(text.at[i]));
}

struct span
html_style_clean(struct span style, struct arena *arena)
{
	struct buf out;
	struct span name, value, copy;

	buf_init(&out, STYLE_BYTES_MAX);
	while (next_declaration(&style, &name, &value) && !out.is_full) {
		if (!is_property(name) || !is_harmless(value))
			continue;
		if (out.len > 0)
			buf_add_text(&out, "; ");
		put_lower(&out, name);
		buf_add_text(&out, ": ");
		put_lower(&out, value);
	}
	copy = out.len > 0 && !out.is_full ? arena_copy(arena, buf_span(&out)) : SPAN_NONE;
	buf_release(&out);
	return copy;
}

bool
html_style_hides(struct span style)
{
	struct span name, value;

	while (next_declaration(&style, &name, &value)) {
		if (span_equal_nocase(name, SPAN("display")) &&
			span_starts_with_nocase(value, SPAN("none")))
			return true;
		if (span_equal_nocase(name, SPAN("visibility")) &&
			span_starts_with_nocase(value, SPAN("hidden")))
			return true;
		if ((span_equal_nocase(name, SPAN("width")) ||
			    span_equal_nocase(name, SPAN("height"))) &&
			(span_equal_nocase(value, SPAN("0")) ||
				span_equal_nocase(value, SPAN("0px")) ||
				span_equal_nocase(value, SPAN("1px"))))
			return true;
	}
	return false;
}
