#include "aggregator/watch/query_node.h"
#include "feeds/base/buf.h"

#define RUN_BYTES_MAX 120 /* of a literal: a longer phrase is told by its beginning as well */
#define TITLE_WORTH 8 /* a title has few words: a literal that counts there alone is seldom seen */

/* Whether the next word belongs to the same literal: nothing is between the two, or a gap always is. */
static bool
joins(const struct query_word *word, const struct query_word *next)
{
	return next->is_glued || (!word->is_prefix && !word->is_single && !next->is_single);
}

/* Words that are one literal: without a gap between them, or with one that all texts have. */
static size_t
run_end(const struct query_phrase *phrase, size_t start)
{
	size_t end = start + 1;
	size_t bytes = phrase->words[start].folded.len;

	while (end < phrase->n_words && joins(&phrase->words[end - 1], &phrase->words[end]) &&
		bytes + phrase->words[end].folded.len < RUN_BYTES_MAX)
		bytes += phrase->words[end++].folded.len + 1;
	return end;
}

static size_t
run_bytes(const struct query_phrase *phrase, size_t start)
{
	size_t bytes = 0;

	for (size_t i = start; i < run_end(phrase, start); i++)
		bytes += phrase->words[i].folded.len;
	return bytes;
}

/* The longest run is the rarest, as a rule. */
static size_t
longest_run(const struct query_phrase *phrase)
{
	size_t best = 0;

	for (size_t i = 0; i < phrase->n_words; i = run_end(phrase, i))
		if (run_bytes(phrase, i) > run_bytes(phrase, best))
			best = i;
	return best;
}

/* How well the node can be told by literals: bytes of the shortest one needed; 0: not at all. */
static size_t
worth(const struct query_node *node)
{
	size_t best = node->op == QUERY_OR ? SIZE_MAX : 0;

	if (node->op == QUERY_NOT || node->op == QUERY_TEST)
		return 0;
	if (node->op == QUERY_PHRASE)
		return run_bytes(&node->phrase, longest_run(&node->phrase)) +
		       (node->phrase.is_title ? TITLE_WORTH : 0);
	for (const struct query_node *operand = node->first; operand != NULL;
		operand = operand->next) {
		size_t one = worth(operand);

		if (node->op == QUERY_OR ? one < best : one > best)
			best = one;
	}
	return best;
}

static void
tell_phrase(const struct query_phrase *phrase, query_literal_fn *tell, void *context)
{
	size_t start = longest_run(phrase);
	size_t end = run_end(phrase, start);
	const struct query_word *last = &phrase->words[end - 1];
	struct query_literal literal = {
		.starts_word = !phrase->words[start].is_single,
		.ends_word = !last->is_single && !last->is_prefix,
		.in_title = phrase->is_title,
	};
	struct buf joined;

	buf_init(&joined, BUF_UNLIMITED);
	for (size_t i = start; i < end; i++) {
		if (i > start && !phrase->words[i].is_glued)
			buf_add_byte(&joined, ' ');
		buf_add(&joined, phrase->words[i].folded);
	}
	literal.folded = buf_span(&joined);
	tell(context, &literal);
	buf_release(&joined);
}

static void
tell_node(const struct query_node *node, query_literal_fn *tell, void *context)
{
	const struct query_node *best = node->first;

	if (node->op == QUERY_PHRASE) {
		tell_phrase(&node->phrase, tell, context);
		return;
	}
	for (const struct query_node *operand = node->first; operand != NULL;
		operand = operand->next) {
		if (node->op == QUERY_OR)
			tell_node(operand, tell, context);
		else if (worth(operand) > worth(best))
			best = operand;
	}
	if (node->op != QUERY_OR)
		tell_node(best, tell, context);
}

bool
query_literals(const struct query *query, query_literal_fn *tell, void *context)
{
	if (worth(query->root) == 0)
		return false;
	tell_node(query->root, tell, context);
	return true;
}
