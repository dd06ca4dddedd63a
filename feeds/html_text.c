#include "feeds/html_text.h"

#include "feeds/entity.h"
#include "feeds/html_tag.h"
#include "feeds/text_writer.h"

#define GROWTH 5 /* nothing grows by more than this part of it: "&nGt;" becomes six bytes */

/* What a reference decoded to: text again, but never markup. */
static void
copy_decoded(struct text_writer *writer, const char *at, const char *end)
{
	while (at < end) {
		enum text_kind kind = text_kind((unsigned char)*at);

		if (kind == TEXT_KIND_LONG) {
			at = text_copy_long(writer, at, end);
			continue;
		}
		if (kind == TEXT_KIND_SPACE) {
			text_owe(writer, TEXT_GAP_BLANK);
		} else if (kind != TEXT_KIND_CONTROL) {
			text_pay_gap(writer);
			*writer->out++ = *at;
		}
		at++;
	}
}

/*
 * Old names without ';' are read as in attributes: a text with an '&' that was not escaped mostly
 * quotes an address, and its "&copy=2" is no sign.
 */
static const char *
copy_reference(struct text_writer *writer, const char *at, const char *end)
{
	char decoded[ENTITY_MAX_BYTES] = "&";
	size_t len = 1;
	size_t used = entity_decode(span_make(at + 1, (size_t)(end - at) - 1), true, decoded, &len);

	copy_decoded(writer, decoded, decoded + len);
	return at + 1 + used;
}

static void
break_by_tag(struct text_writer *writer, const struct html_tag *tag)
{
	if (tag->element == NULL)
		return;
	switch ((enum html_effect)tag->element->effect) {
	case HTML_EFFECT_NONE:
	case HTML_EFFECT_SWALLOW:
	case HTML_EFFECT_HIDE:
		break;
	case HTML_EFFECT_CELL:
		text_owe(writer, TEXT_GAP_BLANK);
		break;
	case HTML_EFFECT_BREAK:
		text_owe(writer, writer->gap >= TEXT_GAP_LINE ? TEXT_GAP_PARAGRAPH : TEXT_GAP_LINE);
		break;
	case HTML_EFFECT_LINE:
		text_owe(writer, TEXT_GAP_LINE);
		break;
	case HTML_EFFECT_PARAGRAPH:
		text_owe(writer, TEXT_GAP_PARAGRAPH);
		break;
	}
}

static void
write_markup(struct text_writer *writer, struct span html)
{
	struct html_tags tags;
	const char *at = html.at;
	const char *end = html.at + html.len;

	html_tags_init(&tags, html);
	while (at < end) {
		struct html_tag tag;

		switch (text_kind((unsigned char)*at)) {
		case TEXT_KIND_PLAIN:
			at = text_copy_plain(writer, at, end);
			break;
		case TEXT_KIND_SPACE:
			at = text_skip_space(writer, at, end);
			break;
		case TEXT_KIND_REFERENCE:
			at = copy_reference(writer, at, end);
			break;
		case TEXT_KIND_CONTROL:
			at++;
			break;
		case TEXT_KIND_LONG:
			at = text_copy_long(writer, at, end);
			break;
		case TEXT_KIND_TAG:
			if (html_tags_read(&tags, at, &tag)) {
				break_by_tag(writer, &tag);
				at = tag.end;
			} else {
				at = text_copy_plain(writer, at, end);
			}
			break;
		}
	}
}

struct span
html_text(struct span html, enum html_text_layout layout, struct arena *arena)
{
	struct span trimmed = span_trim(html);
	size_t room = trimmed.len + trimmed.len / GROWTH + 1;
	struct text_writer writer = {.layout = layout};
	struct arena_draft draft;

	if (html.at == NULL || text_is_tidy(trimmed))
		return trimmed;
	draft = arena_draft_begin(arena, room);
	writer.start = draft.at;
	writer.out = writer.start;
	write_markup(&writer, trimmed);
	if (writer.is_malformed) {
		arena_draft_end(arena, draft, 0);
		return html_text(text_mend(trimmed, arena), layout, arena);
	}
	return arena_draft_end(arena, draft, (size_t)(writer.out - writer.start));
}

bool
html_looks_like_markup(struct span text)
{
	struct html_tags tags;
	struct html_tag tag;
	bool may_close = true; /* an open tag reaches to the end, so that no later one is closed */
	char decoded[ENTITY_MAX_BYTES];
	size_t len;

	if (text.len == 0)
		return false;
	html_tags_init(&tags, text);
	if (span_find_byte(text, '<') == text.len && span_find_byte(text, '&') == text.len)
		return false; /* most titles: the fast look first */
	for (size_t at = 0; at < text.len; at++) {
		if (text.at[at] == '<' && may_close && html_tags_read(&tags, text.at + at, &tag)) {
			may_close = tag.is_closed;
			if (tag.is_closed)
				return true;
		}
		if (text.at[at] == '&' &&
			entity_decode(span_from(text, at + 1), true, decoded, &len) > 0)
			return true;
	}
	return false;
}
