#include <string.h>

#include "feeds/base/ascii.h"
#include "feeds/link.h"
#include "feeds/link_parts.h"

static struct span
trim_controls(struct span text)
{
	while (text.len > 0 && (link_is_control(text.at[0]) || text.at[0] == ' '))
		text = span_from(text, 1);
	while (text.len > 0 &&
		(link_is_control(text.at[text.len - 1]) || text.at[text.len - 1] == ' '))
		text.len--;
	return text;
}

static bool
is_clean(struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.at[i] <= ' ' || link_needs_code(text.at[i]) ||
			text.at[i] == 0x7f)
			return false;
	return true;
}

/* Where the authority ends, 0 if there is none. */
static size_t
authority_end(struct span text)
{
	size_t at = link_scheme(text).len;

	at += at > 0 ? 1 : 0;
	if (!span_starts_with(span_from(text, at), SPAN("//")))
		return 0;
	for (at += 2; at < text.len; at++)
		if (text.at[at] == '/' || text.at[at] == '?' || text.at[at] == '#')
			break;
	return at;
}

/*
 * The reference as a browser would read it; `is_web`: '\' in the path is a '/', and what is left of
 * a line end in the host (XML makes it a blank) is nothing.
 */
static struct span
mend(struct span text, bool is_web, struct arena *arena)
{
	size_t host_end = is_web ? authority_end(text) : 0;
	bool turns_slashes = is_web;
	struct link_pen pen;
	size_t room = text.len * LINK_CODE_LEN;

	if (is_clean(text))
		return text;
	pen.start = pen.at = arena_bytes(arena, room);
	for (size_t i = 0; i < text.len; i++) {
		char byte = text.at[i];

		if (byte == '?' || byte == '#')
			turns_slashes = false;
		if (link_is_control(byte) || (byte == ' ' && i < host_end))
			continue;
		if (byte == '\\' && turns_slashes)
			*pen.at++ = '/';
		else if (link_needs_code(byte))
			link_put_code(&pen, byte);
		else
			*pen.at++ = byte;
	}
	arena_give_back(arena, pen.start, room, room - link_written(&pen).len);
	return link_written(&pen);
}

/* RFC 3986, section 5.2.3: the reference's path in the place of the base's last segment. */
static struct span
merge_paths(const struct link_parts *base, struct span path, struct arena *arena)
{
	struct span folder = base->path;
	struct link_pen pen;

	while (folder.len > 0 && folder.at[folder.len - 1] != '/')
		folder.len--;
	if (base->authority.at != NULL && base->path.len == 0)
		folder = SPAN("/");
	pen.start = pen.at = arena_bytes(arena, folder.len + path.len);
	link_put(&pen, folder);
	link_put(&pen, path);
	return link_written(&pen);
}

/* RFC 3986, section 5.2.2, for a reference without a scheme. */
static void
fill_from_base(struct link_parts *parts, const struct link_parts *base, struct arena *arena)
{
	parts->scheme = base->scheme;
	if (parts->authority.at != NULL)
		return;
	parts->authority = base->authority;
	if (parts->path.len == 0) {
		parts->path = base->path;
		if (parts->query.at == NULL)
			parts->query = base->query;
		return;
	}
	if (parts->path.at[0] != '/')
		parts->path = merge_paths(base, parts->path, arena);
}

static bool
can_be_base(const struct link_parts *base)
{
	return base->scheme.at != NULL &&
	       (base->authority.at != NULL || span_starts_with(base->path, SPAN("/")));
}

/* Whether nothing of the reference would change: the usual case. */
static bool
is_finished(const struct link_parts *parts)
{
	return parts->scheme.at != NULL && !link_has_dots(parts->path);
}

/* A whole address that needs nothing, whatever the base is. */
static bool
is_whole(struct span text)
{
	struct link_parts parts = link_take_apart(text);

	return link_is_web_scheme(parts.scheme) && parts.authority.at != NULL &&
	       is_finished(&parts);
}

struct span
link_resolve(struct span base, struct span reference, struct arena *arena)
{
	struct span text = trim_controls(reference);
	struct span base_text = trim_controls(base);
	struct span scheme;
	struct link_parts base_parts, parts;
	struct link_pen pen;

	if (reference.at == NULL || text.len > LINK_BYTES_MAX || base_text.len > LINK_BYTES_MAX)
		return SPAN_NONE;
	if (is_clean(text) && is_whole(text))
		return text;
	scheme = link_scheme(text);
	text = mend(
		text, link_is_web_scheme(scheme.len > 0 ? scheme : link_scheme(base_text)), arena);
	base_text = mend(base_text, link_is_web_scheme(link_scheme(base_text)), arena);
	base_parts = link_take_apart(base_text);
	parts = link_take_apart(text);
	/* "http:page" is relative to an http base, as browsers have it (RFC 3986, 5.2.2). */
	if (link_is_web_scheme(parts.scheme) && parts.authority.at == NULL &&
		span_equal_nocase(parts.scheme, base_parts.scheme))
		parts.scheme = SPAN_NONE;
	if (is_finished(&parts) || (parts.scheme.at == NULL && !can_be_base(&base_parts)))
		return text;
	if (parts.scheme.at == NULL)
		fill_from_base(&parts, &base_parts, arena);
	pen.start = pen.at = arena_bytes(arena, base_text.len + text.len + LINK_CODE_LEN);
	link_put_together(&pen, &parts);
	return link_written(&pen);
}
