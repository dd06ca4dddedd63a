#include "output/smtp.h"

#include <curl/curl.h>
#include <string.h>
#include <sysexits.h>

#include "feeds/base/buf.h"

#define CONNECT_TIMEOUT_MS 30000L
#define TIMEOUT_MS 300000L
#define REPLY_BYTES_MAX 512 /* RFC 5321, section 4.5.3.1.5 */

/* What is left of the message, and the last line with which the server refused something. */
struct conversation {
	struct span rest;
	struct buf reply;
	char trouble[CURL_ERROR_SIZE];
};

static size_t
on_message_wanted(char *at, size_t size, size_t n, void *opaque)
{
	struct conversation *talk = opaque;
	struct span part = span_head(talk->rest, size * n);

	if (part.len > 0)
		memcpy(at, part.at, part.len);
	talk->rest = span_from(talk->rest, part.len);
	return part.len;
}

static size_t
on_reply_line(char *at, size_t size, size_t n, void *opaque)
{
	struct conversation *talk = opaque;

	if (size * n > 0 && (at[0] == '4' || at[0] == '5')) {
		buf_clear(&talk->reply);
		buf_add(&talk->reply, span_trim(span_make(at, size * n)));
	}
	return size * n;
}

static void
set_server(CURL *curl, const struct smtp *smtp)
{
	long timeout_ms = smtp->timeout_ms > 0 ? smtp->timeout_ms : TIMEOUT_MS;

	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_USE_SSL,
		(long)(smtp->is_plain_allowed ? CURLUSESSL_TRY : CURLUSESSL_ALL));
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
		smtp->connect_timeout_ms > 0 ? smtp->connect_timeout_ms : CONNECT_TIMEOUT_MS);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, timeout_ms);
	/* waiting for the answer to the last dot, libcurl looks at this limit alone, in seconds */
	curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (timeout_ms + 999) / 1000);
	if (smtp->ca_file != NULL)
		curl_easy_setopt(curl, CURLOPT_CAINFO, smtp->ca_file);
	if (smtp->user != NULL)
		curl_easy_setopt(curl, CURLOPT_USERNAME, smtp->user);
	if (smtp->password != NULL)
		curl_easy_setopt(curl, CURLOPT_PASSWORD, smtp->password);
}

/* libcurl takes the name to greet with from the path of the address. */
static void
set_url(CURL *curl, const struct smtp *smtp)
{
	struct buf url;

	buf_init(&url, BUF_UNLIMITED);
	buf_add_text(&url, smtp->url);
	if (smtp->helo != NULL) {
		if (url.len > 0 && url.at[url.len - 1] != '/')
			buf_add_byte(&url, '/');
		buf_add_text(&url, smtp->helo);
	}
	curl_easy_setopt(curl, CURLOPT_URL, buf_string(&url));
	buf_release(&url);
}

static void
set_message(CURL *curl, struct conversation *talk)
{
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, on_message_wanted);
	curl_easy_setopt(curl, CURLOPT_READDATA, talk);
	curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)talk->rest.len);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_reply_line);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, talk);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_reply_line);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, talk);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, talk->trouble);
}

/* Whether asking again with the same settings may never help. */
static bool
is_permanent(CURLcode code, long reply)
{
	switch (code) {
	case CURLE_URL_MALFORMAT:
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_USE_SSL_FAILED:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
		return true;
	case CURLE_LOGIN_DENIED:
		return reply / 100 != 4;
	default:
		return reply / 100 == 5;
	}
}

/* The address without what stands before '@': it could be a password. */
static const char *
without_secret(const char *url)
{
	const char *at = strrchr(url, '@');

	return at != NULL ? at + 1 : url;
}

/* The server's words where it refused; libcurl's where there was no server to speak. */
static enum handover
judge(CURL *curl, CURLcode code, struct conversation *talk, const struct smtp *smtp,
	struct error *err)
{
	const char *trouble = talk->trouble[0] != '\0' ? talk->trouble : curl_easy_strerror(code);
	bool is_refused;
	long reply = 0;

	if (code == CURLE_OK)
		return HANDOVER_DONE;
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply);
	is_refused = is_permanent(code, reply);
	if (reply >= 400 && talk->reply.len > 0)
		error_set(err, is_refused ? EX_UNAVAILABLE : EX_TEMPFAIL,
			"%s: %s: the server said '%s'", without_secret(smtp->url), trouble,
			buf_string(&talk->reply));
	else
		error_set(err, is_refused ? EX_UNAVAILABLE : EX_TEMPFAIL, "%s: %s", smtp->url,
			trouble);
	return is_refused ? HANDOVER_REFUSED : HANDOVER_LATER;
}

enum handover
smtp_send(const struct smtp *smtp, const char *from, const char *to, struct span message,
	struct error *err)
{
	struct conversation talk = {.rest = message};
	struct curl_slist *recipients = curl_slist_append(NULL, to);
	CURL *curl = curl_easy_init();
	enum handover result = HANDOVER_LATER;

	buf_init(&talk.reply, REPLY_BYTES_MAX);
	if (curl != NULL && recipients != NULL) {
		set_server(curl, smtp);
		set_url(curl, smtp);
		set_message(curl, &talk);
		curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from);
		curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
		result = judge(curl, curl_easy_perform(curl), &talk, smtp, err);
	} else {
		error_set(err, EX_OSERR, "libcurl cannot start");
	}
	curl_easy_cleanup(curl);
	curl_slist_free_all(recipients);
	buf_release(&talk.reply);
	return result;
}
