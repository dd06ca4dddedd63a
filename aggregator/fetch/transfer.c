#include "aggregator/fetch/transfer.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "aggregator/fetch/address.h"
#include "aggregator/fetch/fetch.h"
#include "aggregator/fetch/redirect.h"
#include "feeds/base/memory.h"

#define RECEIVE_BYTES (32L * 1024)
#define REQUEST_HEADER_MAX (16 * 1024)
#define USER_AGENT_MAX 512
#define TRICKLE_BYTES_A_SECOND 16L /* slower than this for stall_timeout_ms is no transfer */

#define ACCEPT                                                                                     \
	"Accept: application/rss+xml, application/atom+xml, application/feed+json, "               \
	"application/rdf+xml;q=0.9, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"

struct transfer {
	CURL *easy;
	const struct fetch_settings *settings;
	const bool *is_paused;
	struct curl_slist *headers;
	bool is_held;        /* libcurl waits for transfer_resume */
	bool is_crowded;     /* an address had no room; another one may have */
	const char *refused; /* why the address is, or NULL */
	int64_t time_limit_ms;
	struct response response;
	const struct transfer_calls *calls;
	void *context;
};

static bool
fail(struct transfer *transfer, enum failure failure, const char *text)
{
	transfer->response.failure = failure;
	snprintf(transfer->response.text, sizeof transfer->response.text, "%s", text);
	return false;
}

static size_t
on_header(char *bytes, size_t size, size_t n, void *context)
{
	struct transfer *transfer = context;

	if (!head_add_line(&transfer->response.head, span_make(bytes, size * n))) {
		fail(transfer, FAILURE_TOO_LARGE, "the response's header is larger than 256 KiB");
		return 0;
	}
	if (redirect_is_status(transfer->response.head.status)) /* often to the same host */
		curl_easy_setopt(transfer->easy, CURLOPT_FORBID_REUSE, 0L);
	return size * n;
}

static void
expect_length(struct transfer *transfer)
{
	curl_off_t length = -1;

	if (head_value(&transfer->response.head, HEAD_CONTENT_ENCODING).at != NULL)
		return;
	curl_easy_getinfo(transfer->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
	if (length > 0)
		buf_reserve(&transfer->response.body,
			(size_t)length); /* a lie beyond max: no room made */
}

static size_t
on_body(char *bytes, size_t size, size_t n, void *context)
{
	struct transfer *transfer = context;
	struct response *response = &transfer->response;

	if (*transfer->is_paused) {
		transfer->is_held = true;
		return CURL_WRITEFUNC_PAUSE;
	}
	if (response->body.len == 0)
		expect_length(transfer);
	if (buf_add(&response->body, span_make(bytes, size * n)))
		return size * n;
	response->failure = FAILURE_TOO_LARGE;
	snprintf(response->text, sizeof response->text,
		"the body is larger than %zu bytes (network.max_body)", response->body.max);
	return 0;
}

/* Where a connection goes is known only here, after the name was looked up. */
static curl_socket_t
on_open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct transfer *transfer = context;

	(void)purpose;
	if (!transfer->settings->allow_private && transfer->settings->proxy == NULL)
		transfer->refused = address_refusal(&address->addr);
	if (transfer->refused != NULL)
		return CURL_SOCKET_BAD;
	if (transfer->settings->proxy == NULL &&
		!transfer->calls->may_connect(transfer->context, &address->addr)) {
		transfer->is_crowded = true;
		return CURL_SOCKET_BAD;
	}
	return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static void
set_limits(CURL *easy, const struct fetch_settings *settings)
{
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L); /* each hop is judged by us */
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)settings->connect_timeout_ms);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, TRICKLE_BYTES_A_SECOND);
	curl_easy_setopt(
		easy, CURLOPT_LOW_SPEED_TIME, (long)(settings->stall_timeout_ms + 999) / 1000);
	curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)settings->body_bytes_max);
	curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, RECEIVE_BYTES);
}

