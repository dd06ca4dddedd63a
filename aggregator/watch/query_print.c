#include "aggregator/watch/query_field.h"
#include "feeds/base/ascii.h"

/* How tightly an operator binds: what binds less stands in brackets below it. */
static const int tightness[] = {
	[QUERY_OR] = 0,
	[QUERY_AND] = 1,
	[QUERY_NOT] = 2,
	[QUERY_NEAR] = 3,
	[QUERY_PHRASE] = 4,
	[QUERY_TEST] = 4,
};

static const char *const relation_signs[] = {
	[QUERY_LESS] = "<",
	[QUERY_AT_MOST] = "<=",
	[QUERY_EQUAL] = "",
	[QUERY_AT_LEAST] = ">=",
	[QUERY_MORE] = ">",
};

/* Lower-case letters and digits, and no word that would be told to be an operator. */
static bool
is_plain(struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_lower(text.at[i]) && !ascii_is_digit(text.at[i]))
			return false;
	return text.len > 0 && !span_equal(text, SPAN("or")) && !span_equal(text, SPAN("not"));
}

static void
print_value(struct span text, bool has_star, struct buf *out)
{
	const char *quote = is_plain(text) || text.len == 0 ? "" : "\"";

	buf_add_text(out, quote);
	buf_add(out, text);
	buf_add_text(out, quote);
	if (has_star)
		buf_add_byte(out, '*');
}

static void
print_folded(const struct query_phrase *phrase, struct buf *out)
{
	struct buf words;

	buf_init(&words, BUF_UNLIMITED);
	for (size_t i = 0; i < phrase->n_words; i++) {
		if (i > 0 && !phrase->words[i].is_glued)
			buf_add_byte(&words, ' ');
		buf_add(&words, phrase->words[i].folded);
	}
	print_value(buf_span(&words), phrase->has_star, out);
	buf_release(&words);
}

static void
print_phrase(const struct query_phrase *phrase, struct buf *out)
{
	if (phrase->is_title)
		buf_add_text(out, "title:");
	if (!phrase->is_exact) {
		print_folded(phrase, out);
		return;
	}
	buf_add_byte(out, '=');
	print_value(phrase->written, phrase->has_star, out);
}

static void
print_test(const struct query_test *test, struct buf *out)
{
	buf_format(out, "%s:", test->field->name);
	if (test->field->value == QUERY_VALUE_NAME) {
		print_value(test->written, test->has_star, out);
		return;
	}
	buf_format(out, "%s%lld%s", relation_signs[test->relation], (long long)test->number,
		test->field->value == QUERY_VALUE_DURATION ? "s" : "");
}

static void
print_node(const struct query_node *node, int around, struct buf *out)
{
	bool needs_brackets = tightness[node->op] < around;

	if (needs_brackets)
		buf_add_byte(out, '(');
	if (node->op == QUERY_PHRASE)
		print_phrase(&node->phrase, out);
	if (node->op == QUERY_TEST)
		print_test(&node->test, out);
	if (node->op == QUERY_NOT)
		buf_add_text(out, "NOT ");
	for (const struct query_node *operand = node->first; operand != NULL;
		operand = operand->next) {
		if (operand != node->first && node->op == QUERY_NEAR)
			buf_format(out, " NEAR/%d ", operand->near);
		else if (operand != node->first)
			buf_add_text(out, node->op == QUERY_OR ? " OR " : " AND ");
		print_node(operand, tightness[node->op] + (node->op == QUERY_NEAR ? 1 : 0), out);
	}
	if (needs_brackets)
		buf_add_byte(out, ')');
}

void
query_print(const struct query *query, struct buf *out)
{
	print_node(query->root, 0, out);
}
