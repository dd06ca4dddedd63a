#ifndef AGGREGATOR_WATCH_QUERY_NODE_H
#define AGGREGATOR_WATCH_QUERY_NODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/watch/query.h"
#include "feeds/base/arena.h"

/* The tree of a query: the query's own files know it, nobody else. */

#define QUERY_NEAR_MAX 100 /* NEAR/100: beyond a paragraph, nearness says nothing */
#define QUERY_NEAR_OPERANDS_MAX 16
#define QUERY_WORDS_MAX 64 /* in one phrase */

/* One word that is looked for. */
struct query_word {
	struct span folded;
	struct span exact; /* as written, for =Case */
	uint64_t hash;     /* of `folded`: how query_text finds it */
	bool is_prefix; /* longer words count too: the user's star, or Hangul with its particles */
	bool is_single; /* a character of a script without gaps */
	bool is_glued;  /* nothing may stand between the previous word and this one */
};

/* Words that stand one behind the other: a word, a phrase, a prefix. */
struct query_phrase {
	const struct query_word *words;
	size_t n_words;
	struct span written; /* what the user wrote, without quotes and signs */
	bool has_star;
	bool is_exact; /* =Case */
	bool is_title; /* in the title alone */
};

enum query_relation { QUERY_LESS, QUERY_AT_MOST, QUERY_EQUAL, QUERY_AT_LEAST, QUERY_MORE };

struct query_field;

/* `field:value`. */
struct query_test {
	const struct query_field *field;
	struct span written;
	struct span key; /* query_key of the value; of numeric fields: empty */
	bool has_star;
	enum query_relation relation;
	int64_t number; /* in the field's unit */
};

enum query_op { QUERY_AND, QUERY_OR, QUERY_NOT, QUERY_NEAR, QUERY_PHRASE, QUERY_TEST };

struct query_node {
	enum query_op op;
	size_t at;                /* byte of the query's text, for messages */
	struct query_node *first; /* operand of AND, OR, NOT, NEAR */
	struct query_node *next;  /* beside it */
	int near; /* below NEAR: words that may stand between the previous one and this */
	struct query_phrase phrase;
	struct query_test test;
};

struct query {
	struct arena *arena;
	struct query_node *root;
};

#endif
