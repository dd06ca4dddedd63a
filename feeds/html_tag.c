#include "feeds/html_tag.h"

#include <string.h>

#include "feeds/base/ascii.h"

#define NAME_SIZE 12

/* Names are padded with NULs, so that they compare as blocks. Sorted by name. */
static const struct element {
	char name[NAME_SIZE];
	enum html_effect effect;
} elements[] = {
	{"address", HTML_EFFECT_LINE},
	{"article", HTML_EFFECT_PARAGRAPH},
	{"aside", HTML_EFFECT_PARAGRAPH},
	{"blockquote", HTML_EFFECT_PARAGRAPH},
	{"body", HTML_EFFECT_LINE},
	{"br", HTML_EFFECT_BREAK},
	{"caption", HTML_EFFECT_LINE},
	{"center", HTML_EFFECT_LINE},
	{"dd", HTML_EFFECT_LINE},
	{"details", HTML_EFFECT_LINE},
	{"dir", HTML_EFFECT_PARAGRAPH},
	{"div", HTML_EFFECT_LINE},
	{"dl", HTML_EFFECT_PARAGRAPH},
	{"dt", HTML_EFFECT_LINE},
	{"fieldset", HTML_EFFECT_LINE},
	{"figcaption", HTML_EFFECT_LINE},
	{"figure", HTML_EFFECT_PARAGRAPH},
	{"footer", HTML_EFFECT_PARAGRAPH},
	{"form", HTML_EFFECT_LINE},
	{"h1", HTML_EFFECT_PARAGRAPH},
	{"h2", HTML_EFFECT_PARAGRAPH},
	{"h3", HTML_EFFECT_PARAGRAPH},
	{"h4", HTML_EFFECT_PARAGRAPH},
	{"h5", HTML_EFFECT_PARAGRAPH},
	{"h6", HTML_EFFECT_PARAGRAPH},
	{"header", HTML_EFFECT_PARAGRAPH},
	{"hr", HTML_EFFECT_PARAGRAPH},
	{"iframe", HTML_EFFECT_SWALLOW},
	{"legend", HTML_EFFECT_LINE},
	{"li", HTML_EFFECT_LINE},
	{"main", HTML_EFFECT_PARAGRAPH},
	{"menu", HTML_EFFECT_PARAGRAPH},
	{"nav", HTML_EFFECT_PARAGRAPH},
	{"noembed", HTML_EFFECT_SWALLOW},
	{"noframes", HTML_EFFECT_SWALLOW},
	{"ol", HTML_EFFECT_PARAGRAPH},
	{"option", HTML_EFFECT_LINE},
	{"p", HTML_EFFECT_PARAGRAPH},
	{"pre", HTML_EFFECT_PARAGRAPH},
	{"script", HTML_EFFECT_SWALLOW},
	{"section", HTML_EFFECT_PARAGRAPH},
	{"style", HTML_EFFECT_SWALLOW},
	{"summary", HTML_EFFECT_LINE},
	{"svg", HTML_EFFECT_HIDE},
	{"table", HTML_EFFECT_PARAGRAPH},
	{"td", HTML_EFFECT_CELL},
	{"template", HTML_EFFECT_HIDE},
	{"th", HTML_EFFECT_CELL},
	{"title", HTML_EFFECT_HIDE},
	{"tr", HTML_EFFECT_LINE},
	{"ul", HTML_EFFECT_PARAGRAPH},
};

#define N_ELEMENTS (sizeof elements / sizeof *elements)

_Static_assert(N_ELEMENTS <= 64, "html_tags.unclosed has a bit for each");

