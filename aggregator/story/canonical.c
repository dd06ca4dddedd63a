#include "aggregator/story/canonical.h"

#include <stdlib.h>
#include <string.h>

#include "aggregator/base/hash.h"
#include "aggregator/story/tracking.h"
#include "feeds/base/ascii.h"

#define URL_BYTES_MAX 4096  /* longer links are cut nowhere: they are taken for none */
#define PARAMETERS_MAX 64   /* of one link; what is beyond is dropped */
#define ACCESSION_DIGITS 18 /* of a filing's number */
#define UNWRAPS_MAX 4       /* a redirector to a redirector to ... */

/* The parts of a link that count, all parts of the caller's text; the host without its prefixes. */
struct parts {
	struct span host;
	struct span path;  /* starts with '/', or empty */
	struct span query; /* without '?' */
};

/* Where a redirector keeps its target. */
enum keeps {
	KEEPS_IN_PARAMETER, /* ...?NAME=http%3A%2F%2F... */
	KEEPS_AFTER_MARK,   /* the target stands behind NAME in the path, encoded or not */
	KEEPS_AS_PATH,      /* host and path stand behind NAME, without a scheme */
	KEEPS_IN_BASE64,    /* among other bytes in the base64url behind NAME in the path */
};

/* Hosts that pass the reader on. A host that starts with '.' means every host below. */
static const struct {
	struct span host;
	struct span path; /* the path starts so */
	enum keeps keeps;
	struct span name;
} redirectors[] = {
	{SPAN_INIT("google.com"), SPAN_INIT("/url"), KEEPS_IN_PARAMETER, SPAN_INIT("url")},
	{SPAN_INIT("google.com"), SPAN_INIT("/url"), KEEPS_IN_PARAMETER, SPAN_INIT("q")},
	{SPAN_INIT("news.google.com"), SPAN_INIT("/news/url"), KEEPS_IN_PARAMETER,
		SPAN_INIT("url")},
	{SPAN_INIT("news.google.com"), SPAN_INIT("/"), KEEPS_IN_BASE64,
		SPAN_INIT("/articles/CBMi")},
	{SPAN_INIT("google.com"), SPAN_INIT("/amp/s/"), KEEPS_AS_PATH, SPAN_INIT("/amp/s/")},
	{SPAN_INIT("google.com"), SPAN_INIT("/amp/"), KEEPS_AS_PATH, SPAN_INIT("/amp/")},
	{SPAN_INIT(".cdn.ampproject.org"), SPAN_INIT("/c/s/"), KEEPS_AS_PATH, SPAN_INIT("/c/s/")},
	{SPAN_INIT(".cdn.ampproject.org"), SPAN_INIT("/v/s/"), KEEPS_AS_PATH, SPAN_INIT("/v/s/")},
	{SPAN_INIT(".cdn.ampproject.org"), SPAN_INIT("/c/"), KEEPS_AS_PATH, SPAN_INIT("/c/")},
	{SPAN_INIT(".cdn.ampproject.org"), SPAN_INIT("/v/"), KEEPS_AS_PATH, SPAN_INIT("/v/")},
	{SPAN_INIT("bing.com"), SPAN_INIT("/amp/s/"), KEEPS_AS_PATH, SPAN_INIT("/amp/s/")},
	{SPAN_INIT("bing.com"), SPAN_INIT("/news/apiclick"), KEEPS_IN_PARAMETER, SPAN_INIT("url")},
	{SPAN_INIT("r.search.yahoo.com"), SPAN_INIT("/"), KEEPS_AFTER_MARK, SPAN_INIT("/RU=")},
	{SPAN_INIT("rd.yahoo.com"), SPAN_INIT("/"), KEEPS_AFTER_MARK, SPAN_INIT("/*")},
	{SPAN_INIT(".rd.yahoo.com"), SPAN_INIT("/"), KEEPS_AFTER_MARK, SPAN_INIT("/*")},
	{SPAN_INIT("feedproxy.google.com"), SPAN_INIT("/"), KEEPS_IN_PARAMETER, SPAN_INIT("url")},
	{SPAN_INIT("l.facebook.com"), SPAN_INIT("/l.php"), KEEPS_IN_PARAMETER, SPAN_INIT("u")},
	{SPAN_INIT("lm.facebook.com"), SPAN_INIT("/l.php"), KEEPS_IN_PARAMETER, SPAN_INIT("u")},
	{SPAN_INIT("facebook.com"), SPAN_INIT("/l.php"), KEEPS_IN_PARAMETER, SPAN_INIT("u")},
	{SPAN_INIT("facebook.com"), SPAN_INIT("/sharer"), KEEPS_IN_PARAMETER, SPAN_INIT("u")},
	{SPAN_INIT("l.instagram.com"), SPAN_INIT("/"), KEEPS_IN_PARAMETER, SPAN_INIT("u")},
	{SPAN_INIT("l.messenger.com"), SPAN_INIT("/l.php"), KEEPS_IN_PARAMETER, SPAN_INIT("u")},
	{SPAN_INIT("linkedin.com"), SPAN_INIT("/redir/redirect"), KEEPS_IN_PARAMETER,
		SPAN_INIT("url")},
	{SPAN_INIT("linkedin.com"), SPAN_INIT("/safety/go"), KEEPS_IN_PARAMETER, SPAN_INIT("url")},
	{SPAN_INIT("out.reddit.com"), SPAN_INIT("/"), KEEPS_IN_PARAMETER, SPAN_INIT("url")},
	{SPAN_INIT("youtube.com"), SPAN_INIT("/redirect"), KEEPS_IN_PARAMETER, SPAN_INIT("q")},
	{SPAN_INIT("duckduckgo.com"), SPAN_INIT("/l/"), KEEPS_IN_PARAMETER, SPAN_INIT("uddg")},
	{SPAN_INIT("slack-redir.net"), SPAN_INIT("/link"), KEEPS_IN_PARAMETER, SPAN_INIT("url")},
	{SPAN_INIT("t.umblr.com"), SPAN_INIT("/redirect"), KEEPS_IN_PARAMETER, SPAN_INIT("z")},
	{SPAN_INIT("vk.com"), SPAN_INIT("/away"), KEEPS_IN_PARAMETER, SPAN_INIT("to")},
	{SPAN_INIT("go.skimresources.com"), SPAN_INIT("/"), KEEPS_IN_PARAMETER, SPAN_INIT("url")},
	{SPAN_INIT("redirect.viglink.com"), SPAN_INIT("/"), KEEPS_IN_PARAMETER, SPAN_INIT("u")},
	{SPAN_INIT("click.linksynergy.com"), SPAN_INIT("/"), KEEPS_IN_PARAMETER, SPAN_INIT("murl")},
	{SPAN_INIT("flip.it"), SPAN_INIT("/redirect"), KEEPS_IN_PARAMETER, SPAN_INIT("url")},
	{SPAN_INIT("flipboard.com"), SPAN_INIT("/redirect"), KEEPS_IN_PARAMETER, SPAN_INIT("url")},
	{SPAN_INIT("translate.google.com"), SPAN_INIT("/translate"), KEEPS_IN_PARAMETER,
		SPAN_INIT("u")},
	{SPAN_INIT("web.archive.org"), SPAN_INIT("/web/"), KEEPS_AFTER_MARK, SPAN_INIT("/http")},
};

