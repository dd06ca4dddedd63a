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

/* A word that no item has: what can be true of none. */
#define WORD_OF_NONE "#"
#define WORDS_BYTES_MAX ((size_t)1 << 16)

static void
write_any_of(const struct grammar *grammar, struct span words, struct buf *out)
{
	struct span word;
	bool is_first = true;

	buf_add_byte(out, '(');
	while (span_split(&words, ' ', &word)) {
		buf_add_text(out, is_first ? "" : grammar->or);
		buf_add_text(out, grammar->word_open);
		buf_add(out, word);
		buf_add_text(out, grammar->word_close);
		is_first = false;
	}
	buf_add_byte(out, ')');
}

static bool
write_test(const struct query_index *index, const struct query_test *test, struct buf *out)
{
	struct buf words;
	bool ok;

	if (index->words_of == NULL)
		return false;
	buf_init(&words, WORDS_BYTES_MAX);
	ok = index->words_of(index->context, test, &words) && !words.is_full;
	if (ok)
		write_any_of(&grammars[index->dialect],
			words.len > 0 ? buf_span(&words) : SPAN(WORD_OF_NONE), out);
	buf_release(&words);
	return ok;
}

static bool write_node(
	const struct query_index *index, const struct query_node *node, struct buf *out);

/* Of AND and NEAR what can be said is enough, of OR nothing can when one operand is silent. */
static bool
write_operands(const struct query_index *index, const struct query_node *node, struct buf *out)
{
	const struct grammar *grammar = &grammars[index->dialect];
	const char *join = node->op == QUERY_OR ? grammar->or : grammar->and;
	size_t start = out->len;
	size_t n = 0;

	buf_add_byte(out, '(');
	for (const struct query_node *operand = node->first; operand != NULL;
		operand = operand->next) {
		size_t mark = out->len;

		if (n > 0)
			buf_add_text(out, join);
		if (write_node(index, operand, out)) {
			n++;
			continue;
		}
		buf_cut(out, mark);
		if (node->op == QUERY_OR) {
			n = 0;
			break;
		}
	}
	buf_add_byte(out, ')');
	if (n == 0)
		buf_cut(out, start);
	return n > 0;
}

static bool
write_node(const struct query_index *index, const struct query_node *node, struct buf *out)
{
	switch (node->op) {
	case QUERY_AND:
	case QUERY_OR:
	case QUERY_NEAR:
		return write_operands(index, node, out);
	case QUERY_PHRASE:
		write_phrase(&grammars[index->dialect], &node->phrase, out);
		return true;
	case QUERY_TEST:
		return write_test(index, &node->test, out);
	case QUERY_NOT:
		return false;
	}
	return false;
}

bool
query_filter(const struct query *query, const struct query_index *index, struct buf *out)
{
	return write_node(index, query->root, out);
}
