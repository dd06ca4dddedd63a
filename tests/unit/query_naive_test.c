/*
 * Random queries over random texts, answered twice: by query_matches, and by an evaluator that is
 * slow and says nothing but the meaning of the language. What topics, `where` and `search` rest on
 * is checked on the way: the canonical form means the same, one of the literals stands in every
 * true item, and the full-text index offers every true item as a candidate.
 */
#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>

#include <sqlite3.h>

#include "aggregator/base/clock.h"
#include "aggregator/watch/query.h"
#include "aggregator/watch/reading.h"
#include "feeds/base/arena.h"
#include "feeds/base/ascii.h"
#include "feeds/fold.h"

#define ROUNDS 20000
#define TITLE_WORDS_MAX 6
#define BODY_WORDS_MAX 25
#define DEPTH_MAX 4
#define OPERANDS_MAX 3

static struct clock_fixed dice;

static size_t
below(size_t n)
{
	return (size_t)clock_random_below(&dice.clock, n);
}

static const char *const vocabulary[] = {
	"meta", "apple", "capex", "data", "center", "build", "building", "builds", "ai", "the"};

#define N_WORDS (sizeof vocabulary / sizeof *vocabulary)

/* One item: the words as they are written, of the title and then of the body. */
struct item {
	char words[TITLE_WORDS_MAX + BODY_WORDS_MAX][16];
	size_t n_title;
	size_t n;
	struct buf title;
	struct buf body;
	int relevance;
};

static void
make_word(char *word)
{
	size_t look = below(4);

	snprintf(word, 16, "%s", vocabulary[below(N_WORDS)]);
	for (size_t i = 0; word[i] != '\0'; i++)
		if (look == 0 || (look == 1 && i == 0))
			word[i] = ascii_upper(word[i]);
}

static void
make_item(struct item *item)
{
	static const char *const gaps[] = {" ", " ", " ", ", ", "-", ". ", "'", "\n"};

	item->n_title = below(TITLE_WORDS_MAX + 1);
	item->n = item->n_title + below(BODY_WORDS_MAX + 1);
	item->relevance = (int)below(3) * 50 - 1 < 0 ? QUERY_UNKNOWN : (int)below(101);
	buf_clear(&item->title);
	buf_clear(&item->body);
	for (size_t i = 0; i < item->n; i++) {
		struct buf *part = i < item->n_title ? &item->title : &item->body;

		make_word(item->words[i]);
		if (part->len > 0)
			buf_add_text(part, gaps[below(sizeof gaps / sizeof *gaps)]);
		buf_add_text(part, item->words[i]);
	}
}

/* The test's own tree. */
struct tree {
	enum { WORDS, TEST, NOT, AND, OR, NEAR } kind;
	const struct tree *operands[OPERANDS_MAX];
	int near[OPERANDS_MAX];
	size_t n;
	char words[3][16];
	size_t n_words;
	bool is_prefix;
	bool is_exact;
	bool is_title;
	int least_relevance;
};

static struct tree *
make_words(struct arena *arena)
{
	struct tree *tree = arena_alloc(arena, sizeof *tree);

	tree->kind = WORDS;
	tree->n_words = below(3) == 0 ? 1 + below(3) : 1;
	tree->is_prefix = below(5) == 0;
	tree->is_exact = below(6) == 0;
	tree->is_title = below(6) == 0;
	for (size_t i = 0; i < tree->n_words; i++)
		make_word(tree->words[i]);
	if (tree->is_prefix)
		tree->words[tree->n_words - 1][2 + below(3)] = '\0';
	return tree;
}

static struct tree *
make_or_of_words(struct arena *arena)
{
	struct tree *tree = arena_alloc(arena, sizeof *tree);

	tree->kind = OR;
	tree->n = 2;
	tree->operands[0] = make_words(arena);
	tree->operands[1] = make_words(arena);
	return tree;
}

static struct tree *
make_near(struct arena *arena)
{
	struct tree *tree = arena_alloc(arena, sizeof *tree);

	tree->kind = NEAR;
	tree->n = 2 + below(2);
	for (size_t i = 0; i < tree->n; i++) {
		tree->operands[i] = below(3) == 0 ? make_or_of_words(arena) : make_words(arena);
		tree->near[i] = (int)below(6);
	}
	return tree;
}

static struct tree *
make_tree(struct arena *arena, int depth)
{
	size_t kind = below(10);
	struct tree *tree;

	if (depth == DEPTH_MAX || kind < 3)
		return make_words(arena);
	if (kind < 5)
		return make_near(arena);
	tree = arena_alloc(arena, sizeof *tree);
	tree->kind = kind == 5 ? TEST : kind == 6 ? NOT : kind < 9 ? AND : OR;
	tree->least_relevance = (int)below(101);
	tree->n = tree->kind == TEST ? 0 : tree->kind == NOT ? 1 : 2 + below(2);
	for (size_t i = 0; i < tree->n; i++)
		tree->operands[i] = make_tree(arena, depth + 1);
	return tree;
}

