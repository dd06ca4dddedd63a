#include "feeds/html_tag.h"

#include <string.h>

#include "feeds/base/ascii.h"

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
swallow(struct html_tags *tags, struct html_tag *tag)
{
	bool may_be_open = tag->element->effect == HTML_EFFECT_HIDE;
	unsigned bit = tag->element->hidden;
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
	const char *at = name;

	while (at < tags->end && !ends_name(*at))
		at++;
	tag->name = span_make(name, (size_t)(at - name));
	tag->end = skip_attributes(at, tags->end, &tag->is_closed);
	tag->attributes = span_make(at, (size_t)(tag->end - at) - (tag->is_closed ? 1 : 0));
	if (!span_equal(tag->name, tags->last_name)) {
		tags->last_name = tag->name;
		tags->last_element = html_element_find(tag->name);
	}
	tag->element = tags->last_element;
	if (tag->element != NULL && !tag->is_end && tag->element->effect >= HTML_EFFECT_SWALLOW)
		swallow(tags, tag);
}

/* "<!DOCTYPE html>", "<?xml ... ?>", "</ >" */
static bool
read_declaration(struct html_tags *tags, const char *at, struct html_tag *tag)
{
	if (!tags->has_no_end)
		tag->end = behind(at + 2, tags->end, '>', &tag->is_closed);
	tags->has_no_end = !tag->is_closed;
	return tag->is_closed;
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
		return read_declaration(tags, at, tag);
	} else {
		return false;
	}
	return true;
}

bool
html_tag_attribute(struct span *rest, struct html_attribute *attribute)
{
	const char *at = rest->at;
	const char *end = rest->at + rest->len;
	const char *name, *value;

	while (at < end && (ascii_is_space(*at) || *at == '/'))
		at++;
	name = at;
	if (at < end)
		at++; /* a '=' here belongs to the name */
	while (at < end && !ends_name(*at) && *at != '=')
		at++;
	attribute->name = span_make(name, (size_t)(at - name));
	for (value = at; value < end && ascii_is_space(*value);)
		value++;
	if (value < end && *value == '=')
		at = skip_value(value + 1, end);
	attribute->whole = span_make(name, (size_t)(at - name));
	*rest = span_make(at, (size_t)(end - at));
	return attribute->name.len > 0;
}
