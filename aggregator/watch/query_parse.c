#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "aggregator/watch/query_term.h"
#include "feeds/base/memory.h"
#include "feeds/base/utf8.h"

#define QUERY_BYTES_MAX 65536
#define TERMS_MAX 4096
#define DEPTH_MAX 50 /* brackets and NOTs in one another */

/*
 * or    = and { "OR" and }
 * and   = not { ["AND"] not }
 * not   = "NOT" not | near
 * near  = group { "NEAR/n" group }
 * group = "(" or ")" | [field ":"] value | field ":" "(" or ")"
 */
struct parser {
	struct arena *arena;
	struct query_scanner scanner;
	struct query_token token; /* the next one */
	const struct query_field *field;
	int depth;
	size_t n_terms;
};

/* Operands that are being collected. */
struct chain {
	struct query_node *first;
	struct query_node *last;
	size_t n;
};

static void
chain_add(struct chain *chain, struct query_node *node)
{
	if (chain->first == NULL)
		chain->first = node;
	else
		chain->last->next = node;
	chain->last = node;
	chain->n++;
}

/* (a AND b) AND c is a AND b AND c. */
static void
chain_add_flat(struct chain *chain, struct query_node *node, enum query_op op)
{
	if (node->op != op) {
		chain_add(chain, node);
		return;
	}
	for (struct query_node *operand = node->first; operand != NULL;) {
		struct query_node *next = operand->next;

		operand->next = NULL;
		chain_add(chain, operand);
		operand = next;
	}
}

/* The operands below one node; a single one stands for itself. */
static struct query_node *
chain_join(struct parser *parser, const struct chain *chain, enum query_op op)
{
	struct query_node *node;

	if (chain->first == chain->last)
		return chain->first;
	node = arena_alloc(parser->arena, sizeof *node);
	node->op = op;
	node->at = chain->first->at;
	node->first = chain->first;
	return node;
}

static bool
advance(struct parser *parser)
{
	return query_scan(&parser->scanner, parser->field, &parser->token);
}

static bool
wrong_here(struct parser *parser, const char *expected)
{
	char found[QUERY_FOUND_MAX];
	size_t at = parser->token.at;

	return query_scan_wrong(&parser->scanner, at, "expected %s, found %s", expected,
		query_scan_found(&parser->scanner, at, found));
}

static bool
deeper(struct parser *parser)
{
	if (++parser->depth <= DEPTH_MAX)
		return true;
	return query_scan_wrong(&parser->scanner, parser->token.at,
		"brackets and NOTs are at most %d deep", DEPTH_MAX);
}

static struct query_node *parse_or(struct parser *parser);

/* Behind "(": up to and with ")"; then values are of `outer` again. */
static struct query_node *
parse_bracket(struct parser *parser, const struct query_field *outer)
{
	size_t open = parser->token.at;
	struct query_node *node;

	if (!deeper(parser) || !advance(parser))
		return NULL;
	node = parse_or(parser);
	if (node == NULL)
		return NULL;
	if (parser->token.kind != QUERY_TOKEN_CLOSE) {
		char expected[QUERY_FOUND_MAX];

		snprintf(expected, sizeof expected, "')' for the '(' of column %zu",
			query_scan_column(&parser->scanner, open));
		wrong_here(parser, expected);
		return NULL;
	}
	parser->depth--;
	parser->field = outer;
	return advance(parser) ? node : NULL;
}

static struct query_node *
parse_value(struct parser *parser, const struct query_field *outer)
{
	struct query_node *node;

	if (++parser->n_terms > TERMS_MAX) {
		query_scan_wrong(&parser->scanner, parser->token.at, "a query has at most %d terms",
			TERMS_MAX);
		return NULL;
	}
	node = query_term(&parser->scanner, parser->field, &parser->token, parser->arena);
	parser->field = outer;
	return node != NULL && advance(parser) ? node : NULL;
}

static struct query_node *
parse_group(struct parser *parser)
{
	const struct query_field *outer = parser->field;

	if (parser->token.kind == QUERY_TOKEN_FIELD) {
		parser->field = parser->token.field;
		if (!advance(parser))
			return NULL;
	}
	if (parser->token.kind == QUERY_TOKEN_OPEN)
		return parse_bracket(parser, outer);
	if (parser->token.kind == QUERY_TOKEN_VALUE)
		return parse_value(parser, outer);
	wrong_here(parser, "a word, a phrase, a field or '('");
	return NULL;
}