/* What stands before an outlet's own host for another kind of screen. */
static const struct span host_prefixes[] = {
	SPAN_INIT("www."),
	SPAN_INIT("www2."),
	SPAN_INIT("m."),
	SPAN_INIT("mobile."),
	SPAN_INIT("mobil."),
	SPAN_INIT("amp."),
	SPAN_INIT("touch."),
	SPAN_INIT("wap."),
};

/* Ends of a path that show the same page. */
static const struct span path_suffixes[] = {
	SPAN_INIT("/"),
	SPAN_INIT("/amp"),
	SPAN_INIT(".amp"),
	SPAN_INIT("/amp.html"),
	SPAN_INIT("/index.html"),
	SPAN_INIT("/index.htm"),
	SPAN_INIT("/index.php"),
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Lower case, in place: the text is ours. */
static void
lower(char *at, size_t len)
{
	for (size_t i = 0; i < len; i++)
		at[i] = ascii_lower(at[i]);
}

/* "user@host:port" becomes the host, without the prefixes; a port that is not the default stays. */
static struct span
host_of(struct span authority)
{
	size_t at = span_find_byte(authority, '@');

	if (at < authority.len)
		authority = span_from(authority, at + 1);
	if (span_ends_with(authority, SPAN(":80")))
		authority.len -= strlen(":80");
	if (span_ends_with(authority, SPAN(":443")))
		authority.len -= strlen(":443");
	if (span_ends_with(authority, SPAN(":")) || span_ends_with(authority, SPAN(".")))
		authority.len--;
	for (size_t i = 0; i < COUNT(host_prefixes); i++) {
		struct span rest = span_from(authority, host_prefixes[i].len);

		if (span_starts_with(authority, host_prefixes[i]) &&
			span_find_byte(rest, '.') < rest.len)
			authority = rest;
	}
	return authority;
}

static bool
skip_scheme(char **at, size_t *len)
{
	static const struct span schemes[] = {
		SPAN_INIT("https://"), SPAN_INIT("http://"), SPAN_INIT("//")};
	struct span text = span_make(*at, *len);

	for (size_t i = 0; i < COUNT(schemes); i++)
		if (span_starts_with_nocase(text, schemes[i])) {
			*at += schemes[i].len;
			*len -= schemes[i].len;
			return true;
		}
	return false;
}

/* Takes `text` apart; its host becomes lower case in place. */
static bool
split(char *at, size_t len, struct parts *parts)
{
	size_t host_len = 0;
	struct span rest;

	if (!skip_scheme(&at, &len))
		return false;
	while (host_len < len && at[host_len] != '/' && at[host_len] != '?' && at[host_len] != '#')
		host_len++;
	lower(at, host_len);
	parts->host = host_of(span_make(at, host_len));
	rest = span_make(at + host_len, len - host_len);
	rest = span_head(rest, span_find_byte(rest, '#'));
	parts->path = span_head(rest, span_find_byte(rest, '?'));
	parts->query = span_from(rest, parts->path.len + 1);
	return span_find_byte(parts->host, '.') < parts->host.len;
}

/* "%3A" to ":"; the result is never longer, and stands where `text` stood in `url`. */
static size_t
decode(char *at, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		bool is_escape = at[i] == '%' && i + 2 < len && ascii_hex(at[i + 1]) >= 0 &&
				 ascii_hex(at[i + 2]) >= 0;

		if (is_escape) {
			at[n++] = (char)(ascii_hex(at[i + 1]) << 4 | ascii_hex(at[i + 2]));
			i += 2;
		} else {
			at[n++] = at[i];
		}
	}
	return n;
}

