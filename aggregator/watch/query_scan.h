#ifndef AGGREGATOR_WATCH_QUERY_SCAN_H
#define AGGREGATOR_WATCH_QUERY_SCAN_H

#include "aggregator/watch/query_field.h"

enum query_token_kind {
	QUERY_TOKEN_END,
	QUERY_TOKEN_OPEN,
	QUERY_TOKEN_CLOSE,
	QUERY_TOKEN_AND,
	QUERY_TOKEN_OR,
	QUERY_TOKEN_NOT,
	QUERY_TOKEN_NEAR,  /* with `near` */
	QUERY_TOKEN_FIELD, /* with `field`; a value or an OPEN follows at once */
	QUERY_TOKEN_VALUE, /* a word, a phrase, or what stands behind a field */
};

struct query_token {
	enum query_token_kind kind;
	size_t at;
	struct span text; /* of a value: without quotes, '=' and star */
	bool has_star;
	bool is_exact; /* '=' stood before it */
	int near;
	const struct query_field *field;
};

struct query_scanner {
	struct span text;
	size_t at;
	struct error *err;
};

/* The next token, where values are of `field` (NULL: of none). False: `err` says what is wrong. */
bool query_scan(struct query_scanner *scanner, const struct query_field *field,
	struct query_token *token) MUST_USE;

/* Notes "column N: ..." for byte `at`; false. */
bool query_scan_wrong(struct query_scanner *scanner, size_t at, const char *format, ...)
	PRINTF_LIKE(3, 4);

/* The column of byte `at`: characters from 1. */
size_t query_scan_column(const struct query_scanner *scanner, size_t at);

/* What stands at byte `at`, for "found ...": "'word'" or "the end". Into `out`; gives out. */
#define QUERY_FOUND_MAX 64
const char *query_scan_found(
	const struct query_scanner *scanner, size_t at, char out[QUERY_FOUND_MAX]);

#endif
