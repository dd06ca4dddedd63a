#include "aggregator/config/config_tree.h"

#include <stdio.h>
#include <string.h>

#include <yaml.h>

#define DEPTH_MAX 32
#define NODES_MAX 500000 /* a list of 50,000 feeds, each with its own settings */

struct copying {
	yaml_document_t *document;
	struct arena *arena;
	struct tree_error *err;
	size_t n_nodes;
	int depth;
};

static bool
wrong(struct tree_error *err, size_t line, const char *text)
{
	err->line = (int)line + 1;
	snprintf(err->text, sizeof err->text, "%s", text);
	return false;
}

static bool
copy_scalar(struct copying *copying, const yaml_node_t *node, struct tree *tree)
{
	struct span text =
		span_make((const char *)node->data.scalar.value, node->data.scalar.length);
	bool is_plain = node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;

	if (span_find_byte(text, '\0') < text.len)
		return wrong(copying->err, node->start_mark.line, "a NUL inside of a text");
	tree->kind = TREE_SCALAR;
	if (is_plain && (text.len == 0 || span_equal(text, SPAN("~")) ||
				span_equal_nocase(text, SPAN("null"))))
		tree->kind = TREE_EMPTY;
	tree->text = arena_copy(copying->arena, text);
	return true;
}

static bool copy_node(struct copying *copying, int index, struct tree *tree);

static bool
copy_list(struct copying *copying, const yaml_node_t *node, struct tree *tree)
{
	const struct tree **end = &tree->first;

	tree->kind = TREE_LIST;
	for (yaml_node_item_t *item = node->data.sequence.items.start;
		item < node->data.sequence.items.top; item++) {
		struct tree *child = arena_alloc(copying->arena, sizeof *child);

		*end = child;
		end = &child->next;
		if (!copy_node(copying, *item, child))
			return false;
	}
	return true;
}

static bool
copy_key(struct copying *copying, int index, struct tree *child)
{
	const yaml_node_t *key = yaml_document_get_node(copying->document, index);

	child->key_line = (int)key->start_mark.line + 1;
	if (key->type != YAML_SCALAR_NODE)
		return wrong(copying->err, key->start_mark.line, "a key has to be a plain word");
	child->key = arena_copy(copying->arena,
		span_make((const char *)key->data.scalar.value, key->data.scalar.length));
	return true;
}

static bool
copy_map(struct copying *copying, const yaml_node_t *node, struct tree *tree)
{
	const struct tree **end = &tree->first;

	tree->kind = TREE_MAP;
	for (yaml_node_pair_t *pair = node->data.mapping.pairs.start;
		pair < node->data.mapping.pairs.top; pair++) {
		struct tree *child = arena_alloc(copying->arena, sizeof *child);

		*end = child;
		end = &child->next;
		if (!copy_key(copying, pair->key, child) || !copy_node(copying, pair->value, child))
			return false;
	}
	return true;
}

static bool
copy_kind(struct copying *copying, const yaml_node_t *node, struct tree *tree)
{
	switch (node->type) {
	case YAML_SCALAR_NODE:
		return copy_scalar(copying, node, tree);
	case YAML_SEQUENCE_NODE:
		return copy_list(copying, node, tree);
	case YAML_MAPPING_NODE:
		return copy_map(copying, node, tree);
	case YAML_NO_NODE:
		break;
	}
	return wrong(copying->err, node->start_mark.line, "a node of no kind");
}

/* Deep no more than DEPTH_MAX: an alias may lead back to what holds it. */
static bool
copy_node(struct copying *copying, int index, struct tree *tree)
{
	const yaml_node_t *node = yaml_document_get_node(copying->document, index);
	bool ok;

	tree->line = (int)node->start_mark.line + 1;
	tree->start = node->start_mark.index;
	tree->end = node->end_mark.index;
	if (copying->depth == DEPTH_MAX)
		return wrong(copying->err, node->start_mark.line,
			"lists and maps are too deep inside of one another (32 levels are the "
			"limit)");
	if (++copying->n_nodes > NODES_MAX)
		return wrong(copying->err, node->start_mark.line,
			"more than 500,000 values, aliases counted each time");
	copying->depth++;
	ok = copy_kind(copying, node, tree);
	copying->depth--;
	return ok;
}

static bool
copy_document(
	yaml_document_t *document, struct arena *arena, struct tree *tree, struct tree_error *err)
{
	struct copying copying = {.document = document, .arena = arena, .err = err};

	if (yaml_document_get_root_node(document) == NULL) {
		tree->line = 1;
		return true;
	}
	return copy_node(&copying, 1, tree);
}

static bool
tell_problem(const yaml_parser_t *parser, struct tree_error *err)
{
	const char *problem = parser->problem != NULL ? parser->problem : "no YAML";

	if (parser->error == YAML_READER_ERROR) {
		snprintf(err->text, sizeof err->text, "%s at byte %zu", problem,
			parser->problem_offset);
		err->line = (int)parser->mark.line + 1;
		return false;
	}
	err->line = (int)parser->problem_mark.line + 1;
	if (parser->context != NULL)
		snprintf(err->text, sizeof err->text, "column %zu: %s, %s of line %zu",
			parser->problem_mark.column + 1, problem, parser->context,
			parser->context_mark.line + 1);
	else
		snprintf(err->text, sizeof err->text, "column %zu: %s",
			parser->problem_mark.column + 1, problem);
	return false;
}

/* One file is one document; what stands behind a second "---" would be read by nobody. */
static bool
check_end(yaml_parser_t *parser, struct tree_error *err)
{
	yaml_document_t second;
	bool is_there;
	size_t line;

	if (!yaml_parser_load(parser, &second))
		return tell_problem(parser, err);
	is_there = yaml_document_get_root_node(&second) != NULL;
	line = second.start_mark.line;
	yaml_document_delete(&second);
	return is_there ? wrong(err, line, "a second document begins here; one is read") : true;
}

const struct tree *
tree_read(struct span bytes, struct arena *arena, struct tree_error *err)
{
	struct tree *tree = arena_alloc(arena, sizeof *tree);
	yaml_document_t document;
	yaml_parser_t parser;
	bool ok;

	memset(err, 0, sizeof *err);
	if (!yaml_parser_initialize(&parser)) {
		wrong(err, 0, "out of memory");
		return NULL;
	}
	yaml_parser_set_input_string(
		&parser, (const unsigned char *)(bytes.at != NULL ? bytes.at : ""), bytes.len);
	ok = yaml_parser_load(&parser, &document);
	if (!ok) {
		tell_problem(&parser, err);
	} else {
		ok = copy_document(&document, arena, tree, err);
		yaml_document_delete(&document);
		ok = ok && check_end(&parser, err);
	}
	yaml_parser_delete(&parser);
	return ok ? tree : NULL;
}
