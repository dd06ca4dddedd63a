#include "feeds/link_parts.h"

#include <string.h>

#include "feeds/base/ascii.h"
#include "feeds/link.h"

static const char hex_digits[] = "0123456789ABCDEF";

void
link_put(struct link_pen *pen, struct span bytes)
{
	if (bytes.len > 0)
		memcpy(pen->at, bytes.at, bytes.len);
	pen->at += bytes.len;
}

void
link_put_code(struct link_pen *pen, char byte)
{
	pen->at[0] = '%';
	pen->at[1] = hex_digits[(unsigned char)byte >> 4];
	pen->at[2] = hex_digits[byte & 0xf];
	pen->at += LINK_CODE_LEN;
}

struct span
link_written(const struct link_pen *pen)
{
	return span_make(pen->start, (size_t)(pen->at - pen->start));
}

bool
link_is_web_scheme(struct span scheme)
{
	return span_equal_nocase(scheme, SPAN("http")) || span_equal_nocase(scheme, SPAN("https"));
}

bool
link_is_control(char byte)
{
	return (unsigned char)byte < 0x20 || byte == 0x7f;
}

const bool link_codes[256] = {
	[' '] = true,
	['"'] = true,
	['<'] = true,
	['>'] = true,
	['\\'] = true,
	['^'] = true,
	['`'] = true,
	['{'] = true,
	['|'] = true,
	['}'] = true,
};

/* Takes what begins with `mark` off the end of `rest`, without the mark. */
static struct span
cut_from(struct span *rest, char mark)
{
	size_t at = span_find_byte(*rest, mark);
	struct span tail = SPAN_NONE;

	if (at < rest->len)
		tail = span_from(*rest, at + 1);
	*rest = span_head(*rest, at);
	return tail;
}

struct link_parts
link_take_apart(struct span url)
{
	struct link_parts parts = {0};
	struct span scheme = link_scheme(url);

	if (scheme.len > 0) {
		parts.scheme = scheme;
		url = span_from(url, scheme.len + 1);
	}
	parts.fragment = cut_from(&url, '#');
	parts.query = cut_from(&url, '?');
	if (span_starts_with(url, SPAN("//"))) {
		url = span_from(url, 2);
		parts.authority = span_head(url, span_find_byte(url, '/'));
		url = span_from(url, parts.authority.len);
	}
	parts.path = url;
	return parts;
}

/* Where the last segment that stands in the path from `start` on begins: at its '/'. */
static char *
last_segment(char *start, char *at)
{
	while (at > start && at[-1] != '/')
		at--;
	return at > start ? at - 1 : start;
}

/* How many dots, written plainly or as %2e, the segment consists of; 0: it is another one. */
static int
count_dots(struct span segment)
{
	int n = 0;

	while (segment.len > 0) {
		size_t len = 1;

		if (span_starts_with_nocase(segment, SPAN("%2e")))
			len = LINK_CODE_LEN;
		else if (segment.at[0] != '.')
			return 0;
		segment = span_from(segment, len);
		n++;
	}
	return n;
}

bool
link_has_dots(struct span path)
{
	for (size_t at = span_find_byte(path, '/') + 1; at < path.len; at++)
		if (path.at[at - 1] == '/' && (path.at[at] == '.' || path.at[at] == '%'))
			return true;
	return false;
}

void
link_put_path(struct link_pen *pen, struct span path)
{
	char *start = pen->at;
	struct span segment;
	bool is_rooted = path.len > 0 && path.at[0] == '/';
	int dots = 0;

	if (!link_has_dots(path) && is_rooted) {
		link_put(pen, path);
		return;
	}
	if (path.len == 0)
		return;
	if (is_rooted)
		path = span_from(path, 1);
	while (span_split(&path, '/', &segment)) {
		dots = count_dots(segment);
		if (dots == 2)
			pen->at = last_segment(start, pen->at);
		if (dots == 1 || dots == 2)
			continue;
		if (is_rooted || pen->at > start)
			*pen->at++ = '/';
		link_put(pen, segment);
	}
	/* "/a/." and "/a/.." end in a folder. */
	if (dots == 1 || dots == 2)
		*pen->at++ = '/';
}

void
link_put_together(struct link_pen *pen, const struct link_parts *parts)
{
	bool is_opaque = parts->scheme.at != NULL && parts->authority.at == NULL &&
			 !span_starts_with(parts->path, SPAN("/"));

	if (parts->scheme.at != NULL) {
		link_put(pen, parts->scheme);
		link_put(pen, SPAN(":"));
	}
	if (parts->authority.at != NULL) {
		link_put(pen, SPAN("//"));
		link_put(pen, parts->authority);
	}
	if (is_opaque)
		link_put(pen, parts->path);
	else
		link_put_path(pen, parts->path);
	if (parts->query.at != NULL) {
		link_put(pen, SPAN("?"));
		link_put(pen, parts->query);
	}
	if (parts->fragment.at != NULL) {
		link_put(pen, SPAN("#"));
		link_put(pen, parts->fragment);
	}
}
