#include "aggregator/watch/ticker_scan.h"

#include <stdbool.h>

#include "feeds/base/ascii.h"

#define TICKER_LETTERS_MAX 5
#define CIK_DIGITS 10
#define EXCHANGE_BYTES_MAX 20
#define BRACKET_BYTES_MAX 60

/* As texts write the exchanges of the United States; compared without spaces and case. */
static const char *const us_exchanges[] = {"NASDAQ", "NasdaqGS", "NasdaqGM", "NasdaqCM", "NYSE",
	"NYSEAmerican", "NYSEMKT", "NYSEArca", "AMEX", "OTC", "OTCQB", "OTCQX", "OTCMKTS", "OTCPK",
	"OTCPINK", "BATS", "CBOE", "ARCA", "XNAS", "XNYS"};

/* Reuters' codes for them, behind the point. */
static const char *const us_rics[] = {"N", "O", "OQ", "K", "A", "P", "PK", "OB", "NS", "Z"};

static bool
is_ticker_byte(char byte)
{
	return ascii_is_upper(byte);
}

/* The length of the ticker at the start of `text`: META, BRK.B; 0: there is none. */
static size_t
ticker_length(struct span text)
{
	size_t n = 0;

	while (n < text.len && is_ticker_byte(text.at[n]))
		n++;
	if (n == 0 || n > TICKER_LETTERS_MAX)
		return 0;
	if (n + 1 < text.len && (text.at[n] == '.' || text.at[n] == '-') &&
		is_ticker_byte(text.at[n + 1]) &&
		(n + 2 == text.len || !ascii_is_alnum(text.at[n + 2])))
		n += 2;
	if (n < text.len && ascii_is_alnum(text.at[n]))
		return 0;
	return n;
}

struct scan {
	struct span text;
	ticker_found_fn *on_ticker;
	void *context;
};

static void
tell(const struct scan *scan, enum evidence_kind kind, size_t at, size_t len)
{
	struct ticker_found found = {kind, span_make(scan->text.at + at, len), at, at + len};

	scan->on_ticker(scan->context, &found);
}

static size_t
skip_spaces(struct span text, size_t at)
{
	while (at < text.len && ascii_is_space(text.at[at]))
		at++;
	return at;
}

/* "$META", but not "US$" or "$5". */
static void
on_dollar(const struct scan *scan, size_t at)
{
	size_t len = ticker_length(span_from(scan->text, at + 1));

	if (len > 0 && (at == 0 || !ascii_is_alnum(scan->text.at[at - 1])))
		tell(scan, EVIDENCE_CASHTAG, at + 1, len);
}

static bool
is_us(struct span name)
{
	char squeezed[EXCHANGE_BYTES_MAX];
	size_t n = 0;

	for (size_t i = 0; i < name.len && n < sizeof squeezed; i++) {
		if (ascii_is_alnum(name.at[i]))
			squeezed[n++] = name.at[i];
	}
	for (size_t i = 0; i < sizeof us_exchanges / sizeof us_exchanges[0]; i++) {
		if (span_equal_nocase(span_make(squeezed, n), span_of(us_exchanges[i])))
			return true;
	}
	return false;
}

/* Whether the words before the colon at `at` end in an exchange of the United States. */
static bool
follows_exchange(struct span text, size_t at)
{
	size_t end = at, start;

	while (end > 0 && text.at[end - 1] == ' ')
		end--;
	start = end;
	while (start > 0 && end - start < EXCHANGE_BYTES_MAX && ascii_is_alpha(text.at[start - 1]))
		start--;
	if (is_us(span_make(text.at + start, end - start)))
		return true;
	if (start == 0 || text.at[start - 1] != ' ')
		return false;
	start--; /* "NYSE American: " */
	while (start > 0 && end - start < EXCHANGE_BYTES_MAX && ascii_is_alpha(text.at[start - 1]))
		start--;
	return is_us(span_make(text.at + start, end - start));
}

