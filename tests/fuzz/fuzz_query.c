/*
 * Bytes up to the first line feed are a query, the rest is an item. Whatever they are: a refusal
 * has a reason; what is accepted prints a canonical form that is accepted again, prints the same and
 * gives the same answer; a true item holds one of the literals; spots lie inside of the text.
 */
#include <assert.h>
#include <stdlib.h>

#include "aggregator/watch/query.h"
#include "aggregator/watch/reading.h"
#include "tests/fuzz/fuzz.h"

#define ITEM_BYTES_MAX 4096

struct checking {
	struct span plain; /* title and body */
	size_t title_len;  /* of the title's share */
	struct span title;
	struct span body;
	bool is_seen;
};

static void
check_literal(void *context, const struct query_literal *literal)
{
	struct checking *checking = context;

	struct span where = checking->plain;

	assert(literal->folded.len > 0);
	if (literal->in_title)
		where = span_head(where, checking->title_len);
	if (span_find(where, literal->folded) < where.len)
		checking->is_seen = true;
}

static void
check_spot(void *context, const struct query_spot *spot)
{
	struct checking *checking = context;
	struct span part = spot->part == QUERY_TITLE ? checking->title : checking->body;

	assert(spot->start <= spot->end && spot->end <= part.len);
}

static void
check_true(const struct query *query, struct checking *checking, struct query_subject *subject)
{
	struct buf plain;

	buf_init(&plain, BUF_UNLIMITED);
	plain_add(checking->title, &plain);
	checking->title_len = plain.len;
	buf_add_byte(&plain, '\n');
	plain_add(checking->body, &plain);
	checking->plain = buf_span(&plain);
	if (query_literals(query, check_literal, checking))
		assert(checking->is_seen);
	query_spots(query, subject, check_spot, checking);
	buf_release(&plain);
}

static void
check_query(const struct query *query, struct query_subject *subject, struct checking *checking)
{
	struct error err = {0};
	struct buf printed;
	struct buf reprinted;
	struct query *again;
	bool is_true = query_matches(query, subject);

	buf_init(&printed, BUF_UNLIMITED);
	buf_init(&reprinted, BUF_UNLIMITED);
	query_print(query, &printed);
	again = query_parse(buf_span(&printed), &err);
	assert(again != NULL);
	query_print(again, &reprinted);
	assert(span_equal(buf_span(&printed), buf_span(&reprinted)));
	assert(query_matches(again, subject) == is_true);
	if (is_true)
		check_true(query, checking, subject);
	buf_clear(&printed);
	(void)query_filter(query, &(struct query_index){.dialect = QUERY_FTS5}, &printed);
	(void)query_filter(query, &(struct query_index){.dialect = QUERY_TSQUERY}, &printed);
	buf_release(&printed);
	buf_release(&reprinted);
	query_free(again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct span input = span_make((const char *)bytes, len);
	size_t line = span_find_byte(input, '\n');
	struct span item = span_head(span_from(input, line + 1), ITEM_BYTES_MAX);
	struct checking checking = {.title = span_head(item, item.len / 3)};
	struct query_subject subject = {.text = query_text_new(),
		.source = checking.title,
		.language = SPAN("en-US"),
		.relevance = 50,
		.n_sources = 2,
		.age_seconds = 3600};
	struct error err = {0};
	struct query *query = query_parse(span_head(input, line), &err);

	checking.body = span_from(item, item.len / 3);
	subject.url = checking.body;
	query_text_set(subject.text, checking.title, checking.body);
	if (query == NULL)
		assert(err.status != 0 && err.text[0] != '\0');
	else
		check_query(query, &subject, &checking);
	query_free(query);
	query_text_free(subject.text);
	return 0;
}
