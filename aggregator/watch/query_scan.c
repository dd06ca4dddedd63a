#include "aggregator/watch/query_scan.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "feeds/base/ascii.h"
#include "feeds/base/utf8.h"

#define FOUND_TEXT_BYTES 40

static const struct {
	const char *word;
	enum query_token_kind kind;
} operators[] = {
	{"AND", QUERY_TOKEN_AND},
	{"OR", QUERY_TOKEN_OR},
	{"NOT", QUERY_TOKEN_NOT},
};

size_t
query_scan_column(const struct query_scanner *scanner, size_t at)
{
	size_t column = 1;

	for (size_t i = 0; i < at && i < scanner->text.len; i++)
		if (((unsigned char)scanner->text.at[i] & 0xc0) != 0x80)
			column++;
	return column;
}

bool
query_scan_wrong(struct query_scanner *scanner, size_t at, const char *format, ...)
{
	char what[ERROR_TEXT_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof what, format, args);
	va_end(args);
	return error_set(
		scanner->err, EX_CONFIG, "column %zu: %s", query_scan_column(scanner, at), what);
}

/* A pair of typographic quotes is as good as a straight one: queries are pasted from anywhere. */
static size_t
quote_len(struct span text)
{
	if (text.len > 0 && text.at[0] == '"')
		return 1;
	if (span_starts_with(text, SPAN("\xe2\x80\x9c")) ||
		span_starts_with(text, SPAN("\xe2\x80\x9d")))
		return 3;
	return 0;
}

static bool
ends_run(struct span text)
{
	return text.len == 0 || ascii_is_space(text.at[0]) || text.at[0] == '(' ||
	       text.at[0] == ')' || quote_len(text) > 0;
}

/* The bytes up to a space, a bracket or a quote. */
static struct span
run_at(const struct query_scanner *scanner, size_t at)
{
	struct span rest = span_from(scanner->text, at);
	size_t len = 0;

	while (!ends_run(span_from(rest, len)))
		len++;
	return span_head(rest, len);
}

const char *
query_scan_found(const struct query_scanner *scanner, size_t at, char out[QUERY_FOUND_MAX])
{
	struct span rest = span_from(scanner->text, at);
	struct span run = run_at(scanner, at);

	if (rest.len == 0)
		snprintf(out, QUERY_FOUND_MAX, "the end");
	else if (ascii_is_space(rest.at[0]))
		snprintf(out, QUERY_FOUND_MAX, "a space");
	else
		snprintf(out, QUERY_FOUND_MAX, "'%.*s'",
			SPAN_ARGS(utf8_head(
				run.len > 0 ? run : span_head(rest, 1), FOUND_TEXT_BYTES)));
	return out;
}

static bool
scan_quoted(struct query_scanner *scanner, struct query_token *token)
{
	size_t start = scanner->at + quote_len(span_from(scanner->text, scanner->at));
	size_t end = start;

	while (end < scanner->text.len && quote_len(span_from(scanner->text, end)) == 0)
		end++;
	if (end == scanner->text.len)
		return query_scan_wrong(
			scanner, scanner->at, "the phrase that begins here has no '\"' at its end");
	token->text = span_head(span_from(scanner->text, start), end - start);
	scanner->at = end + quote_len(span_from(scanner->text, end));
	token->has_star = scanner->at < scanner->text.len && scanner->text.at[scanner->at] == '*';
	scanner->at += token->has_star ? 1 : 0;
	return true;
}

static bool
scan_bare(struct query_scanner *scanner, struct query_token *token)
{
	struct span run = run_at(scanner, scanner->at);

	token->has_star = span_ends_with(run, SPAN("*"));
	token->text = span_head(run, run.len - (token->has_star ? 1 : 0));
	if (span_find_byte(token->text, '*') < token->text.len)
		return query_scan_wrong(scanner, scanner->at + span_find_byte(token->text, '*'),
			"a star may only end a word, found '%.*s'",
			SPAN_ARGS(utf8_head(run, FOUND_TEXT_BYTES)));
	scanner->at += run.len;
	return true;
}

static bool
scan_value(
	struct query_scanner *scanner, const struct query_field *field, struct query_token *token)
{
	bool is_text = field == NULL || field->value == QUERY_VALUE_WORDS;

	token->kind = QUERY_TOKEN_VALUE;
	if (is_text && scanner->text.at[scanner->at] == '=') {
		token->is_exact = true;
		scanner->at++;
	}
	if (quote_len(span_from(scanner->text, scanner->at)) > 0)
		return scan_quoted(scanner, token);
	return scan_bare(scanner, token);
}

