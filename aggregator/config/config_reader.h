#ifndef AGGREGATOR_CONFIG_CONFIG_READER_H
#define AGGREGATOR_CONFIG_CONFIG_READER_H

#include "aggregator/config/config.h"
#include "aggregator/config/config_tree.h"
#include "feeds/base/arena.h"
#include "feeds/base/buf.h"

/*
 * From the tree to the struct: tables of keys, and one that walks them. A setter that meets a
 * mistake tells it and goes on, so that all mistakes are told in one run.
 */
struct config_reader {
	struct arena *arena;
	const char *path;   /* of the file, for messages */
	struct span folder; /* where it stands: "" or with a slash at the end */
	struct buf where;   /* the value that is being read: feeds[3].every */
	struct config *config;
	struct config_errors *errors;
	bool has_secret; /* a password stands in the file itself */
};

struct config_key;

/* Reads `tree` into the value at `field`, as the key's row says. */
typedef void config_set_fn(struct config_reader *reader, const struct tree *tree,
	const struct config_key *key, void *field);

struct config_key {
	const char *name;
	config_set_fn *set;
	size_t offset;                /* of the field in its struct */
	const char *expected;         /* "a duration such as ..."; NULL: the setter knows */
	const struct config_key *sub; /* keys below this one, ended by a row without a name */
	int64_t min;                  /* of a number; of a duration in seconds */
	int64_t max;
};

/* Reads each key of the map into `object`; unknown and doubled keys are told. */
void config_read_map(struct config_reader *reader, const struct tree *tree,
	const struct config_key *keys, void *object);

/* Setter: a map below a key; key->sub are its keys, and its struct begins at the field. */
config_set_fn config_set_map;

/* The child of that key, or NULL. */
const struct tree *config_child(const struct tree *map, const char *key);

/* How many values stand below a list or map. */
size_t config_count(const struct tree *tree);

/* Going down to ".name" or "[index]" and up again: gives what config_leave needs. */
size_t config_enter(struct config_reader *reader, const char *name);
size_t config_enter_index(struct config_reader *reader, size_t index);
void config_leave(struct config_reader *reader, size_t was);

/* Tells a mistake (error) or doubt (warning) at the value that is being read. */
void config_wrong(struct config_reader *reader, int line, const char *format, ...)
	PRINTF_LIKE(3, 4);
void config_doubt(struct config_reader *reader, int line, const char *format, ...)
	PRINTF_LIKE(3, 4);

/* "expected EXPECTED, found 'TEXT'", with a word for what is no text. */
void config_expected(struct config_reader *reader, const struct tree *tree, const char *expected);

/* Notes a message of another place: a list's line, the file as a whole. */
void config_note(struct config_errors *errors, bool is_warning, int line, const char *text);

#endif