static const struct element *
find_element(struct span name)
{
	char padded[NAME_SIZE] = "";
	size_t low = 0;
	size_t high = N_ELEMENTS;

	if (name.len >= NAME_SIZE)
		return NULL;
	for (size_t i = 0; i < name.len; i++)
		padded[i] = ascii_lower(name.at[i]);
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = memcmp(elements[middle].name, padded, NAME_SIZE);

		if (order == 0)
			return &elements[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static bool
ends_name(char byte)
{
	return ascii_is_space(byte) || byte == '/' || byte == '>';
}

static const char *
behind(const char *at, const char *end, char byte, bool *is_found)
{
	const char *found = at < end ? memchr(at, byte, (size_t)(end - at)) : NULL;

	*is_found = found != NULL;
	return found != NULL ? found + 1 : end;
}

/* Behind the quoted value whose quote stands at `at`, if it is one. */
static const char *
skip_value(const char *at, const char *end)
{
	bool is_found;

	while (at < end && ascii_is_space(*at))
		at++;
	if (at < end && (*at == '"' || *at == '\''))
		return behind(at + 1, end, *at, &is_found);
	while (at < end && !ascii_is_space(*at) && *at != '>')
		at++;
	return at;
}

/*
 * Behind the '>' of the tag whose name ends at `at`. A quote counts only behind '=', and '=' only
 * behind a name.
 */
static const char *
skip_attributes(const char *at, const char *end, bool *is_closed)
{
	bool has_name = false;

	while (at < end && *at != '>') {
		if (*at == '=' && has_name) {
			at = skip_value(at + 1, end);
			has_name = false;
			continue;
		}
		if (*at == '/')
			has_name = false;
		else if (!ascii_is_space(*at))
			has_name = true;
		at++;
	}
	*is_closed = at < end;
	return *is_closed ? at + 1 : end;
}

/* "<!-- ... -->", with the short and the wrong forms that browsers know. */
static const char *
skip_comment(const char *at, const char *end, bool *is_closed)
{
	const char *text = at + strlen("<!--");
	const char *close = text;

	*is_closed = true;
	if (close < end && *close == '>')
		return close + 1;
	if (end - close >= 2 && memcmp(close, "->", 2) == 0)
		return close + 2;
	while (close < end && (close = memchr(close, '>', (size_t)(end - close))) != NULL) {
		if (close - text >= 2 && memcmp(close - 2, "--", 2) == 0)
			return close + 1;
		if (close - text >= 3 && memcmp(close - 3, "--!", 3) == 0)
			return close + 1;
		close++;
	}
	*is_closed = false;
	return end;
}

static bool
is_end_tag_of(const char *at, const char *end, struct span name)
{
	struct span rest = span_make(at, (size_t)(end - at));

	if (rest.len <= name.len + 2 || rest.at[1] != '/')
		return false;
	return span_starts_with_nocase(span_from(rest, 2), name) && ends_name(at[name.len + 2]);
}

/* Behind the end tag of the element `name`, NULL if there is none. */
static const char *
find_end_tag(const char *at, const char *end, struct span name)
{
	bool is_closed;

	while (at < end && (at = memchr(at, '<', (size_t)(end - at))) != NULL) {
		if (is_end_tag_of(at, end, name))
			return skip_attributes(at + 2 + name.len, end, &is_closed);
		at++;
	}
	return NULL;
}

static bool
is_self_closing(const struct html_tag *tag)
{
	return tag->is_closed && tag->end[-2] == '/';
}

/* Takes the content of an element that is not shown into its tag. */
static void
swallow(struct html_tags *tags, struct html_tag *tag, size_t element)
{
	bool may_be_open = tag->effect == HTML_EFFECT_HIDE;
	uint64_t bit = (uint64_t)1 << element;
	const char *close;

	if (may_be_open && ((tags->unclosed & bit) != 0 || is_self_closing(tag)))
		return;
	close = find_end_tag(tag->end, tags->end, tag->name);
	if (close != NULL)
		tag->end = close;
	else if (may_be_open)
		tags->unclosed |= bit;
	else
		tag->end = tags->end;
}

static void
read_named(struct html_tags *tags, const char *name, struct html_tag *tag)
{
	const struct element *element;
	const char *at = name;

	while (at < tags->end && !ends_name(*at))
		at++;
	tag->name = span_make(name, (size_t)(at - name));
	tag->end = skip_attributes(at, tags->end, &tag->is_closed);
	element = find_element(tag->name);
	if (element == NULL)
		return;
	tag->effect = element->effect;
	if (!tag->is_end && element->effect >= HTML_EFFECT_SWALLOW)
		swallow(tags, tag, (size_t)(element - elements));
}

void
html_tags_init(struct html_tags *tags, struct span html)
{
	*tags = (struct html_tags){.end = html.at + html.len};
}

bool
html_tags_read(struct html_tags *tags, const char *at, struct html_tag *tag)
{
	size_t left = (size_t)(tags->end - at);

	*tag = (struct html_tag){.end = at};
	if (left < 2)
		return false;
	tag->is_end = at[1] == '/';
	if (ascii_is_alpha(at[1])) {
		read_named(tags, at + 1, tag);
	} else if (tag->is_end && left > 2 && ascii_is_alpha(at[2])) {
		read_named(tags, at + 2, tag);
	} else if (left >= 4 && memcmp(at, "<!--", 4) == 0) {
		tag->end = skip_comment(at, tags->end, &tag->is_closed);
	} else if (at[1] == '!' || at[1] == '?' || (tag->is_end && left > 2)) {
		tag->end = behind(at + 2, tags->end, '>', &tag->is_closed);
	} else {
		return false;
	}
	return true;
}
