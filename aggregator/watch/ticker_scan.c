#include "aggregator/watch/ticker_scan.h"

#include "aggregator/watch/exchange.h"
#include "feeds/base/ascii.h"

#define TICKER_LETTERS_MAX 5
#define FOREIGN_BYTES_MAX 12
#define CIK_DIGITS 10
#define CIK_DIGITS_MIN 4
#define RIC_CODE_LETTERS_MAX 2
#define EXCHANGE_BYTES_MAX 20
#define BRACKET_BYTES_MAX 60

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
tell_of(const struct scan *scan, enum evidence_kind kind, const char *suffix, size_t at, size_t len)
{
	struct ticker_found found = {
		kind, span_make(scan->text.at + at, len), suffix, at, at + len};

	scan->on_ticker(scan->context, &found);
}

static void
tell(const struct scan *scan, enum evidence_kind kind, size_t at, size_t len)
{
	tell_of(scan, kind, "", at, len);
}

/* A ticker of any exchange, "7203" or "M&M" too: its length, or 0. */
static size_t
foreign_length(struct span text)
{
	size_t n = 0;

	while (n < text.len && n <= FOREIGN_BYTES_MAX &&
		(is_ticker_byte(text.at[n]) || ascii_is_digit(text.at[n]) || text.at[n] == '&' ||
			text.at[n] == '-'))
		n++;
	if (n == 0 || n > FOREIGN_BYTES_MAX || (n < text.len && ascii_is_alnum(text.at[n])))
		return 0;
	return n;
}

/*
 * "META.O" or "005930.KS" at the start of `text`: the length before the point, and where it is
 * listed; 0: none. "BRK.A" and "BRK.B" are classes.
 */