/* What could end the line and begin another header is never sent. */
static bool
is_safe(struct span value)
{
	for (size_t i = 0; i < value.len; i++)
		if ((unsigned char)value.at[i] < ' ' && value.at[i] != '\t')
			return false;
	return true;
}

/* libcurl copies the string. */
static void
set_user_agent(CURL *easy, const struct fetch_settings *settings)
{
	char agent[USER_AGENT_MAX];

	snprintf(agent, sizeof agent, "%s", settings->user_agent);
	if (settings->contact != NULL && is_safe(span_of(settings->contact)))
		snprintf(agent, sizeof agent, "%s (+%s)", settings->user_agent, settings->contact);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, agent);
}

static void
set_manners(CURL *easy, const struct fetch_settings *settings)
{
	set_user_agent(easy, settings);
	curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, ""); /* all that libcurl knows */
	curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS);
	curl_easy_setopt(easy, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
	curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
	curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	curl_easy_setopt(easy, CURLOPT_PROXY, settings->proxy != NULL ? settings->proxy : "");
	if (settings->ca_file != NULL)
		curl_easy_setopt(easy, CURLOPT_CAINFO, settings->ca_file);
}

static void
set_callbacks(CURL *easy, struct transfer *transfer)
{
	curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer);
}

void
transfer_configure(struct transfer *transfer)
{
	transfer->response.body.max = transfer->settings->body_bytes_max;
	set_limits(transfer->easy, transfer->settings);
	set_manners(transfer->easy, transfer->settings);
}

struct transfer *
transfer_new(const struct fetch_settings *settings, const bool *is_paused,
	const struct transfer_calls *calls)
{
	struct transfer *transfer = memory_new(1, sizeof *transfer);

	transfer->easy = curl_easy_init();
	if (transfer->easy == NULL)
		memory_exhausted(sizeof *transfer);
	transfer->settings = settings;
	transfer->is_paused = is_paused;
	transfer->calls = calls;
	head_init(&transfer->response.head);
	buf_init(&transfer->response.body, settings->body_bytes_max);
	transfer_configure(transfer);
	set_callbacks(transfer->easy, transfer);
	return transfer;
}

void
transfer_free(struct transfer *transfer)
{
	if (transfer == NULL)
		return;
	curl_easy_cleanup(transfer->easy);
	curl_slist_free_all(transfer->headers);
	head_release(&transfer->response.head);
	buf_release(&transfer->response.body);
	free(transfer);
}

static void
add_header(struct transfer *transfer, struct span name, struct span value)
{
	struct curl_slist *longer;
	struct buf line;

	if (value.len == 0 || !is_safe(name) || !is_safe(value))
		return;
	buf_init(&line, REQUEST_HEADER_MAX);
	buf_add(&line, name);
	buf_add_text(&line, ": ");
	if (buf_add(&line, value)) {
		longer = curl_slist_append(transfer->headers, buf_string(&line));
		if (longer == NULL)
			memory_exhausted(line.len);
		transfer->headers = longer;
	}
	buf_release(&line);
}

static void
set_headers(struct transfer *transfer, const struct transfer_request *request)
{
	curl_slist_free_all(transfer->headers);
	transfer->headers = curl_slist_append(NULL, ACCEPT);
	add_header(transfer, SPAN("If-None-Match"), request->etag);
	add_header(transfer, SPAN("If-Modified-Since"), request->last_modified);
	if (request->etag.len > 0) /* RFC 3229: only what is new since that version may come */
		add_header(transfer, SPAN("A-IM"), SPAN("feed"));
	for (size_t i = 0; i < request->n_headers; i++)
		add_header(transfer, request->headers[i].name, request->headers[i].value);
}

