#include "feeds/ticker.h"

#include "feeds/base/ascii.h"
#include "feeds/exchange.h"
#include "feeds/field.h"

#define SYMBOL_MAX 16
#define CIK_DIGITS 10

static bool
is_symbol(struct span symbol)
{
	if (symbol.len == 0 || symbol.len > SYMBOL_MAX)
		return false;
	for (size_t i = 0; i < symbol.len; i++)
		if (!ascii_is_alnum(symbol.at[i]) && symbol.at[i] != '.' && symbol.at[i] != '-' &&
			symbol.at[i] != '/' && symbol.at[i] != '^')
			return false;
	return true;
}

void
ticker_take(struct reader *reader, struct span exchange, struct span symbol)
{
	char room[EXCHANGE_BYTES_MAX];
	char ticker[EXCHANGE_BYTES_MAX + 1 + SYMBOL_MAX];
	struct span name = exchange_name(exchange, room);
	size_t len = 0;

	symbol = span_trim(symbol);
	if (symbol.len > 0 && symbol.at[0] == '$')
		symbol = span_from(symbol, 1);
	if (!is_symbol(symbol))
		return;
	for (; len < name.len && len < EXCHANGE_BYTES_MAX; len++)
		ticker[len] = name.at[len];
	if (len > 0)
		ticker[len++] = ':';
	for (size_t i = 0; i < symbol.len; i++)
		ticker[len++] = ascii_upper(symbol.at[i]);
	add_ticker(reader, span_make(ticker, len));
}

static void
take_one(struct reader *reader, struct span text)
{
	size_t colon = span_find_byte(text, ':');

	if (colon < text.len)
		ticker_take(reader, span_head(text, colon), span_from(text, colon + 1));
	else
		ticker_take(reader, SPAN_NONE, text);
}

static bool
is_separator(char byte)
{
	return byte == ',' || byte == ';' || byte == '|' || byte == '\n';
}

void
tickers_take_list(struct reader *reader, struct span list)
{
	size_t from = 0;

	for (size_t i = 0; i <= list.len; i++) {
		if (i < list.len && !is_separator(list.at[i]))
			continue;
		take_one(reader, span_trim(span_make(list.at + from, i - from)));
		from = i + 1;
	}
}

#define WRITTEN_SYMBOL_MAX 8

/* In a text a symbol has capitals and digits alone: "META", "BRK.B", "7203". */
static bool
is_written_symbol(struct span symbol)
{
	if (symbol.len == 0 || symbol.len > WRITTEN_SYMBOL_MAX || !ascii_is_alnum(symbol.at[0]))
		return false;
	for (size_t i = 0; i < symbol.len; i++)
		if (!ascii_is_upper(symbol.at[i]) && !ascii_is_digit(symbol.at[i]) &&
			symbol.at[i] != '.' && symbol.at[i] != '-')
			return false;
	return true;
}

/* "NYSE" of "NYSE", "TSX" of "NYSE and TSX", "NASDAQ" of "the Nasdaq". */
static struct span
last_exchange(struct span text)
{
	text = span_trim(text);
	while (text.len > 0 && !exchange_is_known(text)) {
		size_t blank = span_find_byte(text, ' ');

		if (blank == text.len)
			return SPAN_NONE;
		text = span_trim(span_from(text, blank + 1));
	}
	return text;
}

void
tickers_take_written(struct reader *reader, struct span text)
{
	struct span exchange = SPAN_NONE;
	size_t from = 0;

	for (size_t i = 0; i <= text.len; i++) {
		struct span part;
		size_t colon;

		if (i < text.len && !is_separator(text.at[i]))
			continue;
		part = span_trim(span_make(text.at + from, i - from));
		from = i + 1;
		colon = span_find_byte(part, ':');
		if (colon < part.len)
			exchange = last_exchange(span_head(part, colon));
		if (colon < part.len)
			part = span_trim(span_from(part, colon + 1));
		if (exchange.len > 0 && is_written_symbol(part))
			ticker_take(reader, exchange, part);
	}
}

#define BRACKET_BYTES_MAX 80

void
tickers_take_bracketed(struct reader *reader, struct span text)
{
	for (size_t at = span_find_byte(text, '('); at < text.len;
		at += 1 + span_find_byte(span_from(text, at + 1), '(')) {
		struct span inside = span_head(span_from(text, at + 1), BRACKET_BYTES_MAX);
		size_t end = span_find_byte(inside, ')');

		if (end < inside.len)
			tickers_take_written(reader, span_head(inside, end));
	}
}

void
ticker_take_cik(struct reader *reader, struct span digits)
{
	char ticker[] = "CIK:0000000000";

	digits = span_trim(digits);
	if (digits.len == 0 || digits.len > CIK_DIGITS)
		return;
	for (size_t i = 0; i < digits.len; i++) {
		if (!ascii_is_digit(digits.at[i]))
			return;
		ticker[sizeof ticker - 1 - digits.len + i] = digits.at[i];
	}
	add_ticker(reader, span_make(ticker, sizeof ticker - 1));
}
