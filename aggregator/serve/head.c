#include "aggregator/serve/head.h"

#include <string.h>

#include "feeds/base/ascii.h"

#define LENGTH_DIGITS_MAX 15 /* a petabyte; more digits are an attack or an accident */

/* Control characters but TAB, CR and LF never stand in a head; CR stands before LF alone. */
static bool
is_broken_at(struct span bytes, size_t i)
{
	unsigned char byte = (unsigned char)bytes.at[i];

	if (byte == '\n')
		return i == 0 || bytes.at[i - 1] != '\r';
	if (i > 0 && bytes.at[i - 1] == '\r')
		return true;
	return (byte < ' ' && byte != '\t' && byte != '\r') || byte == 0x7f;
}

size_t
head_end(struct span bytes, size_t *seen)
{
	for (size_t i = *seen; i < bytes.len; i++) {
		*seen = i + 1;
		if (is_broken_at(bytes, i))
			return HEAD_BROKEN;
		/* an empty first line is what some clients send behind a body */
		if (i >= 4 && bytes.at[i] == '\n' && memcmp(bytes.at + i - 3, "\r\n\r", 3) == 0)
			return i + 1;
	}
	return HEAD_INCOMPLETE;
}

static bool
is_token_byte(char byte)
{
	return ascii_is_alnum(byte) || (byte != '\0' && strchr("!#$%&'*+-.^_`|~", byte) != NULL);
}

static bool
is_token(struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!is_token_byte(text.at[i]))
			return false;
	return text.len > 0;
}

/* The next line without its CR LF; false: nothing is left. */
static bool
next_line(struct span *rest, struct span *line)
{
	size_t end = span_find(*rest, SPAN("\r\n"));

	if (rest->len == 0)
		return false;
	*line = span_head(*rest, end);
	*rest = span_from(*rest, end + 2);
	return true;
}

static const struct {
	struct span name;
	enum http_method method;
} methods[] = {
	{SPAN_INIT("GET"), HTTP_GET},
	{SPAN_INIT("HEAD"), HTTP_HEAD},
	{SPAN_INIT("POST"), HTTP_POST},
	{SPAN_INIT("PUT"), HTTP_OTHER},
	{SPAN_INIT("DELETE"), HTTP_OTHER},
	{SPAN_INIT("PATCH"), HTTP_OTHER},
	{SPAN_INIT("OPTIONS"), HTTP_OTHER},
	{SPAN_INIT("TRACE"), HTTP_OTHER},
	{SPAN_INIT("CONNECT"), HTTP_OTHER},
};

static int
read_method(struct span name, struct head *head)
{
	head->method_name = name;
	for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
		if (span_equal(name, methods[i].name)) {
			head->method = methods[i].method;
			return 0;
		}
	return is_token(name) ? 501 : 400;
}

static int
read_version(struct span version, struct head *head)
{
	if (version.len != 8 || !span_starts_with(version, SPAN("HTTP/")) ||
		!ascii_is_digit(version.at[5]) || version.at[6] != '.' ||
		!ascii_is_digit(version.at[7]))
		return 400;
	if (version.at[5] != '1')
		return 505;
	head->minor = version.at[7] - '0';
	return 0;
}

/* "http://host/path" is what a client says to a proxy; every server must take it (RFC 9112, 3.2.2). */
static int
read_target(struct span target, struct head *head)
{
	struct span rest = SPAN_NONE;

	if (target.len > HEAD_TARGET_MAX)
		return 414;
	for (size_t i = 0; i < target.len; i++)
		if ((unsigned char)target.at[i] <= ' ' || target.at[i] == '#')
			return 400;
	if (span_starts_with_nocase(target, SPAN("http://")))
		rest = span_from(target, 7);
	else if (span_starts_with_nocase(target, SPAN("https://")))
		rest = span_from(target, 8);
	if (rest.at != NULL) {
		size_t slash = span_find_byte(rest, '/');

		head->host = span_head(rest, slash);
		target = slash < rest.len ? span_from(rest, slash) : SPAN("/");
		if (head->host.len == 0)
			return 400;
	}
	head->target = target;
	return target.len > 0 && target.at[0] == '/' ? 0 : 400;
}

static int
read_request_line(struct span line, struct head *head)
{
	size_t first = span_find_byte(line, ' ');
	struct span rest = span_from(line, first + 1);
	size_t second = span_find_byte(rest, ' ');
	int status;

	if (first >= line.len || second >= rest.len)
		return 400;
	status = read_version(span_from(rest, second + 1), head);
	if (status == 0)
		status = read_method(span_head(line, first), head);
	return status != 0 ? status : read_target(span_head(rest, second), head);
}

