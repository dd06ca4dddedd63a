#include "feeds/html_filter.h"

#include <string.h>

#include "feeds/html_attribute.h"

#define ATTRIBUTES_MAX 24

/*
 * Formatting elements that are left open are opened again in each block behind them, so that their
 * number times the number of blocks is what the tree grows to.
 */
#define FORMATTING_MAX 16

/* The standard's adoption agency gives up after eight blocks (13.2.6.4.7). */
#define ADOPTED_BLOCKS_MAX 7

static bool
is_named(const struct html_element *element, const char *name)
{
	return strcmp(element->name, name) == 0;
}

static bool
is_one_of(const struct html_element *element, const char *const *names)
{
	for (; *names != NULL; names++)
		if (is_named(element, *names))
			return true;
	return false;
}

static void
drop_open(struct html_filter *filter, size_t at)
{
	if ((filter->open[at]->flags & HTML_FORMATTING) != 0)
		filter->n_formatting--;
	filter->n_open--;
	memmove(&filter->open[at], &filter->open[at + 1],
		(filter->n_open - at) * sizeof *filter->open);
}

/* What the next start tag closes for certain, because it stands on top. */
static void
close_implied(struct html_filter *filter, const struct html_element *next)
{
	static const struct {
		const char *next[5];
		const char *top[5];
	} rules[] = {
		{{"li"}, {"li"}},
		{{"dd", "dt"}, {"dd", "dt"}},
		{{"td", "th", "tr", "tbody"}, {"td", "th"}},
		{{"tr", "tbody"}, {"tr"}},
	};

	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		const struct html_element *top;

		if (filter->n_open == 0 || !is_one_of(next, rules[i].next))
			continue;
		top = filter->open[filter->n_open - 1];
		if (is_one_of(top, rules[i].top))
			drop_open(filter, filter->n_open - 1);
	}
	if (filter->n_open > 0 && (next->flags & HTML_BLOCK) != 0 &&
		is_named(filter->open[filter->n_open - 1], "p"))
		drop_open(filter, filter->n_open - 1);
}

/*
 * Where the element stands that an end tag closes for certain, n_open if that is not certain:
 * another one in between may keep the end tag from reaching it.
 */
static size_t
find_closed(const struct html_filter *filter, const struct html_element *element)
{
	bool is_inline = (element->flags & (HTML_BLOCK | HTML_FORMATTING)) == 0;
	bool is_table_part =
		strncmp(element->name, "t", 1) == 0 && (element->flags & HTML_BLOCK) != 0;

	for (size_t at = filter->n_open; at > 0; at--) {
		const struct html_element *open = filter->open[at - 1];

		if (open == element)
			return at - 1;
		if ((open->flags & HTML_SCOPE) != 0 && (!is_table_part || is_named(open, "table")))
			break;
		if (is_inline && (open->flags & HTML_BLOCK) != 0)
			break;
		if (is_named(element, "li") && (is_named(open, "ul") || is_named(open, "ol")))
			break;
	}
	return filter->n_open;
}

/* A block takes with it what is open in it, but formatting that will be opened again. */
static void
close_block(struct html_filter *filter, size_t found)
{
	bool is_in_cell = (filter->open[found]->flags & HTML_SCOPE) != 0 &&
			  !is_named(filter->open[found], "table");
	size_t kept = found;

	for (size_t at = found + 1; at < filter->n_open; at++) {
		const struct html_element *open = filter->open[at];

		if ((open->flags & HTML_FORMATTING) != 0 && !is_in_cell)
			filter->open[kept++] = open;
		else if ((open->flags & HTML_FORMATTING) != 0)
			filter->n_formatting--;
	}
	filter->n_open = kept;
}

static void
note_end(struct html_filter *filter, const struct html_element *element)
{
	size_t found = find_closed(filter, element);

	if (found == filter->n_open)
		return;
	if ((element->flags & HTML_FORMATTING) == 0)
		close_block(filter, found);
	else if (filter->n_open - found <= ADOPTED_BLOCKS_MAX)
		drop_open(filter, found);
}

/* False: one more element of its kind is too much, and the tag is left out. */
static bool
note_start(struct html_filter *filter, const struct html_element *element)
{
	close_implied(filter, element);
	if ((element->flags & HTML_VOID) != 0)
		return true;
	if ((element->flags & HTML_FORMATTING) != 0) {
		if (filter->n_formatting == FORMATTING_MAX)
			return false;
		filter->n_formatting++;
	}
	filter->open[filter->n_open++] = element;
	return true;
}

static void
put_start(struct buf *out, const struct html_tag *tag)
{
	struct span rest = tag->attributes;
	struct html_attribute attribute;
	int n = 0;

	buf_add_byte(out, '<');
	buf_add_text(out, tag->element->name);
	while (n < ATTRIBUTES_MAX && html_tag_attribute(&rest, &attribute)) {
		if (html_attribute_find(tag->element, attribute.name) == NULL)
			continue;
		buf_add_byte(out, ' ');
		buf_add(out, attribute.whole);
		n++;
	}
	buf_add_byte(out, '>');
}

/* Old pages say "image", and every parser reads "img" (13.2.6.4.7). */
static void
rename_image(struct html_tag *tag)
{
	if (span_equal_nocase(tag->name, SPAN("image")) && !tag->is_end)
		tag->element = html_element_find(SPAN("img"));
}

static void
put_tag(struct html_filter *filter, struct html_tag *tag, struct buf *out)
{
	rename_image(tag);
	if (!tag->is_closed || tag->element == NULL || (tag->element->flags & HTML_ALLOWED) == 0)
		return;
	if (!tag->is_end) {
		if (note_start(filter, tag->element))
			put_start(out, tag);
		return;
	}
	note_end(filter, tag->element);
	buf_add_text(out, "</");
	buf_add_text(out, tag->element->name);
	buf_add_byte(out, '>');
}

void
html_filter_init(struct html_filter *filter, struct span html)
{
	*filter = (struct html_filter){.at = html.at};
	html_tags_init(&filter->tags, html);
}

bool
html_filter_next(struct html_filter *filter, struct buf *out)
{
	const char *end = filter->tags.end;

	if (filter->at == end)
		return false;
	filter->n_open = 0;
	filter->n_formatting = 0;
	while (filter->at < end && filter->n_open < HTML_DEPTH_MAX) {
		struct span rest = span_make(filter->at, (size_t)(end - filter->at));
		size_t text = span_find_byte(rest, '<');
		struct html_tag tag;

		buf_add(out, span_head(rest, text));
		filter->at += text;
		if (filter->at == end)
			break;
		if (html_tags_read(&filter->tags, filter->at, &tag)) {
			put_tag(filter, &tag, out);
			filter->at = tag.end;
		} else {
			buf_add_text(out, "&lt;");
			filter->at++;
		}
	}
	return true;
}
