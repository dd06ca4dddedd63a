#include "aggregator/config/config_reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aggregator/base/spelling.h"
#include "feeds/base/memory.h"
#include "feeds/base/utf8.h"

#define MESSAGES_MAX 200 /* nobody reads more; the first come first */
#define MESSAGE_BYTES_MAX 1024
#define FOUND_BYTES_MAX 60

size_t
config_enter(struct config_reader *reader, const char *name)
{
	size_t was = reader->where.len;

	if (was > 0)
		buf_add_byte(&reader->where, '.');
	buf_add_text(&reader->where, name);
	return was;
}

size_t
config_enter_index(struct config_reader *reader, size_t index)
{
	size_t was = reader->where.len;

	buf_format(&reader->where, "[%zu]", index);
	return was;
}

void
config_leave(struct config_reader *reader, size_t was)
{
	buf_cut(&reader->where, was);
}

static void
blank_controls(char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			*text = '?';
}

void
config_note(struct config_errors *errors, bool is_warning, int line, const char *text)
{
	struct config_message *message;
	char *copy;

	if ((is_warning ? errors->n_warnings : errors->n_errors) >= MESSAGES_MAX)
		return;
	copy = memory_string(text, strlen(text));
	blank_controls(copy);
	if (is_warning) {
		errors->warnings = memory_room(errors->warnings, errors->n_warnings,
			&errors->warnings_capacity, sizeof *errors->warnings);
		message = &errors->warnings[errors->n_warnings++];
	} else {
		errors->errors = memory_room(errors->errors, errors->n_errors,
			&errors->errors_capacity, sizeof *errors->errors);
		message = &errors->errors[errors->n_errors++];
	}
	*message = (struct config_message){copy, line};
}

static void
note_here(struct config_reader *reader, bool is_warning, int line, const char *what)
{
	char text[MESSAGE_BYTES_MAX];
	struct span where = buf_span(&reader->where);

	snprintf(text, sizeof text, "%s:%d: %.*s%s%s", reader->path, line, SPAN_ARGS(where),
		where.len > 0 ? ": " : "", what);
	config_note(reader->errors, is_warning, line, text);
}

void
config_wrong(struct config_reader *reader, int line, const char *format, ...)
{
	char what[MESSAGE_BYTES_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof what, format, args);
	va_end(args);
	note_here(reader, false, line, what);
}

void
config_doubt(struct config_reader *reader, int line, const char *format, ...)
{
	char what[MESSAGE_BYTES_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof what, format, args);
	va_end(args);
	note_here(reader, true, line, what);
}

void
config_expected(struct config_reader *reader, const struct tree *tree, const char *expected)
{
	static const char *const kinds[] = {
		[TREE_EMPTY] = "nothing",
		[TREE_LIST] = "a list",
		[TREE_MAP] = "keys and values",
	};

	if (tree->kind == TREE_SCALAR)
		config_wrong(reader, tree->line, "expected %s, found '%.*s'", expected,
			SPAN_ARGS(utf8_head(tree->text, FOUND_BYTES_MAX)));
	else
		config_wrong(
			reader, tree->line, "expected %s, found %s", expected, kinds[tree->kind]);
}

const struct tree *
config_child(const struct tree *map, const char *key)
{
	if (map->kind != TREE_MAP)
		return NULL;
	for (const struct tree *child = map->first; child != NULL; child = child->next)
		if (span_equal(child->key, span_of(key)))
			return child;
	return NULL;
}

size_t
config_count(const struct tree *tree)
{
	size_t n = 0;

	for (const struct tree *child = tree->first; child != NULL; child = child->next)
		n++;
	return n;
}

static const struct config_key *
find_key(const struct config_key *keys, struct span name)
{
	for (; keys->name != NULL; keys++)
		if (span_equal(name, span_of(keys->name)))
			return keys;
	return NULL;
}

static void
refuse_key(struct config_reader *reader, const struct tree *child, const struct config_key *keys)
{
	struct span name = utf8_head(child->key, FOUND_BYTES_MAX);
	struct spelling spelling;

	spelling_init(&spelling, child->key);
	for (const struct config_key *key = keys; key->name != NULL; key++)
		spelling_offer(&spelling, key->name);
	if (spelling.best != NULL)
		config_wrong(reader, child->key_line, "unknown key '%.*s'; did you mean '%s'?",
			SPAN_ARGS(name), spelling.best);
	else
		config_wrong(reader, child->key_line, "unknown key '%.*s'", SPAN_ARGS(name));
}

/* The line of the same key further up in the map, or 0. */
static int
line_before(const struct tree *map, const struct tree *child)
{
	for (const struct tree *other = map->first; other != child; other = other->next)
		if (span_equal(other->key, child->key))
			return other->key_line;
	return 0;
}

static void
read_pair(struct config_reader *reader, const struct tree *child, const struct config_key *key,
	void *object)
{
	size_t was = config_enter(reader, key->name);

	key->set(reader, child, key, (char *)object + key->offset);
	config_leave(reader, was);
}

void
config_read_map(struct config_reader *reader, const struct tree *tree,
	const struct config_key *keys, void *object)
{
	if (tree->kind == TREE_EMPTY)
		return;
	if (tree->kind != TREE_MAP) {
		config_expected(reader, tree, "keys and values");
		return;
	}
	for (const struct tree *child = tree->first; child != NULL; child = child->next) {
		const struct config_key *key = find_key(keys, child->key);
		int before = key != NULL ? line_before(tree, child) : 0;

		if (key == NULL)
			refuse_key(reader, child, keys);
		else if (before > 0)
			config_wrong(reader, child->key_line, "'%s' stands in line %d already",
				key->name, before);
		else
			read_pair(reader, child, key, object);
	}
}

void
config_set_map(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	config_read_map(reader, tree, key->sub, field);
}