static int
base64_value(char byte)
{
	if (ascii_is_upper(byte))
		return byte - 'A';
	if (ascii_is_lower(byte))
		return byte - 'a' + 26;
	if (ascii_is_digit(byte))
		return byte - '0' + 52;
	return byte == '-' || byte == '+' ? 62 : byte == '_' || byte == '/' ? 63 : -1;
}

/* Up to the first byte that is none of it; `out` has room for as many bytes as `text`. */
static size_t
decode_base64(struct span text, char *out)
{
	uint32_t bits = 0;
	int n_bits = 0;
	size_t n = 0;

	for (size_t i = 0; i < text.len && base64_value(text.at[i]) >= 0; i++) {
		bits = bits << 6 | (uint32_t)base64_value(text.at[i]);
		n_bits += 6;
		if (n_bits < 8)
			continue;
		n_bits -= 8;
		out[n++] = (char)(bits >> n_bits & 0xff);
	}
	return n;
}

/*
 * Google News wrote a small message into the path: two numbers, the address with its length, more. The
 * newer ones name no address, and stay as they are.
 */
static bool
unwrap_base64(char *url, size_t *len, struct span encoded)
{
	char bytes[URL_BYTES_MAX];
	struct span text = span_make(bytes, decode_base64(encoded, bytes));
	struct span target = span_from(text, span_find(text, SPAN("http")));
	size_t end = 0;

	while (end < target.len && target.at[end] > ' ' && target.at[end] < 0x7f)
		end++;
	if (end == 0)
		return false;
	memcpy(url, target.at, end);
	*len = end;
	return true;
}

