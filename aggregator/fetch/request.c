#include "aggregator/fetch/request.h"

#include <string.h>

#include "feeds/base/memory.h"

static size_t
span_bytes(struct span span)
{
	return span.len + 1;
}

static size_t
count_arguments(const struct visit_request *request)
{
	size_t n = 0;

	while (request->arguments != NULL && request->arguments[n] != NULL)
		n++;
	return n;
}

/* Bytes that the texts need. */
static size_t
text_bytes(const struct visit_request *request, size_t n_arguments)
{
	size_t bytes = span_bytes(request->location) + span_bytes(request->validators.etag) +
		       span_bytes(request->validators.last_modified) + span_bytes(request->user) +
		       span_bytes(request->password) + span_bytes(request->home) +
		       span_bytes(request->form);

	for (size_t i = 0; i < request->n_headers; i++)
		bytes += span_bytes(request->headers[i].name) +
			 span_bytes(request->headers[i].value);
	for (size_t i = 0; i < n_arguments; i++)
		bytes += strlen(request->arguments[i]) + 1;
	return bytes;
}

static struct span
keep(char **at, struct span span)
{
	struct span copy = {span.at != NULL ? *at : NULL, span.len};

	if (span.at == NULL)
		return SPAN_NONE;
	if (span.len > 0)
		memcpy(*at, span.at, span.len);
	(*at)[span.len] = '\0';
	*at += span.len + 1;
	return copy;
}

struct visit_request *
request_copy(const struct visit_request *request)
{
	size_t n_arguments = count_arguments(request);
	size_t table_bytes = request->n_headers * sizeof(struct request_header) +
			     (n_arguments + 1) * sizeof(char *);
	struct visit_request *copy =
		memory_new(1, sizeof *copy + table_bytes + text_bytes(request, n_arguments));
	struct request_header *headers = (struct request_header *)(copy + 1);
	const char **arguments = (const char **)(headers + request->n_headers);
	char *at = (char *)(arguments + n_arguments + 1);

	*copy = *request;
	copy->location = keep(&at, request->location);
	copy->validators.etag = keep(&at, request->validators.etag);
	copy->validators.last_modified = keep(&at, request->validators.last_modified);
	copy->user = keep(&at, request->user);
	copy->password = keep(&at, request->password);
	copy->home = keep(&at, request->home);
	copy->form = keep(&at, request->form);
	for (size_t i = 0; i < request->n_headers; i++) {
		headers[i].name = keep(&at, request->headers[i].name);
		headers[i].value = keep(&at, request->headers[i].value);
	}
	for (size_t i = 0; i < n_arguments; i++)
		arguments[i] = keep(&at, span_of(request->arguments[i])).at;
	copy->headers = headers;
	copy->arguments = arguments;
	return copy;
}

const char *
request_string(struct span span)
{
	return span.at;
}