static bool
has_places(const struct query_node *node)
{
	if (node->op == QUERY_OR) {
		for (const struct query_node *operand = node->first; operand != NULL;
			operand = operand->next)
			if (operand->op != QUERY_PHRASE)
				return false;
		return true;
	}
	return node->op == QUERY_PHRASE;
}

static struct query_node *
parse_near_operand(struct parser *parser)
{
	size_t at = parser->token.at;
	struct query_node *node = parse_group(parser);

	if (node == NULL || has_places(node))
		return node;
	query_scan_wrong(&parser->scanner, at,
		"NEAR joins words, phrases, and groups such as (a OR b) of them");
	return NULL;
}

static struct query_node *
parse_near(struct parser *parser)
{
	size_t at = parser->token.at;
	struct query_node *node = parse_group(parser);
	struct chain chain = {0};

	if (node == NULL || parser->token.kind != QUERY_TOKEN_NEAR)
		return node;
	if (!has_places(node)) {
		query_scan_wrong(&parser->scanner, at,
			"NEAR joins words, phrases, and groups such as (a OR b) of them");
		return NULL;
	}
	chain_add(&chain, node);
	while (parser->token.kind == QUERY_TOKEN_NEAR) {
		int near = parser->token.near;

		node = advance(parser) ? parse_near_operand(parser) : NULL;
		if (node == NULL)
			return NULL;
		node->near = near;
		chain_add(&chain, node);
	}
	if (chain.n > QUERY_NEAR_OPERANDS_MAX) {
		query_scan_wrong(&parser->scanner, at, "NEAR chains at most %d operands",
			QUERY_NEAR_OPERANDS_MAX);
		return NULL;
	}
	return chain_join(parser, &chain, QUERY_NEAR);
}

static struct query_node *
parse_not(struct parser *parser)
{
	struct query_node *node;

	if (parser->token.kind != QUERY_TOKEN_NOT)
		return parse_near(parser);
	node = arena_alloc(parser->arena, sizeof *node);
	node->op = QUERY_NOT;
	node->at = parser->token.at;
	if (!deeper(parser) || !advance(parser))
		return NULL;
	node->first = parse_not(parser);
	parser->depth--;
	return node->first != NULL ? node : NULL;
}

static bool
ends_and(enum query_token_kind kind)
{
	return kind == QUERY_TOKEN_END || kind == QUERY_TOKEN_CLOSE || kind == QUERY_TOKEN_OR;
}

static struct query_node *
parse_and(struct parser *parser)
{
	struct chain chain = {0};

	do {
		struct query_node *node;

		if (chain.first != NULL && parser->token.kind == QUERY_TOKEN_AND &&
			!advance(parser))
			return NULL;
		node = parse_not(parser);
		if (node == NULL)
			return NULL;
		chain_add_flat(&chain, node, QUERY_AND);
	} while (!ends_and(parser->token.kind));
	return chain_join(parser, &chain, QUERY_AND);
}

static struct query_node *
parse_or(struct parser *parser)
{
	struct chain chain = {0};

	for (;;) {
		struct query_node *node = parse_and(parser);

		if (node == NULL)
			return NULL;
		chain_add_flat(&chain, node, QUERY_OR);
		if (parser->token.kind != QUERY_TOKEN_OR)
			return chain_join(parser, &chain, QUERY_OR);
		if (!advance(parser))
			return NULL;
	}
}

static struct query_node *
parse_all(struct parser *parser)
{
	struct query_node *node;

	if (parser->scanner.text.len > QUERY_BYTES_MAX) {
		error_set(parser->scanner.err, EX_CONFIG, "a query has at most %d bytes",
			QUERY_BYTES_MAX);
		return NULL;
	}
	if (!utf8_is_valid(parser->scanner.text)) {
		error_set(parser->scanner.err, EX_CONFIG, "expected UTF-8");
		return NULL;
	}
	node = advance(parser) ? parse_or(parser) : NULL;
	if (node != NULL && parser->token.kind != QUERY_TOKEN_END) {
		query_scan_wrong(
			&parser->scanner, parser->token.at, "a ')' without a '(' before it");
		return NULL;
	}
	return node;
}

struct query *
query_parse(struct span text, struct error *err)
{
	struct parser parser = {
		.arena = arena_new(),
		.scanner = {.text = text, .err = err},
	};
	struct query_node *root = parse_all(&parser);
	struct query *query;

	if (root == NULL) {
		arena_free(parser.arena);
		return NULL;
	}
	query = memory_new(1, sizeof *query);
	query->arena = parser.arena;
	query->root = root;
	return query;
}

void
query_free(struct query *query)
{
	if (query == NULL)
		return;
	arena_free(query->arena);
	free(query);
}
