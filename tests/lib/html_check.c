#include "tests/lib/html_check.h"

#include <stddef.h>

#include "feeds/base/utf8.h"
#include "feeds/html_tag.h"

static const char *const elements[] = {"script", "style", "iframe", "frame", "frameset", "object",
	"embed", "applet", "base", "meta", "link", "html", "head", "body", "template", "noscript",
	"noembed", "noframes", "plaintext", "xmp", "svg", "math", "form", "input", "button",
	"textarea", "select"};

static const char *const schemes[] = {
	"javascript:", "vbscript:", "file:", "data:text", "data:image/svg", "blob:"};

static const char *const style_words[] = {
	"url(", "expression", "behavior", "binding", "@import", "position", "\\", "/*"};

static const char *
attribute_fault(struct span name, struct span whole)
{
	struct span value = span_from(whole, name.len + 2); /* behind =" */

	if (span_starts_with_nocase(name, SPAN("on")) || span_equal_nocase(name, SPAN("srcdoc")))
		return "an attribute that runs";
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (span_starts_with_nocase(span_trim(value), span_of(schemes[i])) &&
			!span_equal(name, SPAN("title")) && !span_equal(name, SPAN("alt")))
			return schemes[i];
	for (size_t i = 0; i < sizeof style_words / sizeof *style_words; i++)
		if (span_equal(name, SPAN("style")) &&
			span_find_nocase(value, span_of(style_words[i])) < value.len)
			return style_words[i];
	return NULL;
}

static const char *
tag_fault(const struct html_tag *tag)
{
	struct span rest = tag->attributes;
	struct html_attribute attribute;
	const char *fault = NULL;

	if (!tag->is_closed || tag->name.len == 0)
		return "no start or end tag";
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		if (span_equal_nocase(tag->name, span_of(elements[i])))
			return elements[i];
	while (fault == NULL && html_tag_attribute(&rest, &attribute))
		fault = attribute_fault(attribute.name, attribute.whole);
	return fault;
}

const char *
html_fault(struct span html)
{
	const char *fault = utf8_is_valid(html) ? NULL : "malformed UTF-8";
	struct html_tags tags;
	size_t at = 0;

	html_tags_init(&tags, html);
	while (fault == NULL) {
		struct html_tag tag;

		at += span_find_byte(span_from(html, at), '<');
		if (at == html.len)
			return NULL;
		if (!html_tags_read(&tags, html.at + at, &tag))
			return "a '<' that is no tag";
		fault = tag_fault(&tag);
		at = (size_t)(tag.end - html.at);
	}
	return fault;
}