static bool
scan_near(struct query_scanner *scanner, struct span run, struct query_token *token)
{
	unsigned long long near;

	if (!span_starts_with(run, SPAN("NEAR/")) ||
		!span_to_uint(span_from(run, strlen("NEAR/")), QUERY_NEAR_MAX, &near))
		return query_scan_wrong(scanner, token->at,
			"expected NEAR/ and a number from 0 to %d, such as NEAR/5, found '%.*s'",
			QUERY_NEAR_MAX, SPAN_ARGS(utf8_head(run, FOUND_TEXT_BYTES)));
	token->kind = QUERY_TOKEN_NEAR;
	token->near = (int)near;
	scanner->at += run.len;
	return true;
}

/* "or" and "not" as words are nearly always slips; in quotes they are words. */
static bool
refuse_small_operator(struct query_scanner *scanner, struct span run)
{
	if (span_equal(run, SPAN("or")) || span_equal(run, SPAN("not")) ||
		span_starts_with(run, SPAN("near/")))
		return query_scan_wrong(scanner, scanner->at,
			"operators are written in capitals; put the word in quotes to look for "
			"it, found '%.*s'",
			SPAN_ARGS(utf8_head(run, FOUND_TEXT_BYTES)));
	if (span_starts_with(run, SPAN("-")) && run.len > 1)
		return query_scan_wrong(scanner, scanner->at,
			"write NOT instead of '-', found '%.*s'",
			SPAN_ARGS(utf8_head(run, FOUND_TEXT_BYTES)));
	return true;
}

static bool
refuse_field(struct query_scanner *scanner, struct span name)
{
	const struct query_field *near = query_field_nearest(name);

	if (near != NULL)
		return query_scan_wrong(scanner, scanner->at,
			"unknown field '%.*s'; did you mean %s?", SPAN_ARGS(name), near->name);
	return query_scan_wrong(scanner, scanner->at,
		"unknown field '%.*s'; put it in quotes to look for the words",
		SPAN_ARGS(utf8_head(name, FOUND_TEXT_BYTES)));
}

static bool
scan_field(struct query_scanner *scanner, struct span name, struct query_token *token)
{
	char found[QUERY_FOUND_MAX];
	struct span behind;

	token->kind = QUERY_TOKEN_FIELD;
	token->field = query_field_find(name);
	if (token->field == NULL)
		return refuse_field(scanner, name);
	scanner->at += name.len + 1;
	behind = span_from(scanner->text, scanner->at);
	if (!ends_run(behind) || quote_len(behind) > 0 || span_starts_with(behind, SPAN("(")))
		return true;
	return query_scan_wrong(scanner, scanner->at,
		"expected a value right behind '%s:', such as %s, found %s", token->field->name,
		token->field->example, query_scan_found(scanner, scanner->at, found));
}

/* The name before the colon of "name:value", or SPAN_NONE: 12:30 has none. */
static struct span
field_name(struct span run)
{
	size_t len = 0;

	while (len < run.len && ascii_is_alpha(run.at[len]))
		len++;
	return len > 0 && len < run.len && run.at[len] == ':' ? span_head(run, len) : SPAN_NONE;
}

static bool
scan_word(struct query_scanner *scanner, const struct query_field *field, struct query_token *token)
{
	struct span run = run_at(scanner, scanner->at);
	struct span name = field_name(run);

	for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
		if (span_equal(run, span_of(operators[i].word))) {
			token->kind = operators[i].kind;
			scanner->at += run.len;
			return true;
		}
	if (span_equal(run, SPAN("NEAR")) || span_starts_with(run, SPAN("NEAR/")))
		return scan_near(scanner, run, token);
	if (field != NULL && field->value != QUERY_VALUE_WORDS)
		return scan_value(scanner, field, token);
	if (!refuse_small_operator(scanner, run))
		return false;
	if (name.at != NULL && field != NULL)
		return query_scan_wrong(scanner, scanner->at,
			"a field cannot stand inside of another, found '%.*s:'",
			SPAN_ARGS(utf8_head(name, FOUND_TEXT_BYTES)));
	return name.at != NULL ? scan_field(scanner, name, token)
			       : scan_value(scanner, field, token);
}

bool
query_scan(
	struct query_scanner *scanner, const struct query_field *field, struct query_token *token)
{
	while (scanner->at < scanner->text.len && ascii_is_space(scanner->text.at[scanner->at]))
		scanner->at++;
	*token = (struct query_token){.at = scanner->at};
	if (scanner->at == scanner->text.len)
		return true;
	if (scanner->text.at[scanner->at] == '(' || scanner->text.at[scanner->at] == ')') {
		token->kind =
			scanner->text.at[scanner->at] == '(' ? QUERY_TOKEN_OPEN : QUERY_TOKEN_CLOSE;
		scanner->at++;
		return true;
	}
	return scan_word(scanner, field, token);
}