static void
write_words(const struct tree *tree, struct buf *out)
{
	buf_add_text(out, tree->is_title ? "title:" : "");
	buf_add_text(out, tree->is_exact ? "=" : "");
	buf_add_text(out, "\"");
	for (size_t i = 0; i < tree->n_words; i++)
		buf_format(out, "%s%s", i > 0 ? " " : "", tree->words[i]);
	buf_add_text(out, tree->is_prefix ? "\"*" : "\"");
}

static void
write_tree(const struct tree *tree, struct buf *out)
{
	static const char *const joins[] = {[AND] = " AND ", [OR] = " OR "};

	if (tree->kind == WORDS)
		write_words(tree, out);
	else if (tree->kind == TEST)
		buf_format(out, "relevance:>=%d", tree->least_relevance);
	else
		buf_add_text(out, tree->kind == NOT ? "NOT (" : "(");
	for (size_t i = 0; i < tree->n; i++) {
		if (i > 0 && tree->kind == NEAR)
			buf_format(out, " NEAR/%d ", tree->near[i]);
		else if (i > 0)
			buf_add_text(
				out, tree->kind == AND && below(2) == 0 ? " " : joins[tree->kind]);
		write_tree(tree->operands[i], out);
	}
	if (tree->kind != WORDS && tree->kind != TEST)
		buf_add_text(out, ")");
}

/* The meaning, in the fewest words. */

static bool
is_word(const struct tree *tree, size_t i, const char *written)
{
	struct span wanted = span_of(tree->words[i]);
	struct span found = span_of(written);

	if (tree->is_prefix && i == tree->n_words - 1)
		found = span_head(found, wanted.len);
	return tree->is_exact ? span_equal(found, wanted) : span_equal_nocase(found, wanted);
}

static bool
stands_at(const struct tree *tree, const struct item *item, size_t at)
{
	size_t end = at < item->n_title ? item->n_title : item->n;

	if (at + tree->n_words > end || (tree->is_title && at >= item->n_title))
		return false;
	for (size_t i = 0; i < tree->n_words; i++)
		if (!is_word(tree, i, item->words[at + i]))
			return false;
	return true;
}

/* Words between two runs, or -1 when they overlap or stand in different parts. */
static long
between(const struct item *item, const size_t a[2], const size_t b[2])
{
	if ((a[0] < item->n_title) != (b[0] < item->n_title))
		return -1;
	if (a[1] < b[0])
		return (long)(b[0] - a[1]) - 1;
	return b[1] < a[0] ? (long)(a[0] - b[1]) - 1 : -1;
}

/* Tries every choice of places, one operand after the other. */
static bool
is_near(const struct tree *tree, const struct item *item, size_t nth, const size_t before[2])
{
	const struct tree *operand;

	if (nth == tree->n)
		return true;
	operand = tree->operands[nth];
	for (size_t i = 0; i < (operand->kind == OR ? operand->n : 1); i++) {
		const struct tree *words = operand->kind == OR ? operand->operands[i] : operand;

		for (size_t at = 0; at < item->n; at++) {
			size_t place[2] = {at, at + words->n_words - 1};
			long gap = nth > 0 ? between(item, before, place) : 0;

			if (stands_at(words, item, at) && gap >= 0 &&
				gap <= (nth > 0 ? tree->near[nth] : 0) &&
				is_near(tree, item, nth + 1, place))
				return true;
		}
	}
	return false;
}

static bool
means(const struct tree *tree, const struct item *item)
{
	bool is_true = tree->kind == AND;

	if (tree->kind == NEAR)
		return is_near(tree, item, 0, NULL);
	if (tree->kind == TEST)
		return item->relevance != QUERY_UNKNOWN && item->relevance >= tree->least_relevance;
	if (tree->kind == NOT)
		return !means(tree->operands[0], item);
	if (tree->kind == WORDS) {
		for (size_t at = 0; at < item->n; at++)
			is_true = is_true || stands_at(tree, item, at);
		return is_true;
	}
	for (size_t i = 0; i < tree->n; i++)
		is_true = tree->kind == AND ? is_true && means(tree->operands[i], item)
					    : is_true || means(tree->operands[i], item);
	return is_true;
}

/* What else has to hold. */

struct sighting {
	struct span plain;
	struct span title; /* its beginning */
	bool is_seen;
};

static void
look_for(void *context, const struct query_literal *literal)
{
	struct sighting *sighting = context;
	struct span where = literal->in_title ? sighting->title : sighting->plain;

	if (span_find(where, literal->folded) < where.len)
		sighting->is_seen = true;
}

