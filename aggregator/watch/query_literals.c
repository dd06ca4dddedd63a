#include "aggregator/watch/query_node.h"
#include "feeds/base/buf.h"

#define TITLE_WORTH 8 /* a title has few words: a literal that counts there alone is seldom seen */

/* Words that stand together without a gap: their folded bytes are one literal. */
static size_t
run_end(const struct query_phrase *phrase, size_t start)
{
	size_t end = start + 1;

	while (end < phrase->n_words && phrase->words[end].is_glued)
		end++;
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
		.folded = last->folded,
		.starts_word = !last->is_single,
		.ends_word = !last->is_single && !last->is_prefix,
		.in_title = phrase->is_title,
	};
	struct buf joined;

	buf_init(&joined, BUF_UNLIMITED);
	if (end - start > 1) {
		for (size_t i = start; i < end; i++)
			buf_add(&joined, phrase->words[i].folded);
		literal.folded = buf_span(&joined);
	}
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
