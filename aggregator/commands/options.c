#include "aggregator/commands/options.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "aggregator/base/log.h"
#include "aggregator/base/spelling.h"
#include "feeds/base/span.h"

#define HELP_COLUMN 26

/* What the options before and behind the verb say. */
struct global {
	const char *config_path;
	const char *log_format;
	const char *color;
	bool is_verbose;
	bool is_quiet;
	bool is_json;
};

#define GLOBAL_ROWS(global)                                                                        \
	{                                                                                          \
		{"config", 'c', OPTION_TEXT, &(global).config_path, "FILE",                        \
			"the configuration, instead of the first one found"},                      \
			{"verbose", 'v', OPTION_FLAG, &(global).is_verbose, NULL,                  \
				"say more on stderr; twice: every step"},                          \
			{"quiet", 'q', OPTION_FLAG, &(global).is_quiet, NULL,                      \
				"errors alone on stderr"},                                         \
			{"json", 0, OPTION_FLAG, &(global).is_json, NULL,                          \
				"print JSON instead of a table"},                                  \
			{"log-format", 0, OPTION_TEXT, &(global).log_format, "text|json",          \
				"how the lines on stderr look"},                                   \
			{"color", 0, OPTION_TEXT, &(global).color, "auto|always|never",            \
				"colour on stdout (auto: on a terminal)"},                         \
			{NULL, 0, OPTION_FLAG, NULL, NULL, NULL},                                  \
	}

/* What one word of argv says. */
struct word {
	const struct option_row *row; /* NULL: not one of ours */
	const char *value;            /* behind '=' or the letter; NULL: none there */
};

static struct word
find_long(const struct option_row *rows, const char *name)
{
	size_t len = strcspn(name, "=");

	for (; rows->name != NULL; rows++)
		if (strlen(rows->name) == len && memcmp(rows->name, name, len) == 0)
			return (struct word){rows, name[len] == '=' ? name + len + 1 : NULL};
	return (struct word){NULL, NULL};
}

static struct word
find_letter(const struct option_row *rows, const char *letters)
{
	for (; rows->name != NULL; rows++)
		if (rows->letter != 0 && rows->letter == letters[0])
			return (struct word){rows, letters[1] != '\0' ? letters + 1 : NULL};
	return (struct word){NULL, NULL};
}

static bool
is_option(const char *word)
{
	return word[0] == '-' && word[1] != '\0';
}

static struct word
find(const struct option_row *rows, const char *word)
{
	if (strncmp(word, "--", 2) == 0)
		return find_long(rows, word + 2);
	return find_letter(rows, word + 1);
}

static bool
set_number(const struct option_row *row, const char *value, struct error *err)
{
	unsigned long long number;

	if (!span_to_uint(span_of(value), INT32_MAX, &number))
		return error_set(
			err, EX_USAGE, "--%s: expected a number, found '%s'", row->name, value);
	*(long *)row->value = (long)number;
	return true;
}

static bool
set(const struct option_row *row, const char *value, struct error *err)
{
	if (row->kind == OPTION_FLAG) {
		*(bool *)row->value = true;
		return value == NULL ||
		       error_set(err, EX_USAGE, "--%s takes no argument, found '%s'", row->name,
			       value);
	}
	if (value == NULL)
		return error_set(
			err, EX_USAGE, "--%s needs an argument: %s", row->name, row->argument);
	if (row->kind == OPTION_NUMBER)
		return set_number(row, value, err);
	*(const char **)row->value = value;
	return true;
}

/* Takes the option at argv[*at], and its argument, where that is the next word. */
static bool
take(struct word word, int *at, int argc, char **argv, struct error *err)
{
	const char *value = word.value;

	if (value == NULL && word.row->kind != OPTION_FLAG && *at + 1 < argc)
		value = argv[++*at];
	return set(word.row, value, err);
}

static void
tell_unknown(const struct option_row *rows, const char *verb, const char *word, struct error *err)
{
	struct span name = span_head(span_of(word), strcspn(word, "="));
	struct spelling spelling;

	while (span_starts_with(name, SPAN("-")))
		name = span_from(name, 1);
	spelling_init(&spelling, name);
	for (; rows->name != NULL; rows++)
		spelling_offer(&spelling, rows->name);
	if (spelling.best != NULL)
		error_set(err, EX_USAGE, "%s: unknown option '%s'; did you mean '--%s'?", verb,
			word, spelling.best);
	else
		error_set(err, EX_USAGE,
			"%s: unknown option '%s'; 'broadtape %s --help' lists them", verb, word,
			verb);
}

enum outcome {
	READ,
	HELPED, /* the help was printed */
	WRONG,
};

