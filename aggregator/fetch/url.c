#include "aggregator/fetch/url.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "feeds/base/ascii.h"
#include "feeds/base/buf.h"
#include "feeds/base/memory.h"

#define URL_BYTES_MAX 8192
#define SCHEME_SHOWN 40
#define PARSE_FLAGS (CURLU_PATH_AS_IS | CURLU_NON_SUPPORT_SCHEME)

void
url_release(struct url *url)
{
	free(url->text);
	curl_free(url->host);
	curl_free(url->port);
	*url = (struct url){0};
}

/* What may not stand in any URL (RFC 3986, section 2) is escaped; all else stays as it is. */
static void
escape(struct buf *out, struct span text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char byte = (unsigned char)text.at[i];

		if (byte <= ' ' || byte >= 0x7f || byte == '"' || byte == '<' || byte == '>')
			buf_format(out, "%%%02X", byte);
		else
			buf_add_byte(out, text.at[i]);
	}
}

/* The host may be an international name, which libcurl turns into its ASCII form. */
static void
escape_path(struct buf *out, struct span text)
{
	size_t start = span_find(text, SPAN("://"));
	size_t path = start < text.len ? start + 3 : 0;

	while (path < text.len && strchr("/?#", text.at[path]) == NULL)
		path++;
	buf_add(out, span_head(text, path));
	escape(out, span_from(text, path));
}

static bool
has_control(struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.at[i] < ' ' || text.at[i] == 0x7f)
			return true;
	return false;
}

static bool
read_scheme(struct url *url, struct span text, struct error *err)
{
	struct span scheme = span_head(text, span_find_byte(text, ':'));

	url->is_https = span_starts_with_nocase(text, SPAN("https://"));
	if (url->is_https || span_starts_with_nocase(text, SPAN("http://")))
		return true;
	if (scheme.len == text.len)
		return error_set(
			err, EX_DATAERR, "expected a URL that begins with http:// or https://");
	return error_set(err, EX_DATAERR, "expected http:// or https://, found '%.*s:'",
		SPAN_ARGS(span_head(scheme, SCHEME_SHOWN)));
}

/* Fills host and port from a parsed handle. */
static bool
take_parts(struct url *url, CURLU *parts, struct error *err)
{
	if (curl_url_get(parts, CURLUPART_HOST, &url->host, 0) != CURLUE_OK ||
		curl_url_get(parts, CURLUPART_PORT, &url->port, CURLU_DEFAULT_PORT) != CURLUE_OK)
		return error_set(err, EX_DATAERR, "the URL has no host");
	for (char *at = url->host; *at != '\0'; at++)
		*at = ascii_lower(*at);
	return true;
}

static bool
set_text(struct url *url, CURLU *parts, struct span text, struct error *err)
{
	struct buf escaped;
	CURLUcode code;

	buf_init(&escaped, URL_BYTES_MAX);
	escape_path(&escaped, text);
	if (escaped.is_full) {
		buf_release(&escaped);
		return error_set(err, EX_DATAERR, "the URL is longer than %d bytes", URL_BYTES_MAX);
	}
	url->text = buf_take_string(&escaped);
	code = curl_url_set(parts, CURLUPART_URL, url->text, PARSE_FLAGS);
	if (code != CURLUE_OK)
		return error_set(
			err, EX_DATAERR, "the URL is malformed: %s", curl_url_strerror(code));
	return true;
}

bool
url_parse(struct url *url, struct span text, struct error *err)
{
	CURLU *parts = curl_url();
	bool ok;

	*url = (struct url){0};
	if (parts == NULL)
		memory_exhausted(sizeof *url);
	text = span_trim(text);
	ok = !has_control(text) || error_set(err, EX_DATAERR, "the URL holds a control character");
	ok = ok && read_scheme(url, text, err) && set_text(url, parts, text, err) &&
	     take_parts(url, parts, err);
	curl_url_cleanup(parts);
	if (!ok)
		url_release(url);
	return ok;
}

/* The absolute form of `location`, without credentials and fragment; NULL: there is none. */
static char *
resolve(const char *base, const char *location)
{
	CURLU *parts = curl_url();
	char *absolute = NULL;
	char *copy = NULL;

	if (parts == NULL)
		memory_exhausted(strlen(location));
	if (curl_url_set(parts, CURLUPART_URL, base, PARSE_FLAGS) == CURLUE_OK &&
		curl_url_set(parts, CURLUPART_URL, location, PARSE_FLAGS) == CURLUE_OK) {
		curl_url_set(parts, CURLUPART_USER, NULL, 0);
		curl_url_set(parts, CURLUPART_PASSWORD, NULL, 0);
		curl_url_set(parts, CURLUPART_FRAGMENT, NULL, 0);
		curl_url_get(parts, CURLUPART_URL, &absolute, 0);
	}
	curl_url_cleanup(parts);
	if (absolute != NULL)
		copy = memory_string(absolute, strlen(absolute));
	curl_free(absolute);
	return copy;
}

bool
url_resolve(struct url *url, const struct url *base, struct span location, struct error *err)
{
	struct buf escaped;
	char *absolute = NULL;
	bool ok;

	*url = (struct url){0};
	buf_init(&escaped, URL_BYTES_MAX);
	if (span_find(location, SPAN("://")) < location.len)
		escape_path(&escaped, span_trim(location));
	else
		escape(&escaped, span_trim(location));
	if (!escaped.is_full && escaped.len > 0)
		absolute = resolve(base->text, buf_string(&escaped));
	buf_release(&escaped);
	if (absolute == NULL)
		return error_set(err, EX_DATAERR, "its target '%.*s' is no URL",
			SPAN_ARGS(span_head(location, 200)));
	ok = url_parse(url, span_of(absolute), err);
	free(absolute);
	return ok;
}

bool
url_same_origin(const struct url *a, const struct url *b)
{
	return a->is_https == b->is_https && strcmp(a->host, b->host) == 0 &&
	       strcmp(a->port, b->port) == 0;
}
