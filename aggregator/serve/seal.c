/* How an answer becomes bytes. */
#include <stdio.h>
#include <string.h>

#include "aggregator/base/hash.h"
#include "aggregator/serve/condition.h"
#include "aggregator/serve/exchange_private.h"
#include "aggregator/serve/file_type.h"
#include "aggregator/serve/gzip.h"
#include "feeds/date.h"

/*
 * A page asks for nothing but what stands beside it, runs no script, and is shown in no other
 * page; its form asks this server. The pages say the same of themselves, more tightly.
 */
#define SECURITY_HEADERS                                                                           \
	"Content-Security-Policy: default-src 'none'; style-src 'self'; img-src 'self' data:; "    \
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'\r\n"                          \
	"Cross-Origin-Opener-Policy: same-origin\r\n"                                              \
	"Referrer-Policy: no-referrer\r\n"                                                         \
	"X-Content-Type-Options: nosniff\r\n"                                                      \
	"X-Frame-Options: DENY\r\n"

/* Files may be shown for so long without asking; what is made for a request is asked for again. */
#define CACHE_FILE "public, max-age=60"
#define CACHE_MADE "no-cache"
#define CACHE_NEVER "no-store"

static const struct {
	int status;
	const char *words;
} statuses[] = {
	{200, "OK"},
	{202, "Accepted"},
	{204, "No Content"},
	{301, "Moved Permanently"},
	{302, "Found"},
	{303, "See Other"},
	{304, "Not Modified"},
	{307, "Temporary Redirect"},
	{308, "Permanent Redirect"},
	{400, "Bad Request"},
	{403, "Forbidden"},
	{404, "Not Found"},
	{405, "Method Not Allowed"},
	{408, "Request Timeout"},
	{410, "Gone"},
	{411, "Length Required"},
	{413, "Content Too Large"},
	{414, "URI Too Long"},
	{415, "Unsupported Media Type"},
	{417, "Expectation Failed"},
	{421, "Misdirected Request"},
	{429, "Too Many Requests"},
	{431, "Request Header Fields Too Large"},
	{500, "Internal Server Error"},
	{501, "Not Implemented"},
	{503, "Service Unavailable"},
	{505, "HTTP Version Not Supported"},
};

const char *
status_words(int status)
{
	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
		if (statuses[i].status == status)
			return statuses[i].words;
	return "Unknown";
}

/* What the answer says of its body. */
struct form {
	const char *tag; /* NULL: none */
	int64_t modified_at;
	struct span bytes;
	size_t size;
	bool is_packed;
	bool may_pack; /* there is a compressed form, for those who take it */
};

static struct form
form_of_file(const struct exchange *exchange)
{
	const struct site_file *file = exchange->file;
	struct form form = {.tag = file->tag,
		.modified_at = file->modified_at,
		.bytes = file->bytes,
		.size = file->size,
		.may_pack = file->packed.at != NULL};

	if (form.may_pack && condition_takes_gzip(&exchange->head)) {
		form.is_packed = true;
		form.tag = file->packed_tag;
		form.bytes = file->packed;
		form.size = file->packed.len;
	}
	return form;
}

/* What a route has written; its tag is that of the words, not of when they were written. */
static struct form
form_of_body(struct exchange *exchange, char tag[FILE_TAG_SIZE])
{
	struct span body = buf_span(&exchange->body);
	struct form form = {.modified_at = TIME_NONE, .bytes = body, .size = body.len};

	form.may_pack = body.len >= GZIP_BYTES_MIN && exchange->type != NULL;
	if (form.may_pack && condition_takes_gzip(&exchange->head)) {
		gzip_pack(body, &exchange->packed);
		form.is_packed = true;
		form.bytes = buf_span(&exchange->packed);
		form.size = form.bytes.len;
	}
	if (exchange->status == 200 && exchange->request.method != HTTP_POST) {
		snprintf(tag, FILE_TAG_SIZE, "\"%016llx%s\"", (unsigned long long)hash_span(body),
			form.is_packed ? "-gz" : "");
		form.tag = tag;
	}
	return form;
}

static const char *
cache_words(const struct exchange *exchange)
{
	if (exchange->file != NULL)
		return CACHE_FILE;
	return exchange->status == 200 && !exchange->is_momentary ? CACHE_MADE : CACHE_NEVER;
}

static void
add_date(struct buf *out, const char *name, int64_t at)
{
	char date[DATE_TEXT_SIZE];

	date_format_rfc822(at, date);
	buf_format(out, "%s: %s\r\n", name, date);
}

/* RFC 9110, section 15.4.5: what a 304 says, and a 200 would have said. */
static void
add_validators(struct buf *out, const struct exchange *exchange, const struct form *form)
{
	buf_format(out, "Cache-Control: %s\r\n", cache_words(exchange));
	if (form->tag != NULL)
		buf_format(out, "ETag: %s\r\n", form->tag);
	if (form->modified_at != TIME_NONE)
		add_date(out, "Last-Modified", form->modified_at);
	if (form->may_pack)
		buf_add_text(out, "Vary: Accept-Encoding\r\n");
}

static bool
has_body(int status)
{
	return status >= 200 && status != 204 && status != 304;
}

static void
write_head(struct exchange *exchange, const struct form *form)
{
	struct buf *out = &exchange->head_out;

	buf_format(out, "HTTP/1.1 %d %s\r\n", exchange->status, status_words(exchange->status));
	add_date(out, "Date", exchange->request.received_at);
	buf_add_text(out, SECURITY_HEADERS);
	add_validators(out, exchange, form);
	buf_add(out, buf_span(&exchange->headers));
	if (has_body(exchange->status)) {
		if (exchange->type != NULL)
			buf_format(out, "Content-Type: %s\r\n", exchange->type);
		if (form->is_packed)
			buf_add_text(out, "Content-Encoding: gzip\r\n");
		buf_format(out, "Content-Length: %zu\r\n", form->size);
	}
	if (exchange->closes)
		buf_add_text(out, "Connection: close\r\n");
	else if (exchange->head.minor == 0)
		buf_add_text(out, "Connection: keep-alive\r\n");
	buf_add_text(out, "\r\n");
}

/* Nothing that was written stays: the answer was larger than an answer may be. */
static void
give_up_body(struct exchange *exchange)
{
	buf_clear(&exchange->body);
	buf_add_text(&exchange->body, "the answer is too large\n");
	exchange->status = 500;
	exchange->type = "text/plain; charset=utf-8";
}

void
exchange_seal(struct exchange *exchange)
{
	char tag[FILE_TAG_SIZE];
	struct form form;

	if (exchange->body.is_full)
		give_up_body(exchange);
	if (exchange->file != NULL)
		exchange->type = exchange->file->type;
	form = exchange->file != NULL ? form_of_file(exchange) : form_of_body(exchange, tag);
	if (exchange->status == 200 && form.tag != NULL &&
		condition_is_met(&exchange->head, span_of(form.tag), form.modified_at))
		exchange->status = 304;
	write_head(exchange, &form);
	if (!has_body(exchange->status) || exchange->head.method == HTTP_HEAD)
		return;
	exchange->body_out = form.bytes;
	exchange->file_out = form.bytes.at == NULL && exchange->fd >= 0 ? form.size : 0;
}