static bool
literals_see(const struct query *query, const struct item *item)
{
	struct sighting sighting = {0};
	struct buf plain;
	bool is_fine;

	buf_init(&plain, BUF_UNLIMITED);
	plain_add(buf_span(&item->title), &plain);
	sighting.title.len = plain.len;
	buf_add_byte(&plain, '\n');
	plain_add(buf_span(&item->body), &plain);
	sighting.plain = buf_span(&plain);
	sighting.title.at = sighting.plain.at;
	is_fine = !query_literals(query, look_for, &sighting) || sighting.is_seen;
	buf_release(&plain);
	return is_fine;
}

static void
run_sql(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
}

static bool
index_finds(sqlite3 *db, const struct query *query, struct query_text *text)
{
	sqlite3_stmt *insert = NULL;
	sqlite3_stmt *find = NULL;
	struct buf filter;
	struct buf words;
	bool is_found = true;

	buf_init(&filter, BUF_UNLIMITED);
	buf_init(&words, BUF_UNLIMITED);
	query_text_index(text, &words);
	run_sql(db, "DELETE FROM f");
	sqlite3_prepare_v2(db, "INSERT INTO f(x) VALUES(?)", -1, &insert, NULL);
	sqlite3_bind_text(insert, 1, buf_string(&words), -1, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(insert), SQLITE_DONE);
	if (query_filter(query, &(struct query_index){.dialect = QUERY_FTS5}, &filter)) {
		int row;

		sqlite3_prepare_v2(db, "SELECT 1 FROM f WHERE f MATCH ?", -1, &find, NULL);
		sqlite3_bind_text(find, 1, buf_string(&filter), -1, SQLITE_STATIC);
		row = sqlite3_step(find);
		if (row != SQLITE_ROW && row != SQLITE_DONE)
			fail_msg("%s: %s", buf_string(&filter), sqlite3_errmsg(db));
		is_found = row == SQLITE_ROW;
	}
	sqlite3_finalize(insert);
	sqlite3_finalize(find);
	buf_release(&filter);
	buf_release(&words);
	return is_found;
}

/* Gives whether the query is true. */
static bool
check_round(struct arena *arena, struct item *item, struct query_text *text, sqlite3 *db)
{
	const struct tree *tree = make_tree(arena, 0);
	struct query_subject subject = {.text = text, .n_sources = -1, .age_seconds = -1};
	struct error err = {0};
	struct query *query;
	struct query *again;
	struct buf written;
	struct buf printed;
	bool is_true;

	buf_init(&written, BUF_UNLIMITED);
	buf_init(&printed, BUF_UNLIMITED);
	make_item(item);
	write_tree(tree, &written);
	is_true = means(tree, item);
	query = query_parse(buf_span(&written), &err);
	if (query == NULL)
		fail_msg("%s: %s", buf_string(&written), err.text);
	query_print(query, &printed);
	again = query_parse(buf_span(&printed), &err);
	if (again == NULL)
		fail_msg("%s: %s", buf_string(&printed), err.text);
	query_text_set(text, buf_span(&item->title), buf_span(&item->body));
	subject.relevance = item->relevance;
	if (query_matches(query, &subject) != is_true || query_matches(again, &subject) != is_true)
		fail_msg("'%s' should be %s of '%s' / '%s'", buf_string(&written),
			is_true ? "true" : "false", buf_string(&item->title),
			buf_string(&item->body));
	if (is_true && !literals_see(query, item))
		fail_msg("no literal of '%s' stands in '%s' / '%s'", buf_string(&written),
			buf_string(&item->title), buf_string(&item->body));
	if (is_true && db != NULL && !index_finds(db, query, text))
		fail_msg("the index does not find '%s'", buf_string(&written));
	buf_release(&written);
	buf_release(&printed);
	query_free(query);
	query_free(again);
	return is_true;
}

static void
random_queries_mean_what_the_naive_reading_says(void **state)
{
	struct arena *arena = arena_new();
	struct query_text *text = query_text_new();
	struct item item = {0};
	sqlite3 *db = NULL;
	int n_true = 0;

	(void)state;
	clock_fixed_init(&dice, 0, 20261123);
	buf_init(&item.title, BUF_UNLIMITED);
	buf_init(&item.body, BUF_UNLIMITED);
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	run_sql(db, "CREATE VIRTUAL TABLE f USING fts5(x)");
	for (int i = 0; i < ROUNDS; i++) {
		n_true += check_round(arena, &item, text, i % 4 == 0 ? db : NULL) ? 1 : 0;
		arena_clear(arena);
	}
	assert_in_range(n_true, ROUNDS / 5, ROUNDS * 4 / 5); /* the dice are fair to both */
	sqlite3_close(db);
	buf_release(&item.title);
	buf_release(&item.body);
	query_text_free(text);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_queries_mean_what_the_naive_reading_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