static int
read_line(struct span line, struct head *head)
{
	size_t colon = span_find_byte(line, ':');

	if (colon >= line.len || !is_token(span_head(line, colon)))
		return 400;
	if (head->n_lines == HEAD_LINES_MAX)
		return 431;
	head->lines[head->n_lines++] =
		(struct head_line){span_head(line, colon), span_trim(span_from(line, colon + 1))};
	return 0;
}

static size_t
count_lines(const struct head *head, struct span name, struct span *value)
{
	size_t n = 0;

	for (size_t i = 0; i < head->n_lines; i++)
		if (span_equal_nocase(head->lines[i].name, name)) {
			*value = head->lines[i].value;
			n++;
		}
	return n;
}

struct span
head_find(const struct head *head, struct span name)
{
	struct span value = SPAN_NONE;

	return count_lines(head, name, &value) == 1 ? value : SPAN_NONE;
}

static bool
lists(struct span list, struct span word)
{
	struct span part;

	while (span_split(&list, ',', &part))
		if (span_equal_nocase(span_trim(part), word))
			return true;
	return false;
}

bool
head_lists(const struct head *head, struct span name, struct span word)
{
	for (size_t i = 0; i < head->n_lines; i++)
		if (span_equal_nocase(head->lines[i].name, name) &&
			lists(head->lines[i].value, word))
			return true;
	return false;
}

static int
read_host(struct head *head)
{
	struct span host = SPAN_NONE;
	size_t n = count_lines(head, SPAN("Host"), &host);

	if (n > 1 || (n == 0 && head->minor > 0))
		return 400;
	if (head->host.at == NULL)
		head->host = host;
	return 0;
}

/* RFC 9112, section 6.1: chunks, and nothing packed within them. */
static int
read_coding(struct head *head, struct span coding, size_t n_codings)
{
	if (head->minor == 0 || head->method != HTTP_POST || n_codings > 1)
		return 400;
	head->is_chunked = span_equal_nocase(coding, SPAN("chunked"));
	return head->is_chunked ? 0 : 501;
}

/* RFC 9112, section 6: how long the body is; refused where that could be read in two ways. */
static int
read_length(struct head *head)
{
	struct span length = SPAN_NONE;
	struct span coding = SPAN_NONE;
	size_t n_lengths = count_lines(head, SPAN("Content-Length"), &length);
	size_t n_codings = count_lines(head, SPAN("Transfer-Encoding"), &coding);
	unsigned long long bytes = 0;

	if (n_lengths > 1 || (n_lengths > 0 && n_codings > 0))
		return 400;
	if (n_codings > 0)
		return read_coding(head, coding, n_codings);
	if (n_lengths == 1 && (length.len == 0 || length.len > LENGTH_DIGITS_MAX ||
				      !span_to_uint(length, UINT64_MAX, &bytes)))
		return 400;
	if (n_lengths == 0 && head->method == HTTP_POST)
		return 411;
	head->body_bytes = bytes;
	return bytes > 0 && (head->method == HTTP_GET || head->method == HTTP_HEAD) ? 400 : 0;
}

static int
read_expectation(struct head *head)
{
	struct span wish = SPAN_NONE;

	if (count_lines(head, SPAN("Expect"), &wish) == 0 || head->minor == 0)
		return 0;
	head->expects_continue = span_equal_nocase(wish, SPAN("100-continue"));
	return head->expects_continue ? 0 : 417;
}

static int
read_lines(struct span rest, struct head *head)
{
	struct span line;
	int status = 0;

	while (status == 0 && next_line(&rest, &line) && line.len > 0)
		status = read_line(line, head);
	if (status == 0)
		status = read_host(head);
	if (status == 0)
		status = read_length(head);
	if (status == 0)
		status = read_expectation(head);
	return status;
}

int
head_read(struct span bytes, struct head *head)
{
	struct span line = SPAN("");
	int status;

	memset(head, 0, sizeof *head);
	if (span_starts_with(bytes, SPAN("\r\n")))
		bytes = span_from(bytes, 2);
	if (!next_line(&bytes, &line))
		return 400;
	status = read_request_line(line, head);
	if (status == 0)
		status = read_lines(bytes, head);
	if (status != 0)
		return status;
	head->keeps_alive = head->minor > 0
				    ? !head_lists(head, SPAN("Connection"), SPAN("close"))
				    : head_lists(head, SPAN("Connection"), SPAN("keep-alive"));
	return 0;
}