static bool
is_host(struct span host, struct span wanted)
{
	if (wanted.at[0] == '.')
		return span_ends_with(host, wanted);
	return span_equal(host, wanted);
}

static struct span
parameter(struct span query, struct span name)
{
	struct span pair;

	while (span_split(&query, '&', &pair)) {
		size_t equals = span_find_byte(pair, '=');

		if (equals < pair.len && span_equal_nocase(span_head(pair, equals), name))
			return span_from(pair, equals + 1);
	}
	return SPAN_NONE;
}

/* The target that stands in a redirector's link, still encoded; or SPAN_NONE. */
static struct span
target_of(const struct parts *parts, size_t row)
{
	struct span name = redirectors[row].name;
	size_t at;

	switch (redirectors[row].keeps) {
	case KEEPS_IN_PARAMETER:
		return parameter(parts->query, name);
	case KEEPS_AS_PATH: /* the query belongs to the target */
		return span_make(parts->path.at + name.len,
			parts->path.len - name.len +
				(parts->query.len > 0 ? parts->query.len + 1 : 0));
	case KEEPS_IN_BASE64: /* with the head of the message: its bits go on behind NAME */
		at = span_find(parts->path, name);
		return span_from(parts->path, at < parts->path.len ? at + name.len - 4 : at);
	case KEEPS_AFTER_MARK:
		at = span_find(parts->path, name);
		if (at == parts->path.len)
			return SPAN_NONE;
		at += span_ends_with(name, SPAN("http")) ? 1 : name.len;
		return span_head(span_from(parts->path, at),
			span_find(span_from(parts->path, at), SPAN("/RK=")));
	}
	return SPAN_NONE;
}

/* Puts the target in the place of the redirector's link; false if the link is none. */
static bool
unwrap(char *url, size_t *len, const struct parts *parts)
{
	for (size_t i = 0; i < COUNT(redirectors); i++) {
		struct span target = SPAN_NONE;
		bool lacks_scheme = redirectors[i].keeps == KEEPS_AS_PATH;

		if (is_host(parts->host, redirectors[i].host) &&
			span_starts_with_nocase(parts->path, redirectors[i].path))
			target = target_of(parts, i);
		if (target.len == 0)
			continue;
		if (redirectors[i].keeps == KEEPS_IN_BASE64)
			return unwrap_base64(url, len, target);
		memmove(url + (lacks_scheme ? 2 : 0), target.at, target.len);
		if (lacks_scheme) /* shorter than the redirector's own host and mark */
			memcpy(url, "//", 2);
		*len = target.len + (lacks_scheme ? 2 : 0);
		if (!lacks_scheme)
			*len = decode(url, *len);
		return true;
	}
	return false;
}

static struct span
page_path(struct span path)
{
	size_t session = span_find_nocase(path, SPAN(";jsessionid="));
	bool has_changed = true;

	path = span_head(path, session);
	if (span_starts_with(path, SPAN("/amp/")))
		path = span_from(path, strlen("/amp"));
	while (has_changed) {
		has_changed = false;
		for (size_t i = 0; i < COUNT(path_suffixes); i++)
			if (span_ends_with(path, path_suffixes[i])) {
				path.len -= path_suffixes[i].len;
				has_changed = true;
			}
	}
	return path;
}

static bool
is_unreserved(char byte)
{
	return ascii_is_alnum(byte) || byte == '-' || byte == '.' || byte == '_' || byte == '~';
}