/* Behind "NASDAQ:": one ticker, or several with commas. */
static void
on_colon(const struct scan *scan, size_t at)
{
	size_t len;

	if (!follows_exchange(scan->text, at))
		return;
	at = skip_spaces(scan->text, at + 1);
	while ((len = ticker_length(span_from(scan->text, at))) > 0) {
		size_t next = skip_spaces(scan->text, at + len);

		tell(scan, EVIDENCE_LISTED_TICKER, at, len);
		if (next >= scan->text.len || scan->text.at[next] != ',')
			return;
		at = skip_spaces(scan->text, next + 1);
	}
}

/* "<META.O>" */
static void
on_less(const struct scan *scan, size_t at)
{
	struct span rest = span_head(span_from(scan->text, at + 1), BRACKET_BYTES_MAX);
	size_t end = span_find_byte(rest, '>');
	size_t dot = span_find_byte(span_head(rest, end), '.');
	struct span market;

	if (end == rest.len || dot >= end || dot == 0)
		return;
	market = span_make(rest.at + dot + 1, end - dot - 1);
	for (size_t i = 0; i < dot; i++) {
		if (!is_ticker_byte(rest.at[i]))
			return;
	}
	for (size_t i = 0; i < sizeof us_rics / sizeof us_rics[0]; i++) {
		if (span_equal(market, span_of(us_rics[i])))
			tell(scan, EVIDENCE_LISTED_TICKER, at + 1, dot);
	}
}

static bool
all_digits(struct span text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (!ascii_is_digit(text.at[i]))
			return false;
	}
	return true;
}

/* What may stand between a ticker and the closing bracket: another one, or "- Get Report". */
static bool
is_end_of_ticker(struct span rest)
{
	rest = span_trim(rest);
	return rest.len == 0 || rest.at[0] == ',' || rest.at[0] == '/' || rest.at[0] == ';' ||
	       rest.at[0] == '-' || rest.at[0] == '+' || rest.at[0] == ':' || rest.at[0] == '|';
}

/* "(META)", "( TXN )", "(GOOG, GOOGL)", "(GM - Get Report)", "(0001326801)" */
static void
on_bracket(const struct scan *scan, size_t open)
{
	struct span rest = span_head(span_from(scan->text, open + 1), BRACKET_BYTES_MAX);
	size_t close = span_find_byte(rest, ')');
	size_t at = open + 1, end = open + 1 + close, len;

	if (close == rest.len)
		return;
	if (close == CIK_DIGITS && all_digits(span_head(rest, close))) {
		tell(scan, EVIDENCE_CIK, at, close);
		return;
	}
	for (;;) {
		at = skip_spaces(scan->text, at);
		if (at >= end)
			return;
		len = ticker_length(span_make(scan->text.at + at, end - at));
		if (len == 0 ||
			!is_end_of_ticker(span_make(scan->text.at + at + len, end - at - len)))
			return;
		tell(scan, EVIDENCE_PAREN_TICKER, at, len);
		at = skip_spaces(scan->text, at + len);
		if (at >= end || (scan->text.at[at] != ',' && scan->text.at[at] != '/'))
			return;
		at++;
	}
}

/* The signs that tickers stand behind. */
static const bool is_sign[256] = {['$'] = true, [':'] = true, ['<'] = true, ['('] = true};

static size_t
next_sign(struct span text, size_t at)
{
	while (at < text.len && !is_sign[(unsigned char)text.at[at]])
		at++;
	return at;
}

void
ticker_scan(struct span text, ticker_found_fn *on_ticker, void *context)
{
	struct scan scan = {text, on_ticker, context};

	for (size_t i = next_sign(text, 0); i < text.len; i = next_sign(text, i + 1)) {
		char byte = text.at[i];

		if (byte == '$')
			on_dollar(&scan, i);
		else if (byte == ':')
			on_colon(&scan, i);
		else if (byte == '<')
			on_less(&scan, i);
		else if (byte == '(')
			on_bracket(&scan, i);
	}
}

struct span
ticker_of_feed(struct span text)
{
	size_t colon = span_find_byte(text, ':');

	text = span_trim(text);
	if (colon >= text.len)
		return text;
	if (!is_us(span_head(text, colon)))
		return SPAN_NONE;
	return span_trim(span_from(text, colon + 1));
}