/* libcurl borrows the form. It says what the form is, and waits for no 100-continue. */
static void
set_method(struct transfer *transfer, struct span form)
{
	curl_easy_setopt(transfer->easy, CURLOPT_HTTPGET, 1L);
	if (form.at == NULL)
		return;
	add_header(transfer, SPAN("Content-Type"), SPAN("application/x-www-form-urlencoded"));
	curl_easy_setopt(transfer->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)form.len);
	curl_easy_setopt(transfer->easy, CURLOPT_POSTFIELDS, form.at);
}

void
transfer_prepare(struct transfer *transfer, const struct transfer_request *request, void *context)
{
	CURL *easy = transfer->easy;
	struct response *response = &transfer->response;

	head_clear(&response->head);
	buf_clear(&response->body);
	response->failure = FAILURE_NONE;
	response->is_turned_away = false;
	response->text[0] = '\0';
	transfer->is_held = false;
	transfer->refused = NULL;
	transfer->is_crowded = false;
	transfer->context = context;
	transfer->time_limit_ms = transfer->settings->timeout_ms;
	curl_easy_setopt(easy, CURLOPT_URL, request->url);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)transfer->time_limit_ms);
	/* Over TLS the first connection may turn out to carry all requests: worth the wait. */
	curl_easy_setopt(easy, CURLOPT_PIPEWAIT,
		(long)span_starts_with_nocase(span_of(request->url), SPAN("https:")));
	curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, request->keeps_connection ? 0L : 1L);
	curl_easy_setopt(easy, CURLOPT_USERNAME, request->user);
	curl_easy_setopt(easy, CURLOPT_PASSWORD, request->password);
	set_headers(transfer, request);
	set_method(transfer, request->form);
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->headers);
}

const struct response *
transfer_response(const struct transfer *transfer)
{
	return &transfer->response;
}

struct buf
transfer_take_body(struct transfer *transfer)
{
	struct buf body = transfer->response.body;

	buf_init(&transfer->response.body, body.max);
	return body;
}

void
transfer_resume(struct transfer *transfer, int64_t held_ms)
{
	transfer->time_limit_ms += held_ms;
	curl_easy_setopt(transfer->easy, CURLOPT_TIMEOUT_MS, (long)transfer->time_limit_ms);
	if (!transfer->is_held)
		return;
	transfer->is_held = false;
	curl_easy_pause(transfer->easy, CURLPAUSE_CONT);
}

void *
transfer_handle(const struct transfer *transfer)
{
	return transfer->easy;
}

/* What libcurl's end says of the visit. Codes that are not here: "the transfer failed: ...". */
static const struct ending {
	CURLcode code;
	enum failure failure;
	const char *text;
} endings[] = {
	{CURLE_OK, FAILURE_NONE, ""},
	{CURLE_URL_MALFORMAT, FAILURE_URL, "the URL is malformed"},
	{CURLE_COULDNT_RESOLVE_PROXY, FAILURE_NAME, "the proxy's name has no address"},
	{CURLE_COULDNT_RESOLVE_HOST, FAILURE_NAME, "the host's name has no address"},
	{CURLE_COULDNT_CONNECT, FAILURE_CONNECT, "nobody answers at the host's address"},
	{CURLE_OPERATION_TIMEDOUT, FAILURE_TIMEOUT, "the server was too slow (network.timeout)"},
	{CURLE_PARTIAL_FILE, FAILURE_TRUNCATED, "the body ended before its announced length"},
	{CURLE_GOT_NOTHING, FAILURE_PROTOCOL, "the server closed the connection without an answer"},
	{CURLE_WEIRD_SERVER_REPLY, FAILURE_PROTOCOL, "the answer is no HTTP"},
	{CURLE_UNSUPPORTED_PROTOCOL, FAILURE_PROTOCOL, "the answer is no HTTP that we speak"},
	{CURLE_BAD_CONTENT_ENCODING, FAILURE_PROTOCOL, "the body's compression is broken"},
	{CURLE_HTTP2, FAILURE_PROTOCOL, "the server broke HTTP/2"},
	{CURLE_HTTP2_STREAM, FAILURE_PROTOCOL, "the server broke off an HTTP/2 stream"},
	{CURLE_FILESIZE_EXCEEDED, FAILURE_TOO_LARGE, "the body is larger than network.max_body"},
	{CURLE_SEND_ERROR, FAILURE_CONNECT, "the connection broke"},
	{CURLE_RECV_ERROR, FAILURE_CONNECT, "the connection broke"},
	{CURLE_SSL_CONNECT_ERROR, FAILURE_TLS, "the TLS handshake failed"},
	{CURLE_PEER_FAILED_VERIFICATION, FAILURE_TLS, "the server's certificate cannot be trusted"},
	{CURLE_SSL_CERTPROBLEM, FAILURE_TLS, "the server's certificate is broken"},
	{CURLE_SSL_CIPHER, FAILURE_TLS, "the server speaks no cipher that is safe"},
	{CURLE_SSL_ISSUER_ERROR, FAILURE_TLS, "the server's certificate has an unknown issuer"},
	{CURLE_SSL_INVALIDCERTSTATUS, FAILURE_TLS, "the server's certificate was revoked"},
	{CURLE_SSL_CACERT_BADFILE, FAILURE_TLS, "the file of trusted certificates cannot be read"},
	{CURLE_PROXY, FAILURE_CONNECT, "the proxy refuses"},
};

