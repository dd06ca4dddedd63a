#include "feeds/wires.h"

#include "feeds/base/ascii.h"
#include "feeds/field.h"
#include "feeds/ticker.h"

#define CIK_SCHEME SPAN("https://www.sec.gov/cik")
#define FORM_SCHEME SPAN("https://www.sec.gov/form")
#define CIK_DIGITS 10

static void
take_tickers(struct reader *reader, const struct value *value)
{
	tickers_take_list(reader, value->text);
}

/* GlobeNewswire: domain="https://www.globenewswire.com/rss/stock", "Nasdaq:META". */
void
wires_take_category(struct reader *reader, struct category category)
{
	static const char *const stock_words[] = {"stock", "ticker", "symbol"};

	for (size_t i = 0; i < sizeof stock_words / sizeof *stock_words; i++) {
		struct span word = span_of(stock_words[i]);

		if (span_find_nocase(category.scheme, word) < category.scheme.len) {
			tickers_take_list(reader, category.term);
			return;
		}
	}
}

static void
take_cik(struct reader *reader, const struct value *value)
{
	ticker_take_cik(reader, value->text);
}

static void
take_company(struct reader *reader, const struct value *value)
{
	add_category(reader, (struct category){.term = value->text,
				     .scheme = SPAN("https://www.sec.gov/company")});
}

static void
take_form(struct reader *reader, const struct value *value)
{
	add_category(reader, (struct category){.term = value->text, .scheme = FORM_SCHEME});
}

/* Where " (0001690820)" begins in the title of one of the SEC's entries, or its length. */
static size_t
find_cik(struct span title)
{
	for (size_t i = 0; i + CIK_DIGITS + 2 <= title.len; i++) {
		size_t n = 0;

		if (title.at[i] != '(')
			continue;
		while (n < CIK_DIGITS && ascii_is_digit(title.at[i + 1 + n]))
			n++;
		if (n == CIK_DIGITS && title.at[i + 1 + n] == ')')
			return i;
	}
	return title.len;
}

/* "4 - CARVANA CO. (0001690820) (Issuer)" */
static void
read_sec_title(struct reader *reader, struct span title)
{
	size_t at = find_cik(title);
	size_t dash = span_find(title, SPAN(" - "));
	struct category company = {.scheme = CIK_SCHEME};

	if (at == title.len || dash > at)
		return;
	company.term = span_make(title.at + at + 1, CIK_DIGITS);
	company.label = span_trim(span_make(title.at + dash + 3, at - dash - 3));
	ticker_take_cik(reader, company.term);
	add_category(reader, company);
}

/* The value of "s" in the query of a URL of finance.yahoo.com, where it is one symbol. */
static struct span
yahoo_symbol(struct span url)
{
	size_t host = span_find_nocase(url, SPAN("finance.yahoo.com/"));
	size_t query = span_find_byte(url, '?');
	struct span rest = span_from(url, query + 1);
	struct span part;

	if (host == url.len)
		return SPAN_NONE;
	while (span_split(&rest, '&', &part))
		if (span_starts_with(part, SPAN("s=")))
			return span_find_byte(part, ',') == part.len ? span_from(part, 2)
								     : SPAN_NONE;
	return SPAN_NONE;
}

/* Yahoo's feed of one ticker names it in its address alone, or in that of its page. */
static void
take_yahoo_symbol(struct reader *reader)
{
	struct span symbol = yahoo_symbol(reader->frames[0].base);

	if (symbol.len == 0)
		symbol = yahoo_symbol(reader->feed->link);
	if (symbol.len > 0)
		ticker_take(reader, SPAN_NONE, symbol);
}

void
wires_item_end(struct reader *reader)
{
	struct item *item = reader->item;

	if (span_starts_with(item->id, SPAN("urn:tag:sec.gov,")))
		read_sec_title(reader, item->title);
	take_yahoo_symbol(reader);
}

#define ITEM SCOPE_ITEM
#define TICKERS(space, name)                                                                       \
	{                                                                                          \
		ITEM, space, name, CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL, take_tickers     \
	}

static const struct element rows[] = {
	TICKERS(SPACE_NASDAQ, "tickers"),
	TICKERS(SPACE_NASDAQ, "IssueSymbol"),
	TICKERS(SPACE_RSS, "ticker"),
	TICKERS(SPACE_RSS, "tickers"),
	TICKERS(SPACE_RSS, "symbol"),
	TICKERS(SPACE_RSS, "symbols"),
	TICKERS(SPACE_RSS, "stockSymbol"),
	TICKERS(SPACE_RSS, "stock_tickers"),
	TICKERS(SPACE_OTHER, "ticker"),
	TICKERS(SPACE_OTHER, "tickers"),
	TICKERS(SPACE_OTHER, "symbol"),
	TICKERS(SPACE_OTHER, "stockSymbol"),
	TICKERS(SPACE_OTHER, "stock_tickers"),
	TICKERS(SPACE_COMPANY, "symbol"),
	/* Seeking Alpha and the SEC wrap them. */
	{ITEM, SPACE_OTHER, "stock", CAPTURE_NOTHING, SCOPE_ITEM, FIELD_NONE, 0, NULL, NULL},
	{ITEM, SPACE_EDGAR, "xbrlFiling", CAPTURE_NOTHING, SCOPE_ITEM, FIELD_NONE, 0, NULL, NULL},
	{ITEM, SPACE_EDGAR, "companyName", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_company},
	{ITEM, SPACE_EDGAR, "formType", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL, take_form},
	{ITEM, SPACE_EDGAR, "cikNumber", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL, take_cik},
};

const struct element_table wires_elements = {rows, sizeof rows / sizeof *rows};
