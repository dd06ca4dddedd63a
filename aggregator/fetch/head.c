#include "aggregator/fetch/head.h"

#include "feeds/base/ascii.h"

#define FIELD_BYTES_MAX (16 * 1024)
#define STATUS_MAX 999

static const struct field_kind {
	const char *name;
	bool is_list;
} field_kinds[HEAD_FIELDS] = {
	[HEAD_ETAG] = {"etag", false},
	[HEAD_LAST_MODIFIED] = {"last-modified", false},
	[HEAD_CACHE_CONTROL] = {"cache-control", true},
	[HEAD_EXPIRES] = {"expires", false},
	[HEAD_AGE] = {"age", false},
	[HEAD_DATE] = {"date", false},
	[HEAD_RETRY_AFTER] = {"retry-after", false},
	[HEAD_CONTENT_TYPE] = {"content-type", false},
	[HEAD_CONTENT_ENCODING] = {"content-encoding", false},
	[HEAD_LOCATION] = {"location", false},
	[HEAD_LINK] = {"link", true},
	[HEAD_IM] = {"im", true},
};

void
head_init(struct head *head)
{
	*head = (struct head){.continues = HEAD_FIELDS};
	for (size_t i = 0; i < HEAD_FIELDS; i++)
		buf_init(&head->fields[i], FIELD_BYTES_MAX);
}

void
head_release(struct head *head)
{
	for (size_t i = 0; i < HEAD_FIELDS; i++)
		buf_release(&head->fields[i]);
}

void
head_clear(struct head *head)
{
	head->status = 0;
	head->bytes = 0;
	head->is_complete = false;
	head->continues = HEAD_FIELDS;
	for (size_t i = 0; i < HEAD_FIELDS; i++) {
		buf_clear(&head->fields[i]);
		head->is_set[i] = false;
	}
}

/* "HTTP/1.1 200 OK", "HTTP/2 200". */
static void
begin(struct head *head, struct span line)
{
	size_t bytes = head->bytes;
	unsigned long long status = 0;

	head_clear(head);
	head->bytes = bytes; /* a server that sends heads for ever is no better than one long one */
	line = span_trim(span_from(line, span_find_byte(line, ' ')));
	if (span_to_uint(span_head(line, 3), STATUS_MAX, &status))
		head->status = (int)status;
}

static enum head_field
field_named(struct span name)
{
	for (size_t i = 0; i < HEAD_FIELDS; i++)
		if (span_equal_nocase(name, span_of(field_kinds[i].name)))
			return (enum head_field)i;
	return HEAD_FIELDS;
}

static void
add_value(struct head *head, enum head_field field, struct span value)
{
	if (head->is_set[field] && !field_kinds[field].is_list) {
		head->continues = HEAD_FIELDS;
		return;
	}
	if (head->is_set[field])
		buf_add_text(&head->fields[field], ", ");
	buf_add(&head->fields[field], value);
	head->is_set[field] = true;
}

/* A line that begins with white space goes on with the one before (RFC 9112, section 5.2). */
static void
add_folded(struct head *head, struct span line)
{
	if (head->continues == HEAD_FIELDS)
		return;
	buf_add_byte(&head->fields[head->continues], ' ');
	buf_add(&head->fields[head->continues], span_trim(line));
}

static void
add_field(struct head *head, struct span line)
{
	size_t colon = span_find_byte(line, ':');

	head->continues = field_named(span_head(line, colon));
	if (colon < line.len && head->continues < HEAD_FIELDS)
		add_value(head, head->continues, span_trim(span_from(line, colon + 1)));
}

bool
head_add_line(struct head *head, struct span line)
{
	head->bytes += line.len;
	if (head->bytes > HEAD_BYTES_MAX)
		return false;
	if (span_starts_with(line, SPAN("HTTP/")))
		begin(head, line);
	else if (head->is_complete)
		return true;
	else if (span_trim(line).len == 0)
		head->is_complete = true;
	else if (line.at[0] == ' ' || line.at[0] == '\t')
		add_folded(head, line);
	else
		add_field(head, line);
	return true;
}

struct span
head_value(const struct head *head, enum head_field field)
{
	return head->is_set[field] ? span_trim(buf_span(&head->fields[field])) : SPAN_NONE;
}