static enum outcome
read_options(const struct option_row *rows, int *argc, char **argv, struct error *err)
{
	static const struct option_row none[] = {{NULL, 0, OPTION_FLAG, NULL, NULL, NULL}};
	const struct option_row *known = rows != NULL ? rows : none;
	int kept = 1;
	int at;

	for (at = 1; at < *argc && strcmp(argv[at], "--") != 0; at++) {
		struct word word;

		if (strcmp(argv[at], "--help") == 0 || strcmp(argv[at], "-h") == 0) {
			options_print_help(verb_find(argv[0]), known);
			return HELPED;
		}
		if (!is_option(argv[at])) {
			argv[kept++] = argv[at];
			continue;
		}
		word = find(known, argv[at]);
		if (word.row == NULL) {
			tell_unknown(known, argv[0], argv[at], err);
			return WRONG;
		}
		if (!take(word, &at, *argc, argv, err))
			return WRONG;
	}
	for (at++; at < *argc; at++)
		argv[kept++] = argv[at];
	*argc = kept;
	argv[kept] = NULL;
	return READ;
}

bool
options_take(const struct option_row *rows, int *argc, char **argv, int *status, struct error *err)
{
	enum outcome outcome = read_options(rows, argc, argv, err);

	*status = outcome == WRONG ? err->status : EX_OK;
	return outcome == READ;
}

static void
print_row(const struct option_row *row)
{
	char left[80];

	snprintf(left, sizeof left, "%c%c%s--%s%s%s", row->letter != 0 ? '-' : ' ',
		row->letter != 0 ? row->letter : ' ', row->letter != 0 ? ", " : "  ", row->name,
		row->argument != NULL ? " " : "", row->argument != NULL ? row->argument : "");
	printf("  %-*s %s\n", HELP_COLUMN, left, row->what);
}

void
options_print_help(const struct verb *verb, const struct option_row *rows)
{
	if (verb == NULL)
		return;
	printf("usage: broadtape %s%s%s%s\n\n%s\n", verb->name,
		rows != NULL && rows->name != NULL ? " [options]" : "",
		verb->operands[0] != '\0' ? " " : "", verb->operands, verb->summary);
	if (rows != NULL && rows->name != NULL)
		printf("\noptions:\n");
	for (; rows != NULL && rows->name != NULL; rows++)
		print_row(rows);
	printf("\n");
	options_print_global();
}

void
options_print_global(void)
{
	struct global global;
	const struct option_row rows[] = GLOBAL_ROWS(global);

	printf("global options:\n");
	for (const struct option_row *row = rows; row->name != NULL; row++)
		print_row(row);
	printf("  %-*s %s\n", HELP_COLUMN, "-h, --help", "this text, or a verb's");
}

static bool
choose_log(const struct global *global, int verbosity, struct error *err)
{
	enum log_level level = LOG_WARNING;
	enum log_format format = LOG_TEXT;

	if (global->is_quiet)
		level = LOG_ERROR;
	else if (verbosity > 0)
		level = verbosity > 1 ? LOG_DEBUG : LOG_INFO;
	if (global->log_format != NULL && strcmp(global->log_format, "json") == 0)
		format = LOG_JSON;
	else if (global->log_format != NULL && strcmp(global->log_format, "text") != 0)
		return error_set(err, EX_USAGE, "--log-format: expected text or json, found '%s'",
			global->log_format);
	log_setup(level, format);
	return true;
}

/* https://no-color.org: set and not empty means no. */
static bool
terminal_wants_color(void)
{
	const char *no_color = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	return isatty(STDOUT_FILENO) && (no_color == NULL || no_color[0] == '\0') && term != NULL &&
	       strcmp(term, "dumb") != 0;
}

static bool
choose_color(const char *color, bool *has_color, struct error *err)
{
	if (color == NULL || strcmp(color, "auto") == 0)
		*has_color = terminal_wants_color();
	else if (strcmp(color, "always") == 0)
		*has_color = true;
	else if (strcmp(color, "never") == 0)
		*has_color = false;
	else
		return error_set(err, EX_USAGE,
			"--color: expected auto, always or never, found '%s'", color);
	return true;
}

/* -v may be said twice, and -vv once. */
static int
count_verbose(const char *word)
{
	if (strcmp(word, "-v") == 0 || strcmp(word, "--verbose") == 0)
		return 1;
	return strcmp(word, "-vv") == 0 ? 2 : 0;
}

bool
options_take_global(struct invocation *call, int *argc, char **argv, struct error *err)
{
	struct global global = {0};
	const struct option_row rows[] = GLOBAL_ROWS(global);
	int verbosity = 0;
	int kept = 1;
	int at;

	for (at = 1; at < *argc && strcmp(argv[at], "--") != 0; at++) {
		struct word word = {NULL, NULL};
		int verbose = count_verbose(argv[at]);

		verbosity += verbose;
		if (verbose > 0)
			continue;
		if (is_option(argv[at]))
			word = find(rows, argv[at]);
		if (word.row == NULL)
			argv[kept++] = argv[at];
		else if (!take(word, &at, *argc, argv, err))
			return false;
	}
	for (; at < *argc; at++)
		argv[kept++] = argv[at];
	*argc = kept;
	argv[kept] = NULL;
	call->config_path = global.config_path;
	call->is_quiet = global.is_quiet;
	call->is_json = global.is_json;
	return choose_log(&global, verbosity, err) &&
	       choose_color(global.color, &call->has_color, err);
}
