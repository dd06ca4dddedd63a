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

#define PRN_SCHEME(kind) SPAN("http://www.prnewswire.com/ns/0.1/" kind)

/* PR Newswire's codes of industries and subjects, several in one element. */
static void
add_codes(struct reader *reader, struct span list, struct span scheme)
{
	struct span code;

	while (span_split(&list, ',', &code))
		if (span_trim(code).len > 0)
			add_category(reader, (struct category){.term = code, .scheme = scheme});
}

static void
take_prn_industry(struct reader *reader, const struct value *value)
{
	add_codes(reader, value->text, PRN_SCHEME("industry"));
}

static void
take_prn_subject(struct reader *reader, const struct value *value)
{
	add_codes(reader, value->text, PRN_SCHEME("subject"));
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
	/* Elsewhere a term that names an exchange is a stock too: "NYSE: IBM". */
	tickers_take_bracketed(reader, category.term);
	tickers_take_written(reader, category.term);
}

static void
take_cik(struct reader *reader, const struct value *value)
{
	ticker_take_cik(reader, value->text);
}

static void
take_feed_cik(struct reader *reader, const struct value *value)
{
	reader->feed_cik = keep_trimmed(reader, value->text);
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

/* Addresses of feeds about one company, and the parameter that names it. */
static const struct address {
	const char *place;
	const char *parameter; /* with its '=' */
	bool is_cik;
} addresses[] = {
	{"finance.yahoo.com/", "s=", false},
	{"nasdaq.com/feed/", "symbol=", false},
	{"sec.gov/cgi-bin/browse-edgar", "CIK=", true},
};

/* The one value of a parameter in the query of a URL; SPAN_NONE: there is none, or several. */
static struct span
parameter_of(struct span url, struct span name)
{
	struct span rest = span_from(url, span_find_byte(url, '?') + 1);
	struct span part;

	while (span_split(&rest, '&', &part))
		if (span_starts_with_nocase(part, name))
			return span_find_byte(part, ',') == part.len ? span_from(part, name.len)
								     : SPAN_NONE;
	return SPAN_NONE;
}

/* False: the URL names no company. */
static bool
take_subject(struct reader *reader, struct span url)
{
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
		const struct address *address = &addresses[i];
		struct span value;

		if (span_find_nocase(url, span_of(address->place)) == url.len)
			continue;
		value = parameter_of(url, span_of(address->parameter));
		if (value.len == 0)
			continue;
		if (address->is_cik)
			ticker_take_cik(reader, value);
		else
			ticker_take(reader, SPAN_NONE, value);
		return true;
	}
	return false;
}

/* A feed of one company names it in its head, in its address, or in that of its page. */
static void
take_subject_of_feed(struct reader *reader)
{
	if (reader->item->n_tickers > 0)
		return;
	if (reader->feed_cik.len > 0)
		ticker_take_cik(reader, reader->feed_cik);
	else if (!take_subject(reader, reader->frames[0].base))
		take_subject(reader, reader->feed->link);
}

#define DATELINE_BYTES 400 /* in which a wire names itself */
#define RELEASE_BYTES 1200 /* behind it, the companies whose release it is */

/* How the wires sign the first line of a release. */
static const char *const signatures[] = {"/PRNewswire", "/CNW/", "(BUSINESS WIRE)", "ACCESSWIRE",
	"ACCESS Newswire", "(GLOBE NEWSWIRE)", "(Newsfile Corp.", "/EINPresswire.com/", NULL};

/* Whether a bracket with a colon stands in it at all: the quick look, for most items have none. */
static bool
has_notation(struct span text)
{
	for (size_t at = span_find_byte(text, '('); at < text.len;
		at += 1 + span_find_byte(span_from(text, at + 1), '(')) {
		struct span inside =
			span_head(span_from(text, at), span_find_byte(span_from(text, at), ')'));

		if (span_find_byte(inside, ':') < inside.len)
			return true;
	}
	return false;
}

/*
 * PR Newswire, Business Wire and ACCESSWIRE have no element for stocks: the exchange stands behind
 * the company's name in the release's first paragraph.
 */
static void
take_dateline(struct reader *reader, struct span text)
{
	struct span line = span_head(text, DATELINE_BYTES);

	if (!has_notation(span_head(text, DATELINE_BYTES + RELEASE_BYTES)))
		return;
	for (const char *const *signature = signatures; *signature != NULL; signature++) {
		size_t at = span_find(line, span_of(*signature));

		if (at == line.len)
			continue;
		tickers_take_bracketed(reader, span_head(span_from(text, at + 1), RELEASE_BYTES));
		return;
	}
}

void
wires_item_end(struct reader *reader)
{
	struct item *item = reader->item;

	if (span_starts_with(item->id, SPAN("urn:tag:sec.gov,")))
		read_sec_title(reader, item->title);
	take_dateline(reader, item->content_text.len > 0 ? item->content_text : item->summary_text);
	take_subject_of_feed(reader);
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
	TICKERS(SPACE_PRN, "ticker"),
	TICKERS(SPACE_PRN, "tickers"),
	{ITEM, SPACE_PRN, "industry", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_prn_industry},
	{ITEM, SPACE_PRN, "subject", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_prn_subject},
	/* Seeking Alpha and the SEC wrap them. */
	{ITEM, SPACE_OTHER, "stock", CAPTURE_NOTHING, SCOPE_ITEM, FIELD_NONE, 0, NULL, NULL},
	{ITEM, SPACE_EDGAR, "xbrlFiling", CAPTURE_NOTHING, SCOPE_ITEM, FIELD_NONE, 0, NULL, NULL},
	/* The SEC's Atom feed of one company. */
	{SCOPE_FEED, SPACE_ATOM, "company-info", CAPTURE_NOTHING, SCOPE_WRAPPER, FIELD_NONE, 0,
		NULL, NULL},
	{SCOPE_WRAPPER, SPACE_ATOM, "cik", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_feed_cik},
	{ITEM, SPACE_EDGAR, "companyName", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_company},
	{ITEM, SPACE_EDGAR, "formType", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL, take_form},
	{ITEM, SPACE_EDGAR, "cikNumber", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL, take_cik},
};

const struct element_table wires_elements = {rows, sizeof rows / sizeof *rows};
