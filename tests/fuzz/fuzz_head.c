#include <stdlib.h>

#include "aggregator/fetch/freshness.h"
#include "aggregator/fetch/head.h"
#include "aggregator/fetch/link_header.h"
#include "aggregator/fetch/retry_after.h"
#include "aggregator/fetch/visit.h"
#include "tests/fuzz/fuzz.h"

#define NOW INT64_C(1767225600)

static void
expect(bool is_so)
{
	if (!is_so)
		abort();
}

/* No value holds a line end, or begins or ends with white space: it can be echoed as it is. */
static void
check_values(const struct head *head)
{
	for (int i = 0; i < HEAD_FIELDS; i++) {
		struct span value = head_value(head, (enum head_field)i);

		expect(span_find_byte(value, '\n') == value.len);
		expect(value.len == 0 || value.at[0] != ' ');
	}
}

/* Links are borrowed from the header, and their targets hold no '>'. */
static void
check_links(struct span value)
{
	struct span rest = value;
	struct header_link link;

	while (link_header_next(&rest, &link)) {
		expect(link.target.at >= value.at &&
			link.target.at + link.target.len <= value.at + value.len);
		expect(span_find_byte(link.target, '>') == link.target.len);
	}
}

/* The input is a response's head; its lines come one by one, as from libcurl. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct span rest = span_make((const char *)bytes, len);
	struct head head;
	int64_t seconds;
	bool fits = true;

	head_init(&head);
	while (fits && rest.len > 0) {
		size_t end = span_find_byte(rest, '\n');

		end += end < rest.len;
		fits = head_add_line(&head, span_head(rest, end));
		rest = span_from(rest, end);
	}
	expect(fits || head.bytes > HEAD_BYTES_MAX);
	check_values(&head);
	check_links(head_value(&head, HEAD_LINK));
	seconds = freshness_seconds(&head, NOW);
	expect(seconds == FRESHNESS_UNKNOWN || seconds >= 0);
	seconds = retry_after_seconds(head_value(&head, HEAD_RETRY_AFTER), NOW);
	expect(seconds == RETRY_AFTER_NONE || seconds >= 0);
	head_release(&head);
	return 0;
}
