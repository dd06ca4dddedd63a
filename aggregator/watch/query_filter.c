#include "aggregator/watch/query_node.h"

/* How a full-text index wants an expression to be written. */
struct grammar {
	const char *and;
	const char * or ;
	const char *phrase_open;
	const char *word_open;
	const char *word_close;
	const char *prefix_close; /* instead of word_close */
	const char *between;      /* two words of a phrase */
	const char *phrase_close;
	bool has_inner_prefix; /* a prefix may stand before the end of a phrase */
};

static const struct grammar grammars[] = {
	[QUERY_FTS5] = {" AND ", " OR ", "", "\"", "\"", "\" *", " + ", "", false},
	[QUERY_TSQUERY] = {" & ", " | ", "(", "'", "'", "':*", " <-> ", ")", true},
};

static bool
has_inner_prefix(const struct query_phrase *phrase)
{
	for (size_t i = 0; i + 1 < phrase->n_words; i++)
		if (phrase->words[i].is_prefix)
			return true;
	return false;
}

/* Folded words hold letters and digits only: nothing in them needs an escape. */
static void
write_phrase(const struct grammar *grammar, const struct query_phrase *phrase, struct buf *out)
{
	bool is_loose = !grammar->has_inner_prefix && has_inner_prefix(phrase);

	buf_add_text(out, is_loose ? "(" : grammar->phrase_open);
	for (size_t i = 0; i < phrase->n_words; i++) {
		const struct query_word *word = &phrase->words[i];

		if (i > 0)
			buf_add_text(out, is_loose ? grammar->and : grammar->between);
		buf_add_text(out, grammar->word_open);
		buf_add(out, word->folded);
		buf_add_text(out, word->is_prefix ? grammar->prefix_close : grammar->word_close);
	}
	buf_add_text(out, is_loose ? ")" : grammar->phrase_close);
}

/* Whether the index can say anything of the node: of AND and NEAR one operand is enough. */
static bool
can_say(const struct query_node *node)
{
	if (node->op == QUERY_PHRASE)
		return true;
	if (node->op == QUERY_NOT || node->op == QUERY_TEST)
		return false;
	for (const struct query_node *operand = node->first; operand != NULL;
		operand = operand->next)
		if (can_say(operand) != (node->op == QUERY_OR))
			return node->op != QUERY_OR;
	return node->op == QUERY_OR;
}

static void
write_node(const struct grammar *grammar, const struct query_node *node, struct buf *out)
{
	const char *join = node->op == QUERY_OR ? grammar->or : grammar->and;
	bool is_first = true;

	if (node->op == QUERY_PHRASE) {
		write_phrase(grammar, &node->phrase, out);
		return;
	}
	buf_add_byte(out, '(');
	for (const struct query_node *operand = node->first; operand != NULL;
		operand = operand->next) {
		if (!can_say(operand))
			continue;
		if (!is_first)
			buf_add_text(out, join);
		is_first = false;
		write_node(grammar, operand, out);
	}
	buf_add_byte(out, ')');
}

bool
query_filter(const struct query *query, enum query_dialect dialect, struct buf *out)
{
	if (!can_say(query->root))
		return false;
	write_node(&grammars[dialect], query->root, out);
	return true;
}
