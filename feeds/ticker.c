#include "feeds/ticker.h"

#include "feeds/base/ascii.h"
#include "feeds/field.h"

#define SYMBOL_MAX 16
#define EXCHANGE_MAX 32
#define CIK_DIGITS 10

/* Spellings of an exchange, compared without blanks, dots and hyphens, in capitals. */
static const struct {
	const char *spelling;
	const char *name;
} exchanges[] = {
	{"NASDAQ", "NASDAQ"},
	{"NASDAQGS", "NASDAQ"},
	{"NASDAQGM", "NASDAQ"},
	{"NASDAQCM", "NASDAQ"},
	{"NASDAQGLOBALSELECTMARKET", "NASDAQ"},
	{"NASDAQGLOBALMARKET", "NASDAQ"},
	{"NASDAQCAPITALMARKET", "NASDAQ"},
	{"NASDAQNMS", "NASDAQ"},
	{"XNAS", "NASDAQ"},
	{"NYSE", "NYSE"},
	{"NEWYORKSTOCKEXCHANGE", "NYSE"},
	{"XNYS", "NYSE"},
	{"NYSEAMERICAN", "NYSEAMERICAN"},
	{"NYSEMKT", "NYSEAMERICAN"},
	{"AMEX", "NYSEAMERICAN"},
	{"NYSEARCA", "NYSEARCA"},
	{"OTC", "OTC"},
	{"OTCQB", "OTC"},
	{"OTCQX", "OTC"},
	{"OTCBB", "OTC"},
	{"OTCPINK", "OTC"},
	{"OTCMARKETS", "OTC"},
	{"PINKSHEETS", "OTC"},
	{"OTHEROTC", "OTC"},
	{"TSXV", "TSXV"},
	{"TSXVENTURE", "TSXV"},
	{"TORONTOSTOCKEXCHANGE", "TSX"},
	{"LONDONSTOCKEXCHANGE", "LSE"},
	{"LONDON", "LSE"},
};

/* Letters and digits alone, in capitals; its length. */
static size_t
squeeze(struct span text, char *out, size_t size)
{
	size_t len = 0;

	for (size_t i = 0; i < text.len && len < size; i++)
		if (ascii_is_alnum(text.at[i]))
			out[len++] = ascii_upper(text.at[i]);
	return len;
}

static struct span
exchange_name(struct span exchange, char *room, size_t size)
{
	struct span squeezed = span_make(room, squeeze(exchange, room, size));

	for (size_t i = 0; i < sizeof exchanges / sizeof *exchanges; i++)
		if (span_equal(squeezed, span_of(exchanges[i].spelling)))
			return span_of(exchanges[i].name);
	return squeezed;
}

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
	char room[EXCHANGE_MAX];
	char ticker[EXCHANGE_MAX + 1 + SYMBOL_MAX];
	struct span name = exchange_name(exchange, room, sizeof room);
	size_t len = 0;

	symbol = span_trim(symbol);
	if (symbol.len > 0 && symbol.at[0] == '$')
		symbol = span_from(symbol, 1);
	if (!is_symbol(symbol))
		return;
	for (; len < name.len && len < EXCHANGE_MAX; len++)
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
