#include "feeds/link.h"

#include <string.h>

#include "feeds/base/ascii.h"

#define PORT_MAX 65535
#define CODE_LEN 3 /* "%20" */

static const char hex_digits[] = "0123456789ABCDEF";

/* RFC 3986, appendix B. What is absent is SPAN_NONE; the path is never absent. */
struct parts {
	struct span scheme;
	struct span authority;
	struct span path;
	struct span query;
	struct span fragment;
};

/* Bytes added one after the other; the room was computed before. */
struct pen {
	char *start;
	char *at;
};

static void
put(struct pen *pen, struct span bytes)
{
	if (bytes.len > 0)
		memcpy(pen->at, bytes.at, bytes.len);
	pen->at += bytes.len;
}

static void
put_code(struct pen *pen, char byte)
{
	pen->at[0] = '%';
	pen->at[1] = hex_digits[(unsigned char)byte >> 4];
	pen->at[2] = hex_digits[byte & 0xf];
	pen->at += CODE_LEN;
}

static struct span
written(const struct pen *pen)
{
	return span_make(pen->start, (size_t)(pen->at - pen->start));
}

struct span
link_scheme(struct span url)
{
	size_t len = 0;

	if (url.len == 0 || !ascii_is_alpha(url.at[0]))
		return SPAN("");
	while (len < url.len && (ascii_is_alnum(url.at[len]) || url.at[len] == '+' ||
					url.at[len] == '-' || url.at[len] == '.'))
		len++;
	return len < url.len && url.at[len] == ':' ? span_head(url, len) : SPAN("");
}

static bool
is_web_scheme(struct span scheme)
{
	return span_equal_nocase(scheme, SPAN("http")) || span_equal_nocase(scheme, SPAN("https"));
}

bool
link_is_web(struct span url)
{
	struct span scheme = link_scheme(url);

	return is_web_scheme(scheme) && url.len > scheme.len + 1;
}

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

static struct parts
take_apart(struct span url)
{
	struct parts parts = {0};
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
			len = CODE_LEN;
		else if (segment.at[0] != '.')
			return 0;
		segment = span_from(segment, len);
		n++;
	}
	return n;
}

/* Whether a segment may begin with a dot. */
static bool
has_dots(struct span path)
{
	for (size_t at = span_find_byte(path, '/') + 1; at < path.len; at++)
		if (path.at[at - 1] == '/' && (path.at[at] == '.' || path.at[at] == '%'))
			return true;
	return false;
}

/* RFC 3986, section 5.2.4. `path` is written without its "." and ".." segments. */
static void
put_path(struct pen *pen, struct span path)
{
	char *start = pen->at;
	struct span segment;
	bool is_rooted = path.len > 0 && path.at[0] == '/';
	int dots = 0;

	if (!has_dots(path) && is_rooted) {
		put(pen, path);
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
		put(pen, segment);
	}
	/* "/a/." and "/a/.." end in a folder. */
	if (dots == 1 || dots == 2)
		*pen->at++ = '/';
}

/* RFC 3986, section 5.3. */
static void
put_together(struct pen *pen, const struct parts *parts)
{
	bool is_opaque = parts->scheme.at != NULL && parts->authority.at == NULL &&
			 !span_starts_with(parts->path, SPAN("/"));

	if (parts->scheme.at != NULL) {
		put(pen, parts->scheme);
		put(pen, SPAN(":"));
	}
	if (parts->authority.at != NULL) {
		put(pen, SPAN("//"));
		put(pen, parts->authority);
	}
	if (is_opaque)
		put(pen, parts->path);
	else
		put_path(pen, parts->path);
	if (parts->query.at != NULL) {
		put(pen, SPAN("?"));
		put(pen, parts->query);
	}
	if (parts->fragment.at != NULL) {
		put(pen, SPAN("#"));
		put(pen, parts->fragment);
	}
}

static bool
is_control(char byte)
{
	return (unsigned char)byte < 0x20 || byte == 0x7f;
}

/* What no address may hold as it is, though authors write it (RFC 3986, section 2). */
static bool
needs_code(char byte)
{
	switch (byte) {
	case ' ':
	case '"':
	case '<':
	case '>':
	case '\\':
	case '^':
	case '`':
	case '{':
	case '|':
	case '}':
		return true;
	default:
		return false;
	}
}

static struct span
trim_controls(struct span text)
{
	while (text.len > 0 && (is_control(text.at[0]) || text.at[0] == ' '))
		text = span_from(text, 1);
	while (text.len > 0 && (is_control(text.at[text.len - 1]) || text.at[text.len - 1] == ' '))
		text.len--;
	return text;
}

static bool
is_clean(struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.at[i] <= ' ' || needs_code(text.at[i]) ||
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
	struct pen pen;
	size_t room = text.len * CODE_LEN;

	if (is_clean(text))
		return text;
	pen.start = pen.at = arena_bytes(arena, room);
	for (size_t i = 0; i < text.len; i++) {
		char byte = text.at[i];

		if (byte == '?' || byte == '#')
			turns_slashes = false;
		if (is_control(byte) || (byte == ' ' && i < host_end))
			continue;
		if (byte == '\\' && turns_slashes)
			*pen.at++ = '/';
		else if (needs_code(byte))
			put_code(&pen, byte);
		else
			*pen.at++ = byte;
	}
	arena_give_back(arena, pen.start, room, room - written(&pen).len);
	return written(&pen);
}

