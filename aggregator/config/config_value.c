#include "aggregator/config/config_value.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aggregator/base/duration.h"
#include "feeds/base/ascii.h"

#define TEXT_BYTES_MAX (1 << 20)
#define VARIABLE_BYTES_MAX 128
#define DECIMALS_MAX 6
#define DECIMAL_MAX 1000000000ULL

static bool
is_name_byte(char byte)
{
	return ascii_is_alnum(byte) || byte == '_';
}

/* The NAME of a "${NAME}" at the start of `text`, or SPAN_NONE. */
static struct span
variable_name(struct span text)
{
	size_t len = 0;

	if (!span_starts_with(text, SPAN("${")))
		return SPAN_NONE;
	text = span_from(text, 2);
	while (len < text.len && is_name_byte(text.at[len]))
		len++;
	return len > 0 && len < text.len && text.at[len] == '}' ? span_head(text, len) : SPAN_NONE;
}

static bool
add_variable(
	struct config_reader *reader, const struct tree *tree, struct span name, struct buf *out)
{
	char variable[VARIABLE_BYTES_MAX];
	const char *value;

	snprintf(variable, sizeof variable, "%.*s", SPAN_ARGS(name));
	value = getenv(variable);
	if (value == NULL) {
		config_wrong(reader, tree->line, "the environment has no variable '%s'", variable);
		return false;
	}
	return buf_add_text(out, value);
}

/* "$${" stands for "${". */
static bool
expand(struct config_reader *reader, const struct tree *tree, struct buf *out)
{
	struct span rest = tree->text;

	while (rest.len > 0) {
		struct span name = variable_name(rest);

		if (name.at != NULL) {
			if (!add_variable(reader, tree, name, out))
				return false;
			rest = span_from(rest, name.len + strlen("${}"));
			continue;
		}
		if (span_starts_with(rest, SPAN("$${")))
			rest = span_from(rest, 1);
		buf_add_byte(out, rest.at[0]);
		rest = span_from(rest, 1);
	}
	return true;
}

const char *
config_text(struct config_reader *reader, const struct tree *tree, const char *expected)
{
	const char *text = NULL;
	struct buf expanded;

	if (tree->kind != TREE_SCALAR || tree->text.len == 0) {
		config_expected(reader, tree, expected);
		return NULL;
	}
	if (span_find_byte(tree->text, '$') == tree->text.len)
		return arena_string(reader->arena, tree->text);
	buf_init(&expanded, TEXT_BYTES_MAX);
	if (expand(reader, tree, &expanded))
		text = arena_string(reader->arena, buf_span(&expanded));
	buf_release(&expanded);
	return text;
}

struct wanted_strings
config_strings(struct config_reader *reader, const struct tree *tree, const char *expected)
{
	const struct tree *child = tree->kind == TREE_LIST ? tree->first : tree;
	size_t n = tree->kind == TREE_LIST ? config_count(tree) : 1;
	const char **at = arena_array(reader->arena, n + 1, sizeof *at);
	size_t kept = 0;

	if (n == 0)
		config_wrong(reader, tree->line, "expected %s, found an empty list", expected);
	for (size_t i = 0; i < n; i++, child = child->next) {
		size_t was = reader->where.len;
		const char *text;

		if (tree->kind == TREE_LIST)
			config_enter_index(reader, i);
		text = config_text(reader, child, expected);
		if (text != NULL)
			at[kept++] = text;
		config_leave(reader, was);
	}
	return (struct wanted_strings){at, kept};
}

const char *
config_path(struct config_reader *reader, const char *path)
{
	struct buf joined;
	const char *result;

	if (path[0] == '/' || reader->folder.len == 0)
		return path;
	buf_init(&joined, PATH_MAX);
	buf_add(&joined, reader->folder);
	buf_add_text(&joined, path);
	result = arena_string(reader->arena, buf_span(&joined));
	buf_release(&joined);
	return result;
}

void
config_set_text(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	*(const char **)field =
		config_text(reader, tree, key->expected != NULL ? key->expected : "a text");
}

void
config_set_path(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	const char *path =
		config_text(reader, tree, key->expected != NULL ? key->expected : "a path");

	if (path != NULL)
		*(const char **)field = config_path(reader, path);
}

void
config_set_strings(struct config_reader *reader, const struct tree *tree,
	const struct config_key *key, void *field)
{
	const char *expected = key->expected != NULL ? key->expected : "a text, or a list of texts";

	if (tree->kind != TREE_LIST || tree->first != NULL || key->min > 0)
		*(struct wanted_strings *)field = config_strings(reader, tree, expected);
}

void
config_set_flag(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	(void)key;
	if (span_equal(tree->text, SPAN("true")))
		*(bool *)field = true;
	else if (span_equal(tree->text, SPAN("false")))
		*(bool *)field = false;
	else
		config_expected(reader, tree, "true or false");
}