static bool
is_before_connection(const struct transfer *transfer, CURLcode code)
{
	curl_off_t connect = 0;

	curl_easy_getinfo(transfer->easy, CURLINFO_CONNECT_TIME_T, &connect);
	return code == CURLE_COULDNT_CONNECT || (code == CURLE_OPERATION_TIMEDOUT && connect == 0);
}

static void
judge_code(struct transfer *transfer, CURLcode code)
{
	struct response *response = &transfer->response;

	if (response->failure != FAILURE_NONE)
		return; /* we ended it ourselves, and know why */
	if (transfer->refused != NULL && code != CURLE_OK) {
		response->failure = FAILURE_ADDRESS;
		snprintf(response->text, sizeof response->text,
			"the host's address is refused: %s (network.allow_private)",
			transfer->refused);
		return;
	}
	response->is_turned_away = transfer->is_crowded && is_before_connection(transfer, code);
	if (response->is_turned_away)
		return;
	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
		if (endings[i].code == code) {
			fail(transfer, endings[i].failure, endings[i].text);
			return;
		}
	response->failure = FAILURE_PROTOCOL;
	snprintf(response->text, sizeof response->text, "the transfer failed: %s",
		curl_easy_strerror(code));
}

static void
note_figures(struct transfer *transfer)
{
	CURL *easy = transfer->easy;
	struct response *response = &transfer->response;
	struct visit_times *times = &response->times;
	curl_off_t name = 0, connect = 0, tls = 0, first = 0, total = 0, body = 0;
	long head = 0;

	curl_easy_getinfo(easy, CURLINFO_NAMELOOKUP_TIME_T, &name);
	curl_easy_getinfo(easy, CURLINFO_CONNECT_TIME_T, &connect);
	curl_easy_getinfo(easy, CURLINFO_APPCONNECT_TIME_T, &tls);
	curl_easy_getinfo(easy, CURLINFO_STARTTRANSFER_TIME_T, &first);
	curl_easy_getinfo(easy, CURLINFO_TOTAL_TIME_T, &total);
	curl_easy_getinfo(easy, CURLINFO_SIZE_DOWNLOAD_T, &body);
	curl_easy_getinfo(easy, CURLINFO_HEADER_SIZE, &head);
	*times = (struct visit_times){name, tls > connect ? tls : connect, first, total};
	response->wire_bytes = (int64_t)body + head;
}

void
transfer_finish(struct transfer *transfer, int code)
{
	judge_code(transfer, (CURLcode)code);
	note_figures(transfer);
	transfer->calls->done(transfer->context, transfer);
}
