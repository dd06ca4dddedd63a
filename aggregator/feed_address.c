#include "aggregator/feed_address.h"

#include <string.h>
#include <sysexits.h>

#include "aggregator/fetch/url.h"
#include "feeds/base/buf.h"

#define ADDRESS_BYTES_MAX ((size_t)1 << 15)

/* What stands behind the host and its port. */
static struct span
path_of(struct span url)
{
	size_t scheme = span_find(url, SPAN("://"));
	size_t at = scheme < url.len ? scheme + strlen("://") : 0;

	while (at < url.len && strchr("/?#", url.at[at]) == NULL)
		at++;
	return span_from(url, at);
}

static bool
has_user(struct span url)
{
	struct span path = path_of(url);
	struct span authority = span_head(url, url.len - path.len);

	return span_find_byte(authority, '@') < authority.len;
}

static bool
is_usual_port(const struct url *url)
{
	return strcmp(url->port, url->is_https ? "443" : "80") == 0;
}

static struct span
key_of(const struct url *url, struct span asked, struct arena *arena)
{
	struct span path = path_of(asked);
	struct span key;
	struct buf out;

	path = span_head(path, span_find_byte(path, '#'));
	if (span_ends_with(path, SPAN("/")) && span_find_byte(path, '?') == path.len)
		path = span_head(path, path.len - 1);
	buf_init(&out, ADDRESS_BYTES_MAX);
	buf_add_text(&out, url->host);
	if (!is_usual_port(url))
		buf_format(&out, ":%s", url->port);
	buf_add(&out, path);
	key = arena_copy(arena, buf_span(&out));
	buf_release(&out);
	return key;
}

/* RFC 3986, section 2: these stand in no URL, though servers take them. */
static const char *
without_odd_signs(const char *url, struct arena *arena)
{
	struct buf out;
	const char *copy;

	buf_init(&out, ADDRESS_BYTES_MAX);
	for (; *url != '\0'; url++)
		if (strchr("{}|\\^`", *url) != NULL)
			buf_format(&out, "%%%02X", (unsigned)(unsigned char)*url);
		else
			buf_add_byte(&out, *url);
	copy = arena_string(arena, buf_span(&out));
	buf_release(&out);
	return copy;
}

struct span
feed_address_shown(struct span written, struct arena *arena)
{
	struct span path = path_of(written);
	struct span before = span_head(written, written.len - path.len);
	size_t scheme = span_find(before, SPAN("://"));
	size_t at = before.len;
	struct span shown;
	struct buf out;

	while (at > 0 && before.at[at - 1] != '@')
		at--;
	if (at == 0)
		return written;
	buf_init(&out, ADDRESS_BYTES_MAX);
	buf_add(&out, span_head(before, scheme < at ? scheme + strlen("://") : 0));
	buf_add_text(&out, "...@");
	buf_add(&out, span_from(before, at));
	buf_add(&out, path);
	shown = arena_copy(arena, buf_span(&out));
	buf_release(&out);
	return shown;
}

bool
feed_address_read(
	struct feed_address *address, struct span written, struct arena *arena, struct error *err)
{
	struct url url;
	bool ok = url_parse(&url, written, err);

	if (ok && has_user(span_of(url.text)))
		ok = error_set(err, EX_DATAERR,
			"expected an address without user and password; they have a key of their "
			"own, `auth`");
	if (ok) {
		address->url = without_odd_signs(url.text, arena);
		address->key = key_of(&url, span_of(address->url), arena);
	}
	url_release(&url);
	return ok;
}
