#ifndef AGGREGATOR_CONFIG_CONFIG_VALUE_H
#define AGGREGATOR_CONFIG_CONFIG_VALUE_H

#include "aggregator/config/config_reader.h"

/*
 * The text of a scalar, ${NAME} replaced from the environment; a C string in the arena. NULL, and
 * told: it is no text, or empty, or a name is not set.
 */
const char *config_text(
	struct config_reader *reader, const struct tree *tree, const char *expected);

/* A list of texts, one at least; a text alone is a list of one. */
struct wanted_strings config_strings(
	struct config_reader *reader, const struct tree *tree, const char *expected);

/* `path` as it is seen from the folder of the file; in the arena. */
const char *config_path(struct config_reader *reader, const char *path);

/* The words of a key that takes one of a few, ended by a row without a word. */
struct config_choice {
	const char *word;
	unsigned value;
};

/* Sets `value` to that of the word that is written, or tells key->expected. */
void config_choose(struct config_reader *reader, const struct tree *tree,
	const struct config_key *key, const struct config_choice *choices, unsigned *value);

/* What the setters below write: const char * unless another type is named. */
config_set_fn config_set_text;
config_set_fn config_set_path;     /* relative to the file */
config_set_fn config_set_strings;  /* struct wanted_strings; key->min 1: not empty */
config_set_fn config_set_flag;     /* bool: true or false */
config_set_fn config_set_number;   /* int, key->min .. key->max */
config_set_fn config_set_decimal;  /* double, key->min .. key->max: 1.5 */
config_set_fn config_set_seconds;  /* int64_t, key->min .. key->max */
config_set_fn config_set_ms;       /* int, written as a duration */
config_set_fn config_set_size;     /* int64_t: 10MiB, 64KiB, 1GiB or bytes */
config_set_fn config_set_password; /* in the file itself */
config_set_fn config_set_password_file;

#endif
