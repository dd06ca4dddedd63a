#ifndef AGGREGATOR_CONFIG_CONFIG_TREE_H
#define AGGREGATOR_CONFIG_CONFIG_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/arena.h"
#include "feeds/base/compiler.h"
#include "feeds/base/span.h"

/* A YAML document as plain values: the only file that knows libyaml is config_tree.c. */

enum tree_kind {
	TREE_EMPTY,  /* nothing behind the colon, ~ or null */
	TREE_SCALAR, /* text, whatever it looks like */
	TREE_LIST,
	TREE_MAP,
};

/* A value; below a map also its key. */
struct tree {
	enum tree_kind kind;
	int line;     /* from 1 */
	size_t start; /* where it is written: the characters [start, end) of the document */
	size_t end;
	struct span text; /* of a scalar: UTF-8 without NUL */
	struct span key;  /* below a map */
	int key_line;
	const struct tree *first; /* below a list or a map */
	const struct tree *next;  /* beside it */
};

/* Where the document is no YAML, or more than a configuration may be. */
struct tree_error {
	int line;
	char text[256];
};

/*
 * Reads one YAML document into the arena; aliases are copied out. Nothing in it: a TREE_EMPTY. NULL:
 * `err` says what is wrong. Depth and size are limited, so a document that names itself, or grows
 * by aliases of aliases, ends as an error.
 */
const struct tree *tree_read(
	struct span bytes, struct arena *arena, struct tree_error *err) MUST_USE;

#endif