static size_t
ric_length(struct span text, const char **suffix)
{
	size_t n = foreign_length(text), end = n + 1;
	struct span code;

	if (n == 0 || n >= text.len || text.at[n] != '.')
		return 0;
	while (end < text.len && is_ticker_byte(text.at[end]))
		end++;
	code = span_make(text.at + n + 1, end - n - 1);
	if (code.len == 0 || code.len > RIC_CODE_LETTERS_MAX ||
		(end < text.len && ascii_is_alnum(text.at[end])) || code.at[0] == 'A' ||
		code.at[0] == 'B')
		return 0;
	*suffix = exchange_suffix_of_ric(code);
	return *suffix == NULL ? 0 : n;
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

/* The exchange that the words before the colon at `at` end in; NULL: none. */
static const char *
exchange_before(struct span text, size_t at)
{
	size_t end = at, start;
	const char *suffix;

	while (end > 0 && text.at[end - 1] == ' ')
		end--;
	start = end;
	while (start > 0 && end - start < EXCHANGE_BYTES_MAX && ascii_is_alpha(text.at[start - 1]))
		start--;
	suffix = exchange_suffix(span_make(text.at + start, end - start));
	if (suffix != NULL || start == 0 || text.at[start - 1] != ' ')
		return suffix;
	start--; /* "NYSE American: " */
	while (start > 0 && end - start < EXCHANGE_BYTES_MAX && ascii_is_alpha(text.at[start - 1]))
		start--;
	return exchange_suffix(span_make(text.at + start, end - start));
}

static size_t
digits_length(struct span text)
{
	size_t n = 0;

	while (n < text.len && ascii_is_digit(text.at[n]))
		n++;
	return n < text.len && ascii_is_alnum(text.at[n]) ? 0 : n;
}

/* "CIK: 0001326801" */
static void
on_cik(const struct scan *scan, size_t at)
{
	size_t len = digits_length(span_from(scan->text, at));

	if (len >= CIK_DIGITS_MIN && len <= CIK_DIGITS)
		tell(scan, EVIDENCE_CIK, at, len);
}

static bool
follows_cik(struct span text, size_t at)
{
	return at >= 3 && span_equal(span_make(text.at + at - 3, 3), SPAN("CIK")) &&
	       (at == 3 || !ascii_is_alnum(text.at[at - 4]));
}

/* Behind "NASDAQ:": one ticker, or several with commas. */
static void
on_colon(const struct scan *scan, size_t at)
{
	const char *suffix = exchange_before(scan->text, at);
	bool is_us = suffix != NULL && suffix[0] == '\0';
	size_t len;

	if (suffix == NULL && !follows_cik(scan->text, at))
		return;
	at = skip_spaces(scan->text, at + 1);
	if (suffix == NULL) {
		on_cik(scan, at);
		return;
	}
	while ((len = is_us ? ticker_length(span_from(scan->text, at))
			    : foreign_length(span_from(scan->text, at))) > 0) {
		size_t next = skip_spaces(scan->text, at + len);

		tell_of(scan, EVIDENCE_LISTED_TICKER, suffix, at, len);
		if (next >= scan->text.len || scan->text.at[next] != ',')
			return;
		at = skip_spaces(scan->text, next + 1);
	}
}

/* "<META.O>"; "<BRKa.N>" is none. */
static void
on_less(const struct scan *scan, size_t at)
{
	struct span rest = span_head(span_from(scan->text, at + 1), BRACKET_BYTES_MAX);
	size_t end = span_find_byte(rest, '>');
	const char *suffix = NULL;
	size_t dot;

	if (end == rest.len)
		return;
	rest = span_head(rest, end);
	dot = span_find_byte(rest, '.');
	if (dot == 0 || dot == rest.len || foreign_length(span_head(rest, dot)) != dot)
		return;
	suffix = exchange_suffix_of_ric(span_from(rest, dot + 1));
	if (suffix != NULL)
		tell_of(scan, EVIDENCE_LISTED_TICKER, suffix, at + 1, dot);
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
	const char *suffix = NULL;

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
		len = ric_length(span_make(scan->text.at + at, end - at), &suffix);
		if (len > 0) {
			tell_of(scan, EVIDENCE_LISTED_TICKER, suffix, at, len);
			return;
		}
		len = ticker_length(span_make(scan->text.at + at, end - at));
		if (len == 0 ||
			exchange_heads_ticker(span_make(scan->text.at + at, end - at), len) ||
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
static bool
is_sign(char byte)
{
	return (byte == '$') | (byte == ':') | (byte == '<') | (byte == '(');
}

#define CHUNK 32 /* bytes looked at in one go: most have no sign */

static size_t
next_sign(struct span text, size_t at)
{
	while (at + CHUNK <= text.len) {
		unsigned char found = 0;

		for (int i = 0; i < CHUNK; i++)
			found |= (unsigned char)is_sign(text.at[at + (size_t)i]);
		if (found != 0)
			break;
		at += CHUNK;
	}
	while (at < text.len && !is_sign(text.at[at]))
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

static bool
cik_of_feed(struct span text, struct ticker_found *found)
{
	text = span_trim(span_from(text, sizeof "CIK:" - 1));
	*found = (struct ticker_found){EVIDENCE_CIK, text, "", 0, text.len};
	return text.len > 0 && text.len <= CIK_DIGITS && all_digits(text);
}

bool
ticker_of_feed(struct span text, struct ticker_found *found)
{
	size_t colon;
	const char *suffix = "";
	size_t len;

	text = span_trim(text);
	if (span_starts_with(text, SPAN("CIK:")))
		return cik_of_feed(text, found);
	colon = span_find_byte(text, ':');
	if (colon < text.len) {
		suffix = exchange_suffix(span_head(text, colon));
		text = span_trim(span_from(text, colon + 1));
	} else {
		len = ric_length(text, &suffix);
		if (len > 0)
			text = span_head(text, len);
	}
	*found = (struct ticker_found){EVIDENCE_FEED_TICKER, text, suffix, 0, text.len};
	return suffix != NULL && text.len > 0;
}
