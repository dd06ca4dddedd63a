#include "feeds/link.h"

#include <string.h>

#include "feeds/base/ascii.h"
#include "feeds/link_parts.h"

#define PORT_MAX 65535

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

bool
link_is_web(struct span url)
{
	struct span scheme = link_scheme(url);

	return link_is_web_scheme(scheme) && url.len > scheme.len + 1;
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
		if (link_is_control(host.at[i]) || link_needs_code(host.at[i]) ||
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
put_lower(struct link_pen *pen, struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		*pen->at++ = ascii_lower(text.at[i]);
}

static void
raise_codes(char *at, const char *end)
{
	for (; end - at >= LINK_CODE_LEN; at++) {
		if (*at != '%' || ascii_hex(at[1]) < 0 || ascii_hex(at[2]) < 0)
			continue;
		at[1] = ascii_upper(at[1]);
		at[2] = ascii_upper(at[2]);
	}
}

static void
put_normal(struct link_pen *pen, const struct link_parts *parts, struct span host, struct span port)
{
	struct link_parts tail = {.query = parts->query, .fragment = parts->fragment};
	char *path;

	put_lower(pen, parts->scheme);
	link_put(pen, SPAN("://"));
	link_put(pen, span_make(parts->authority.at, (size_t)(host.at - parts->authority.at)));
	put_lower(pen, host);
	link_put(pen, port);
	path = pen->at;
	link_put_path(pen, parts->path.len > 0 ? parts->path : SPAN("/"));
	raise_codes(path, pen->at);
	link_put_together(pen, &tail);
}

bool
link_normalise(struct span url, struct arena *arena, struct link *link)
{
	struct span text = link_resolve(SPAN_NONE, url, arena);
	struct link_parts parts = link_take_apart(text);
	struct span host, port;
	struct link_pen pen;

	if (!link_is_web_scheme(parts.scheme) || parts.authority.at == NULL)
		return false;
	host = host_of(parts.authority);
	if (!is_host(host) || !read_port(span_from(parts.authority,
						 (size_t)(host.at - parts.authority.at) + host.len),
				      parts.scheme, &port))
		return false;
	pen.start = pen.at = arena_bytes(arena, text.len + LINK_CODE_LEN);
	put_normal(&pen, &parts, host, port);
	link->url = link_written(&pen);
	return true;
}

struct span
link_host(struct link link)
{
	struct span host = host_of(link_take_apart(link.url).authority);

	if (host.len > 1 && host.at[0] == '[')
		return span_make(host.at + 1, host.len - 2);
	return host;
}