/* RFC 3986, section 6.2.2: what need not be escaped is not, and escapes are in upper case. */
static void
add_normalised(struct buf *out, struct span text)
{
	for (size_t i = 0; i < text.len; i++) {
		int high = i + 2 < text.len ? ascii_hex(text.at[i + 1]) : -1;
		int low = i + 2 < text.len ? ascii_hex(text.at[i + 2]) : -1;
		bool is_escape = text.at[i] == '%' && high >= 0 && low >= 0;

		if (is_escape && is_unreserved((char)(high << 4 | low)))
			buf_add_byte(out, (char)(high << 4 | low));
		else if (is_escape)
			buf_format(out, "%%%02X", (unsigned)(high << 4 | low));
		else
			buf_add_byte(out, text.at[i]);
		if (is_escape)
			i += 2;
	}
}

static int
by_bytes(const void *a, const void *b)
{
	const struct span *first = a;
	const struct span *second = b;

	return span_compare(*first, *second);
}

/* The parameters that name the page, in order. */
static void
add_query(struct buf *out, const struct parts *parts)
{
	struct span kept[PARAMETERS_MAX];
	struct span rest = parts->query;
	struct span pair;
	size_t n = 0;

	while (n < PARAMETERS_MAX && span_split(&rest, '&', &pair)) {
		struct span name = span_head(pair, span_find_byte(pair, '='));

		if (name.len > 0 && !tracking_is_parameter(parts->host, name))
			kept[n++] = pair;
	}
	qsort(kept, n, sizeof *kept, by_bytes);
	for (size_t i = 0; i < n; i++) {
		buf_add_byte(out, i == 0 ? '?' : '&');
		add_normalised(out, kept[i]);
	}
}

/*
 * EDGAR shows one filing once for each of its parties, in a folder of each: what names it is the
 * accession number, "0000080661-26-000032", with or without its dashes.
 */
static bool
add_filing(struct buf *out, const struct parts *parts)
{
	static const struct span folder = SPAN_INIT("/Archives/edgar/data/");
	struct span number = span_from(parts->path, folder.len);
	size_t was = out->len;

	if (!span_equal(parts->host, SPAN("sec.gov")) || !span_starts_with(parts->path, folder))
		return false;
	number = span_from(number, span_find_byte(number, '/') + 1);
	buf_add_text(out, "/Archives/edgar/");
	for (size_t i = 0, n = 0; i < number.len && n < ACCESSION_DIGITS; i++) {
		if (ascii_is_digit(number.at[i])) {
			buf_add_byte(out, number.at[i]);
			if (++n == ACCESSION_DIGITS)
				return true;
		} else if (number.at[i] != '-') {
			break;
		}
	}
	buf_cut(out, was);
	return false;
}

bool
canonical_link(struct span url, struct buf *out)
{
	char copy[URL_BYTES_MAX];
	struct parts parts;
	size_t len;

	buf_clear(out);
	url = span_trim(url);
	len = url.len;
	if (len == 0 || len > sizeof copy)
		return false;
	memcpy(copy, url.at, len);
	for (int i = 0; i < UNWRAPS_MAX; i++) {
		if (!split(copy, len, &parts))
			return false;
		if (!unwrap(copy, &len, &parts))
			break;
	}
	if (!split(copy, len, &parts))
		return false;
	buf_add(out, parts.host);
	if (add_filing(out, &parts))
		return true;
	add_normalised(out, page_path(parts.path));
	add_query(out, &parts);
	if (out->len == parts.host.len)
		buf_clear(out);
	return out->len > 0;
}

bool
canonical_is_filing(struct span url)
{
	struct buf link;
	bool is_filing;

	if (span_find(url, SPAN("/Archives/edgar/data/")) == url.len) /* nearly all */
		return false;
	buf_init(&link, 2 * URL_BYTES_MAX);
	is_filing = canonical_link(url, &link) &&
		    span_starts_with(buf_span(&link), SPAN("sec.gov/Archives/edgar/")) &&
		    !span_starts_with(buf_span(&link), SPAN("sec.gov/Archives/edgar/data/"));
	buf_release(&link);
	return is_filing;
}

uint64_t
canonical_key(struct span url)
{
	struct buf link;
	uint64_t key = 0;

	buf_init(&link, 2 * URL_BYTES_MAX);
	if (canonical_link(url, &link))
		key = hash_span(buf_span(&link));
	buf_release(&link);
	return key;
}