/* The scalar's text after replacement, as a span; told and SPAN_NONE when there is none. */
static struct span
value_text(struct config_reader *reader, const struct tree *tree, const char *expected)
{
	return span_of(config_text(reader, tree, expected));
}

void
config_set_number(struct config_reader *reader, const struct tree *tree,
	const struct config_key *key, void *field)
{
	unsigned long long number;
	char expected[80];
	struct span text;

	snprintf(expected, sizeof expected, "a number from %lld to %lld", (long long)key->min,
		(long long)key->max);
	text = value_text(reader, tree, expected);
	if (text.at == NULL)
		return;
	if (span_to_uint(text, (unsigned long long)key->max, &number) &&
		(int64_t)number >= key->min)
		*(int *)field = (int)number;
	else
		config_expected(reader, tree, expected);
}

/* "1.5" or "-2": digits, and digits behind a point; the locale has no say. */
static bool
read_decimal(struct span text, double *decimal)
{
	double sign = span_starts_with(text, SPAN("-")) ? -1 : 1;
	struct span number = span_from(text, sign < 0 ? 1 : 0);
	size_t point = span_find_byte(number, '.');
	struct span digits = span_from(number, point + 1);
	unsigned long long whole;
	unsigned long long fraction = 0;
	double scale = 1;

	if (!span_to_uint(span_head(number, point), DECIMAL_MAX, &whole))
		return false;
	if (point < number.len &&
		(digits.len > DECIMALS_MAX || !span_to_uint(digits, DECIMAL_MAX, &fraction)))
		return false;
	for (size_t i = 0; point < number.len && i < digits.len; i++)
		scale *= 10;
	*decimal = sign * ((double)whole + (double)fraction / scale);
	return true;
}

void
config_set_decimal(struct config_reader *reader, const struct tree *tree,
	const struct config_key *key, void *field)
{
	double decimal;
	char expected[80];
	struct span text;

	snprintf(expected, sizeof expected, "a number such as 1.5, from %lld to %lld",
		(long long)key->min, (long long)key->max);
	text = value_text(reader, tree, expected);
	if (text.at == NULL)
		return;
	if (read_decimal(text, &decimal) && decimal >= (double)key->min &&
		decimal <= (double)key->max)
		*(double *)field = decimal;
	else
		config_expected(reader, tree, expected);
}

/* False, and told: it is no duration, or outside of the key's limits. */
static bool
read_seconds(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	int64_t *seconds)
{
	struct span text = value_text(reader, tree, DURATION_EXAMPLES);

	if (text.at == NULL)
		return false;
	if (!duration_parse(text, seconds)) {
		config_expected(reader, tree, DURATION_EXAMPLES);
		return false;
	}
	if (*seconds >= key->min && (key->max == 0 || *seconds <= key->max))
		return true;
	if (*seconds < key->min)
		config_wrong(reader, tree->line, "expected at least %llds, found '%.*s'",
			(long long)key->min, SPAN_ARGS(text));
	else
		config_wrong(reader, tree->line, "expected at most %llds, found '%.*s'",
			(long long)key->max, SPAN_ARGS(text));
	return false;
}

void
config_set_seconds(struct config_reader *reader, const struct tree *tree,
	const struct config_key *key, void *field)
{
	int64_t seconds;

	if (read_seconds(reader, tree, key, &seconds))
		*(int64_t *)field = seconds;
}

void
config_set_ms(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	int64_t seconds;

	if (read_seconds(reader, tree, key, &seconds))
		*(int *)field = (int)(seconds * 1000);
}

static const struct {
	struct span name;
	int64_t bytes;
} units[] = {
	{{"KiB", 3}, 1 << 10},
	{{"MiB", 3}, 1 << 20},
	{{"GiB", 3}, 1 << 30},
	{{"kB", 2}, 1000},
	{{"MB", 2}, 1000000},
	{{"GB", 2}, 1000000000},
	{{"", 0}, 1},
};

static bool
read_size(struct span text, int64_t max, int64_t *bytes)
{
	unsigned long long count;
	size_t i = 0;

	while (!span_ends_with(text, units[i].name))
		i++;
	if (!span_to_uint(span_head(text, text.len - units[i].name.len),
		    (unsigned long long)(max / units[i].bytes), &count))
		return false;
	*bytes = (int64_t)count * units[i].bytes;
	return true;
}

void
config_set_size(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	static const char expected[] = "a size such as 64KiB, 10MiB or 1GiB";
	struct span text = value_text(reader, tree, expected);
	int64_t bytes;

	if (text.at == NULL)
		return;
	if (read_size(text, key->max, &bytes) && bytes >= key->min)
		*(int64_t *)field = bytes;
	else
		config_expected(reader, tree, expected);
}

void
config_choose(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	const struct config_choice *choices, unsigned *value)
{
	const char *text = config_text(reader, tree, key->expected);

	if (text == NULL)
		return;
	for (; choices->word != NULL; choices++)
		if (strcmp(text, choices->word) == 0) {
			*value = choices->value;
			return;
		}
	config_expected(reader, tree, key->expected);
}
