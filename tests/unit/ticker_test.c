/* Companies that a feed names itself, as each wire, exchange and authority does it. */
#include "tests/lib/feed_cases.h"
#include "tests/unit/test.h"

#define ITEM(body) "<rss version='2.0'><channel><item>" body "</item></channel></rss>"
#define NS(declaration, body)                                                                      \
	"<rss version='2.0' " declaration "><channel><item>" body "</item></channel></rss>"
#define STOCK "domain='https://www.globenewswire.com/rss/stock'"
#define NASDAQ "xmlns:nasdaq='http://nasdaq.com/reference/feeds/1.0'"
#define EDGAR "xmlns:edgar='https://www.sec.gov/Archives/edgar'"

static void
wires_and_exchanges_name_stocks(void **state)
{
	static const struct feed_case cases[] = {
		{ITEM("<category " STOCK ">Nasdaq:META</category>"), "item.ticker", "NASDAQ:META"},
		{ITEM("<category " STOCK ">NYSE: BRK.A</category>"), "item.ticker", "NYSE:BRK.A"},
		{ITEM("<category " STOCK ">NasdaqGS:AAPL</category>"), "item.ticker",
			"NASDAQ:AAPL"},
		{ITEM("<category " STOCK ">New York Stock Exchange:GE</category>"), "item.ticker",
			"NYSE:GE"},
		{ITEM("<category " STOCK ">TSX-V:ABC</category>"), "item.ticker", "TSXV:ABC"},
		{ITEM("<category " STOCK ">Nasdaq:META</category>"), "item.category.term",
			"Nasdaq:META"},
		{ITEM("<category domain='keyword'>META</category>"), "item.ticker", NULL},
		{ITEM("<category>Nasdaq:META</category>"), "item.ticker", "NASDAQ:META"},
		{ITEM("<category>(NYSE and TSX: ABX)</category>"), "item.ticker", "TSX:ABX"},
		{ITEM("<category>NASDAQ: GOOG, GOOGL; FWB: ABEA</category>"), "item.last_ticker",
			"FWB:ABEA"},
		{ITEM("<category>Warning: AI</category>"), "item.ticker", NULL},
		{ITEM("<category>NYSE: a word</category>"), "item.ticker", NULL},
		{ITEM("<category>Nasdaq</category>"), "item.ticker", NULL},
		{NS(NASDAQ, "<nasdaq:tickers>AAPL,msft</nasdaq:tickers>"), "item.last_ticker",
			"MSFT"},
		{NS("xmlns:ndaq='http://www.nasdaqtrader.com/'",
			 "<ndaq:IssueSymbol>ROCC</ndaq:IssueSymbol>"),
			"item.ticker", "ROCC"},
		{ITEM("<ticker>NYSE:T</ticker>"), "item.ticker", "NYSE:T"},
		{NS("xmlns:sa='https://seekingalpha.com/api/1.0'",
			 "<sa:stock><sa:symbol>AAPL</sa:symbol></sa:stock>"),
			"item.ticker", "AAPL"},
		{ITEM("<ticker>not a symbol at all</ticker>"), "item.ticker", NULL},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

#define SEC_ENTRY                                                                                  \
	"<feed xmlns='http://www.w3.org/2005/Atom'><entry>"                                        \
	"<title>8-K - META PLATFORMS, INC. (0001326801) (Filer)</title>"                           \
	"<category scheme='https://www.sec.gov/' label='form type' term='8-K'/>"                   \
	"<id>urn:tag:sec.gov,2008:accession-number=0001326801-25-000020</id></entry></feed>"

static void
the_sec_names_form_company_and_cik(void **state)
{
	static const struct feed_case cases[] = {
		{SEC_ENTRY, "item.ticker", "CIK:0001326801"},
		{SEC_ENTRY, "item.category.term", "8-K"},
		{SEC_ENTRY, "item.categories", "2"},
		{NS(EDGAR, "<edgar:xbrlFiling><edgar:cikNumber>1326801</edgar:cikNumber>"
			   "</edgar:xbrlFiling>"),
			"item.ticker", "CIK:0001326801"},
		{NS(EDGAR, "<edgar:xbrlFiling><edgar:formType>10-Q</edgar:formType>"
			   "</edgar:xbrlFiling>"),
			"item.category.term", "10-Q"},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

#define FEED_OF(link) "<rss><channel><link>" link "</link><item/></channel></rss>"
#define SEC_COMPANY                                                                                \
	"<feed xmlns='http://www.w3.org/2005/Atom'><company-info><cik>1326801</cik>"               \
	"<conformed-name>Meta Platforms, Inc.</conformed-name></company-info>"                     \
	"<entry><title>8-K - Current report</title></entry></feed>"
#define PRN "xmlns:prn='http://www.prnewswire.com/ns/0.1/#'"

static void
a_release_names_its_company_behind_the_wires_signature(void **state)
{
	static const struct feed_case cases[] = {
		{ITEM("<description>DENVER, Oct. 2, 2026 /PRNewswire/ -- SmallSat Inc. (NASDAQ: "
		      "SSAT), a maker</description>"),
			"item.ticker", "NASDAQ:SSAT"},
		{ITEM("<description>BOSTON--(BUSINESS WIRE)--Acme (NYSE American: ACM) and Other "
		      "(Nasdaq: OTHR)</description>"),
			"item.last_ticker", "NASDAQ:OTHR"},
		{ITEM("<description>RENO, NV / ACCESSWIRE / June 4, 2026 / Northwind (OTCQB:NWRX)"
		      "</description>"),
			"item.ticker", "OTC:NWRX"},
		{ITEM("<description>RENO, NV / ACCESS Newswire / June 4 / Northwind (TSX.V: NW) "
		      "</description>"),
			"item.ticker", "TSXV:NW"},
		{ITEM("<description>A paper writes that Acme (NYSE: ACM) rose</description>"),
			"item.ticker", NULL},
		{ITEM("<description>OSLO (GLOBE NEWSWIRE) -- sales (in NOK million: 12) and "
		      "(note: A)</description>"),
			"item.ticker", NULL},
		{NS(PRN, "<prn:industry>CPR, STW</prn:industry>"), "item.categories", "2"},
		{NS(PRN, "<prn:subject>ERN</prn:subject>"), "item.category.term", "ERN"},
		{NS(PRN, "<prn:subject>ERN</prn:subject>"), "item.category.scheme",
			"http://www.prnewswire.com/ns/0.1/subject"},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

static void
a_feed_of_one_company_names_it_in_its_head_or_address(void **state)
{
	static const struct feed_case cases[] = {
		{"<rss><channel><link>http://finance.yahoo.com/q/h?s=meta</link><item/></channel></"
		 "rss>",
			"item.ticker", "META"},
		{FEED_OF("http://finance.yahoo.com/q/h?s=a,b"), "item.ticker", NULL},
		{FEED_OF("https://www.nasdaq.com/feed/rssoutbound?symbol=AAPL"), "item.ticker",
			"AAPL"},
		{FEED_OF("https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&amp;"
			 "CIK=0001326801"),
			"item.ticker", "CIK:0001326801"},
		{FEED_OF("https://www.sec.gov/cgi-bin/browse-edgar?action=getcurrent"),
			"item.ticker", NULL},
		{SEC_COMPANY, "item.ticker", "CIK:0001326801"},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wires_and_exchanges_name_stocks),
		cmocka_unit_test(the_sec_names_form_company_and_cik),
		cmocka_unit_test(a_release_names_its_company_behind_the_wires_signature),
		cmocka_unit_test(a_feed_of_one_company_names_it_in_its_head_or_address),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