/* RFC 3986, section 5.2.3: the reference's path in the place of the base's last segment. */
static struct span
merge_paths(const struct parts *base, struct span path, struct arena *arena)
{
	struct span folder = base->path;
	struct pen pen;

	while (folder.len > 0 && folder.at[folder.len - 1] != '/')
		folder.len--;
	if (base->authority.at != NULL && base->path.len == 0)
		folder = SPAN("/");
	pen.start = pen.at = arena_bytes(arena, folder.len + path.len);
	put(&pen, folder);
	put(&pen, path);
	return written(&pen);
}

/* RFC 3986, section 5.2.2, for a reference without a scheme. */
static void
fill_from_base(struct parts *parts, const struct parts *base, struct arena *arena)
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
can_be_base(const struct parts *base)
{
	return base->scheme.at != NULL &&
	       (base->authority.at != NULL || span_starts_with(base->path, SPAN("/")));
}

/* Whether nothing of the reference would change: the usual case. */
static bool
is_finished(const struct parts *parts)
{
	return parts->scheme.at != NULL && !has_dots(parts->path);
}

struct span
link_resolve(struct span base, struct span reference, struct arena *arena)
{
	struct span text = trim_controls(reference);
	struct span base_text = trim_controls(base);
	struct span scheme = link_scheme(text);
	struct parts base_parts, parts;
	struct pen pen;

	if (reference.at == NULL || text.len > LINK_BYTES_MAX || base_text.len > LINK_BYTES_MAX)
		return SPAN_NONE;
	text = mend(text, is_web_scheme(scheme.len > 0 ? scheme : link_scheme(base_text)), arena);
	base_text = mend(base_text, is_web_scheme(link_scheme(base_text)), arena);
	base_parts = take_apart(base_text);
	parts = take_apart(text);
	/* "http:page" is relative to an http base, as browsers have it (RFC 3986, 5.2.2). */
	if (is_web_scheme(parts.scheme) && parts.authority.at == NULL &&
		span_equal_nocase(parts.scheme, base_parts.scheme))
		parts.scheme = SPAN_NONE;
	if (is_finished(&parts) || (parts.scheme.at == NULL && !can_be_base(&base_parts)))
		return text;
	if (parts.scheme.at == NULL)
		fill_from_base(&parts, &base_parts, arena);
	pen.start = pen.at = arena_bytes(arena, base_text.len + text.len + CODE_LEN);
	put_together(&pen, &parts);
	return written(&pen);
}

/* The host's place in an authority, with the brackets of an IPv6 address. */
static struct span
host_of(struct span authority)
{
	struct span host = authority;

	for (size_t i = authority.len; i > 0; i--) {
		if (authority.at[i - 1] != '@')
			continue;
		host = span_from(authority, i);
		break;
	}
	if (host.len > 0 && host.at[0] == '[')
		return span_head(host, span_find_byte(host, ']') + 1);
	return span_head(host, span_find_byte(host, ':'));
}

static bool
is_host(struct span host)
{
	if (host.len == 0)
		return false;
	if (host.at[0] == '[')
		return host.len > 2 && host.at[host.len - 1] == ']';
	for (size_t i = 0; i < host.len; i++)
		if (is_control(host.at[i]) || needs_code(host.at[i]) ||
			strchr("%[]", host.at[i]) != NULL)
			return false;
	return true;
}

/* The port behind the host into `port`: empty if it is the scheme's own. False: it is no port. */
static bool
read_port(struct span behind_host, struct span scheme, struct span *port)
{
	unsigned long long number;
	bool is_tls = span_equal_nocase(scheme, SPAN("https"));

	*port = SPAN("");
	if (behind_host.len <= 1)
		return behind_host.len == 0 || behind_host.at[0] == ':';
	if (behind_host.at[0] != ':' || !span_to_uint(span_from(behind_host, 1), PORT_MAX, &number))
		return false;
	if (number != (is_tls ? 443 : 80))
		*port = behind_host;
	return true;
}

static void
put_lower(struct pen *pen, struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		*pen->at++ = ascii_lower(text.at[i]);
}

static void
raise_codes(char *at, const char *end)
{
	for (; end - at >= CODE_LEN; at++) {
		if (*at != '%' || ascii_hex(at[1]) < 0 || ascii_hex(at[2]) < 0)
			continue;
		at[1] = ascii_upper(at[1]);
		at[2] = ascii_upper(at[2]);
	}
}

static void
put_normal(struct pen *pen, const struct parts *parts, struct span host, struct span port)
{
	struct parts tail = {.query = parts->query, .fragment = parts->fragment};
	char *path;

	put_lower(pen, parts->scheme);
	put(pen, SPAN("://"));
	put(pen, span_make(parts->authority.at, (size_t)(host.at - parts->authority.at)));
	put_lower(pen, host);
	put(pen, port);
	path = pen->at;
	put_path(pen, parts->path.len > 0 ? parts->path : SPAN("/"));
	raise_codes(path, pen->at);
	put_together(pen, &tail);
}

bool
link_normalise(struct span url, struct arena *arena, struct link *link)
{
	struct span text = link_resolve(SPAN_NONE, url, arena);
	struct parts parts = take_apart(text);
	struct span host, port;
	struct pen pen;

	if (!is_web_scheme(parts.scheme) || parts.authority.at == NULL)
		return false;
	host = host_of(parts.authority);
	if (!is_host(host) || !read_port(span_from(parts.authority,
						 (size_t)(host.at - parts.authority.at) + host.len),
				      parts.scheme, &port))
		return false;
	pen.start = pen.at = arena_bytes(arena, text.len + CODE_LEN);
	put_normal(&pen, &parts, host, port);
	link->url = written(&pen);
	return true;
}

struct span
link_host(struct link link)
{
	struct span host = host_of(take_apart(link.url).authority);

	if (host.len > 1 && host.at[0] == '[')
		return span_make(host.at + 1, host.len - 2);
	return host;
}
