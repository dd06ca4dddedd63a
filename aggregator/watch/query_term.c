#include "aggregator/watch/query_term.h"

#include <string.h>

#include "aggregator/watch/query_words.h"
#include "feeds/base/utf8.h"
#include "feeds/fold.h"

#define TERM_BYTES_MAX 1024

#define FOUND_BYTES 40

/* A phrase under work: the folded text with the way back to what was written. */
struct cutting {
	struct span written;
	struct buf folded;
	struct fold_map map;
	struct arena *arena;
	struct query_word words[QUERY_WORDS_MAX];
	size_t n_words;
};

/* Hangul syllables and letters: particles stick to the end of a Korean word. */
static bool
is_hangul(uint32_t point)
{
	return (point >= 0xac00 && point <= 0xd7a3) || (point >= 0x1100 && point <= 0x11ff) ||
	       (point >= 0x3130 && point <= 0x318f);
}

static uint32_t
last_point(struct span word)
{
	size_t at = word.len - 1;
	uint32_t point;

	while (at > 0 && ((unsigned char)word.at[at] & 0xc0) == 0x80)
		at--;
	utf8_decode(span_from(word, at), &point);
	return point;
}

static void
add_word(struct cutting *cutting, struct span word, bool touches)
{
	struct query_word *added = &cutting->words[cutting->n_words++];
	size_t at = (size_t)(word.at - cutting->folded.at);
	size_t start = fold_original(&cutting->map, at);
	size_t end = fold_original(&cutting->map, at + word.len);
	uint32_t first;

	utf8_decode(word, &first);
	added->folded = arena_copy(cutting->arena, word);
	added->exact = arena_copy(
		cutting->arena, span_head(span_from(cutting->written, start), end - start));
	added->hash = query_word_hash(word);
	added->is_single = fold_kind(first) == FOLD_SINGLE;
	added->is_glued = touches && added->is_single && added[-1].is_single;
	added->is_prefix = is_hangul(last_point(word));
}

static void
cut_words(struct cutting *cutting)
{
	struct words words;
	struct span word;
	const char *end = NULL; /* of the word before */

	words_init(&words, buf_span(&cutting->folded));
	while (cutting->n_words < QUERY_WORDS_MAX && words_next(&words, &word)) {
		add_word(cutting, word, word.at == end);
		end = word.at + word.len;
	}
}

static const struct query_word *
keep_words(const struct cutting *cutting)
{
	size_t bytes = cutting->n_words * sizeof *cutting->words;
	struct query_word *words = arena_alloc(cutting->arena, bytes);

	memcpy(words, cutting->words, bytes);
	return words;
}

static void
fill_phrase(struct query_phrase *phrase, const struct query_token *token, struct arena *arena)
{
	struct cutting cutting = {.written = token->text, .arena = arena};

	buf_init(&cutting.folded, TERM_BYTES_MAX * 4);
	fold_map_init(&cutting.map);
	fold_text(token->text, &cutting.folded, &cutting.map);
	cut_words(&cutting);
	buf_release(&cutting.folded);
	fold_map_release(&cutting.map);
	if (cutting.n_words > 0 && token->has_star)
		cutting.words[cutting.n_words - 1].is_prefix = true;
	phrase->words = keep_words(&cutting);
	phrase->n_words = cutting.n_words;
	phrase->written = arena_copy(arena, token->text);
	phrase->has_star = token->has_star;
	phrase->is_exact = token->is_exact;
}

static bool
check_length(struct query_scanner *scanner, const struct query_token *token)
{
	if (token->text.len <= TERM_BYTES_MAX)
		return true;
	return query_scan_wrong(
		scanner, token->at, "a word or phrase has at most %d bytes", TERM_BYTES_MAX);
}

static struct query_node *
new_phrase(struct query_scanner *scanner, const struct query_field *field,
	const struct query_token *token, struct arena *arena)
{
	struct query_node *node = arena_alloc(arena, sizeof *node);
	char found[QUERY_FOUND_MAX];

	node->op = QUERY_PHRASE;
	node->at = token->at;
	node->phrase.is_title = field != NULL;
	fill_phrase(&node->phrase, token, arena);
	if (node->phrase.n_words == 0) {
		query_scan_wrong(scanner, token->at,
			"expected a word of letters or digits, found %s",
			query_scan_found(scanner, token->at, found));
		return NULL;
	}
	if (node->phrase.n_words == QUERY_WORDS_MAX) {
		query_scan_wrong(
			scanner, token->at, "a phrase has less than %d words", QUERY_WORDS_MAX);
		return NULL;
	}
	return node;
}

static struct query_node *
new_test(struct query_scanner *scanner, const struct query_field *field,
	const struct query_token *token, struct arena *arena)
{
	struct query_node *node = arena_alloc(arena, sizeof *node);
	struct query_test *test = &node->test;
	struct buf key;

	node->op = QUERY_TEST;
	node->at = token->at;
	test->field = field;
	test->written = arena_copy(arena, token->text);
	test->has_star = token->has_star;
	if (field->value != QUERY_VALUE_NAME) {
		if (!test->has_star && query_read_number(token->text, test))
			return node;
		query_scan_wrong(scanner, token->at, "expected %s, found '%.*s'", field->example,
			SPAN_ARGS(utf8_head(token->text, FOUND_BYTES)));
		return NULL;
	}
	buf_init(&key, TERM_BYTES_MAX);
	query_key(token->text, &key);
	test->key = arena_copy(arena, buf_span(&key));
	buf_release(&key);
	if (test->key.len > 0 || test->has_star)
		return node;
	query_scan_wrong(
		scanner, token->at, "expected a value such as %s, found nothing", field->example);
	return NULL;
}

struct query_node *
query_term(struct query_scanner *scanner, const struct query_field *field,
	const struct query_token *token, struct arena *arena)
{
	if (!check_length(scanner, token))
		return NULL;
	if (field != NULL && field->value != QUERY_VALUE_WORDS)
		return new_test(scanner, field, token, arena);
	return new_phrase(scanner, field, token, arena);
}
