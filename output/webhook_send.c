#include "output/webhook.h"

#include <curl/curl.h>
#include <inttypes.h>
#include <string.h>
#include <sysexits.h>

#include "feeds/base64.h"
#include "output/escape.h"
#include "output/sign.h"

#define TIMEOUT_MS 30000L
#define SECRET_PREFIX "whsec_"
#define KEY_BYTES_MIN 24 /* github.com/standard-webhooks: between 192 and 512 bits */
#define KEY_BYTES_MAX 64
#define ID_BYTES_MAX 200

bool
webhook_sign(
	struct span secret, const struct webhook_post *post, struct buf *out, struct error *err)
{
	struct arena *arena = arena_new();
	struct span key = SPAN_NONE;
	char sum[SIGN_SIZE];
	struct buf signed_text;
	bool ok = span_starts_with(secret, SPAN(SECRET_PREFIX)) &&
		  base64_decode(span_from(secret, strlen(SECRET_PREFIX)), arena, &key) &&
		  key.len >= KEY_BYTES_MIN && key.len <= KEY_BYTES_MAX;

	if (ok) {
		buf_init(&signed_text, BUF_UNLIMITED);
		buf_add(&signed_text, post->id);
		buf_format(&signed_text, ".%" PRId64 ".", post->timestamp);
		buf_add(&signed_text, post->body);
		sign_hmac_sha256(key, buf_span(&signed_text), sum);
		buf_format(out, "v1,%s", sum);
		buf_release(&signed_text);
	} else {
		error_set(err, EX_CONFIG,
			"expected a webhook's secret of the form 'whsec_' and %d to %d bytes in "
			"Base64",
			KEY_BYTES_MIN, KEY_BYTES_MAX);
	}
	arena_free(arena);
	return ok;
}

static struct curl_slist *
add_header(struct curl_slist *headers, const char *name, struct span value)
{
	struct buf line;

	buf_init(&line, BUF_UNLIMITED);
	buf_format(&line, "%s: ", name);
	buf_add(&line, value);
	headers = curl_slist_append(headers, buf_string(&line));
	buf_release(&line);
	return headers;
}

/* NULL: the secret is none. */
static struct curl_slist *
headers_of(const struct webhook *webhook, const struct webhook_post *post, struct error *err)
{
	struct curl_slist *headers = add_header(NULL, "content-type",
		webhook->content_type != NULL ? span_of(webhook->content_type)
					      : SPAN("application/json"));
	struct buf value;
	bool ok = true;

	buf_init(&value, BUF_UNLIMITED);
	headers = add_header(headers, "webhook-id", post->id);
	buf_format(&value, "%" PRId64, post->timestamp);
	headers = add_header(headers, "webhook-timestamp", buf_span(&value));
	buf_clear(&value);
	if (webhook->secret != NULL) {
		ok = webhook_sign(span_of(webhook->secret), post, &value, err);
		headers = add_header(headers, "webhook-signature", buf_span(&value));
	}
	headers = curl_slist_append(headers, "expect:"); /* no extra round trip before the body */
	buf_release(&value);
	if (ok)
		return headers;
	curl_slist_free_all(headers);
	return NULL;
}

static size_t
on_reply(char *at, size_t size, size_t n, void *opaque)
{
	(void)at;
	(void)opaque;
	return size * n; /* the status says all that we act on */
}

static bool
is_permanent(CURLcode code)
{
	return code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL ||
	       code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE;
}

static bool
is_for_later(long status)
{
	return status / 100 == 5 || status == 408 || status == 429;
}

/* Scheme and host alone: the path of a webhook is as good as a password. */
static struct span
shown_url(const char *url)
{
	struct span text = span_of(url);
	size_t host = span_find(text, SPAN("://")) + 3;
	struct span rest = span_from(text, host);
	size_t user = span_find_byte(rest, '@');
	size_t end = span_find_byte(rest, '/');

	if (user < end)
		return span_make(rest.at + user + 1, end - user - 1);
	return span_head(text, host + end);
}

static enum handover
judge(CURL *curl, CURLcode code, const struct webhook *webhook, struct error *err)
{
	struct span where = shown_url(webhook->url);
	bool is_later;
	long status = 0;

	if (code != CURLE_OK) {
		error_set(err, is_permanent(code) ? EX_UNAVAILABLE : EX_TEMPFAIL, "%.*s: %s",
			SPAN_ARGS(where), curl_easy_strerror(code));
		return is_permanent(code) ? HANDOVER_REFUSED : HANDOVER_LATER;
	}
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	if (status / 100 == 2)
		return HANDOVER_DONE;
	is_later = is_for_later(status);
	error_set(err, is_later ? EX_TEMPFAIL : EX_UNAVAILABLE, "%.*s: expected 2xx, found %ld",
		SPAN_ARGS(where), status);
	return is_later ? HANDOVER_LATER : HANDOVER_REFUSED;
}

static void
set_request(CURL *curl, const struct webhook *webhook, struct curl_slist *headers, struct span body)
{
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_URL, webhook->url);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "broadtape");
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS,
		webhook->timeout_ms > 0 ? webhook->timeout_ms : TIMEOUT_MS);
	if (webhook->ca_file != NULL)
		curl_easy_setopt(curl, CURLOPT_CAINFO, webhook->ca_file);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.len);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.at);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_reply);
}

enum handover
webhook_send(const struct webhook *webhook, const struct webhook_post *post, struct error *err)
{
	enum handover result = HANDOVER_LATER;
	struct curl_slist *headers;
	struct webhook_post clean = *post;
	struct buf line; /* the id, which is signed as it is sent */
	CURL *curl;

	buf_init(&line, ID_BYTES_MAX);
	escape_line(&line, post->id);
	clean.id = buf_span(&line);
	headers = headers_of(webhook, &clean, err);
	buf_release(&line);
	if (headers == NULL)
		return HANDOVER_REFUSED;
	curl = curl_easy_init();
	if (curl != NULL) {
		set_request(curl, webhook, headers, post->body);
		result = judge(curl, curl_easy_perform(curl), webhook, err);
	} else {
		error_set(err, EX_OSERR, "libcurl cannot start");
	}
	curl_easy_cleanup(curl);
	curl_slist_free_all(headers);
	return result;
}
