#include "tests/unit/test.h"

#include <sysexits.h>

#include "tests/lib/watching.h"

#define STRINGS(...)                                                                               \
	{                                                                                          \
		(const char *const[]){__VA_ARGS__},                                                \
			sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *)          \
	}

static const struct wanted_company companies[] = {
	{.ticker = "META"},
	{.ticker = "005930.KS",
		.name = "Samsung Electronics",
		.aliases = STRINGS("Samsung", "삼성전자"),
		.products = STRINGS("Galaxy"),
		.reject = STRINGS("Samsung Biologics")},
	{.id = "openai",
		.name = "OpenAI",
		.products = STRINGS("ChatGPT"),
		.people = STRINGS("Sam Altman")},
	{.id = "regulator", .name = "Market Board", .aliases = STRINGS("SEBI", "Nifty", "stocks")},
	{.id = "tcs", .name = "Tata Consultancy Services Ltd."},
	{.id = "dabur", .name = "Dabur India Ltd."},
	{.id = "lower", .name = "green hydrogen"},
	{.id = "my-citi", .name = "Citigroup"},
	{.id = "steel", .name = "JSW Steel Ltd."},
	{.id = "ispat", .name = "JSW Ispat Ltd.", .aliases = STRINGS("JSW Steel")},
	{.id = "maruti", .name = "Maruti Suzuki India Ltd."},
	{.id = "titan", .name = "Titan Company Ltd."},
	{.id = "sab", .name = "SAB Miller"},
	{.id = "barclays", .name = "Barclays"},
	{.id = "direct-line", .name = "Direct Line Insurance Group plc"},
	{.id = "tyres", .name = "tyre companies", .aliases = STRINGS("tyre stocks")},
	{.id = "ft", .name = "Financial Times", .aliases = STRINGS("FT")},
	{.id = "glaxo", .name = "GlaxoSmithKline"},
	{.id = "gsk", .name = "GSK"},
	{.id = "retail", .name = "retail stocks", .aliases = STRINGS("retail")},
	{.ticker = "CRYPTO:BTC"},
	{.ticker = "FOREX:JPY"},
	{.ticker = "SPY"},
	{.id = "oils", .name = "oil stocks", .aliases = STRINGS("oil", "crude")},
	{.id = "banks", .name = "bank stocks", .aliases = STRINGS("banks")},
	{.id = "qubits", .name = "qubit stocks", .aliases = STRINGS("qubit space")},
	{.id = "airlines", .name = "Airlines"},
	{.id = "religare", .name = "Religare"},
	{.id = "deepak", .name = "Deepak"},
	{.id = "moons", .name = "Moon Technologies (India) Ltd."},
	{.id = "sanofi-india", .name = "Sanofi India Ltd."},
	{.id = "facebook-india", .name = "Facebook India Ltd."},
	{.id = "bhp", .name = "BHP"},
	{.id = "bhp-whole", .name = "BHP Billiton"},
	{.id = "bg", .name = "BG"},
	{.id = "bg-whole", .name = "BG Group"},
	{.id = "prudential", .name = "Prudential"},
	{.id = "precious", .name = "precious metals", .aliases = STRINGS("gold-silver")},
};
static const struct wanted_topic topics[] = {
	{.name = "capex", .where = "capex OR (\"data center\" NEAR/5 build*)"},
	{.name = "about meta", .where = "company:META AND NOT horoscope"},
	{.name = "quiet", .where = "NOT the"},
};
static const struct watchlist wishes = {.companies = companies,
	.n_companies = sizeof companies / sizeof companies[0],
	.topics = topics,
	.n_topics = sizeof topics / sizeof topics[0]};

static int
open_wishes(void **state)
{
	static struct watching watching;

	watching_init(&watching, &wishes, true);
	*state = &watching;
	return 0;
}

static int
close_wishes(void **state)
{
	watching_release(*state);
	return 0;
}

static void
the_user_s_companies_are_found_and_no_others(void **state)
{
	static const struct {
		const char *title, *companies;
	} cases[] = {
		{"Meta sues Microsoft", "META:about"},
		{"Samsung launches a phone", "005930.KS:about"},
		{"삼성전자는 신제품을 발표했다", "005930.KS:about"},
		{"Samsung Biologics wins an order", ""},
		{"Galaxy sales rise", "005930.KS:about"},
		{"Sam Altman speaks", "openai:about"},
		{"ChatGPT and Claude compared", "openai:about"},
		{"Sebi fines a broker", "regulator:about"},
		{"Nifty ends higher", "regulator:about"},
		{"Bank Nifty slips", "regulator:about"},
		{"European stocks slip", ""},
		{"TCS wins a contract", "tcs:about"},
		{"Dabur falls on weak results", "dabur:about"},
		{"Green Hydrogen is dear", "lower:about"},
		{"Why green hydrogen is dear", "lower:about"},
		{"Citi to cut jobs", "my-citi:about"},
		{"UPDATE 3-Citi to cut jobs", "my-citi:about"},
		{"JSW Steel raises prices", "steel:about"},
		{"JSW Ispat raises prices", "ispat:about"},
		{"Sam Smith sings", ""},
		{"Maruti beats estimates in the quarter", "maruti:about"},
		{"Maruti Joshi wins the mayor's race", ""},
		{"Why the market likes Titan shares", "titan:about"},
		{"A titan of industry dies at 90", ""},
		{"Bid for SABMiller is raised", "sab:about"},
		{"Fund to buy Barclay's wealth unit", "barclays:about"},
		{"Direct Line rings up higher profit", "direct-line:about"},
		{"Kesoram sells its tyre unit", ""},
		{"Indian tyre stocks jump", "tyres:about"},
		{"Owner to sell Financial Times in an auction", "ft:about"},
		{"Bank held merger talks - FT", ""},
		{"Bank held merger talks, FT says", ""},
		{"CompaniesBarclays to shut branches", "barclays:about"},
		{"Industry NewsBarclays to shut branches", "barclays:about"},
		{"Retail to see a better year", "retail:about"},
		{"Stocks gain as retail inflation eases", ""},
		{"The gold-silver ratio is high", "precious:about"},
		{"Traders sell gold, silver and tin", ""},
		{"Bitcoin slides below a support", "CRYPTO:BTC:about"},
		{"Traders sell bitcoin and ether", "CRYPTO:BTC:about"},
		{"CRYPTO:BTC at a record", "CRYPTO:BTC:about"},
		{"Bitcoin Depot opens kiosks", ""},
		{"The yen firms against the dollar", "FOREX:JPY:about"},
		{"SPDR S&P 500 ETF Trust sees inflows", "SPY:about"},
		{"S&P 500 ends higher", ""},
		{"Rouble firms as oil steadies above $50", "oils:about"},
		{"Producers promise that oil demand will grow", "oils:about"},
		{"Refined soya oil futures gain on demand", ""},
		{"Crude palm oil slips on weak demand", ""},
		{"Airlines order more jets", "airlines:about"},
		{"Vistara Airlines shares are suspended", ""},
		{"Religare names a new head", "religare:about"},
		{"Religare Finvest raises more debt", ""},
		{"Deepak opens a plant in the south", "deepak:about"},
		{"Bata India is a buy: Deepak Mohini", ""},
		{"GSK is the best bet among banks", "gsk:about"},
		{"Foreign funds see value in banks", "banks:about"},
		{"GSKs profit triggers bullish bets", "gsk:about"},
		{"Dabur is the pick of the best among large banks", "dabur:about"},
		{"Dabur is a good bet in the qubit space", "dabur:about"},
		{"Funds see value in the qubit space", "qubits:about"},
		{"Kotak Green Hydrogen appoints a head", ""},
		{"Moon Technologies may absorb the loss", "moons:about"},
		{"Sanofi net profit rises", "sanofi-india:about"},
		{"Facebook adds a button", "META:about"},
		{"Facebook India opens an office", "facebook-india:about"},
		{"Dabur directs banks to wait", "dabur:about"},
		{"Dabur slips, banks gain", "banks:about dabur:about"},
		{"Regulator directs banks to wait", "banks:about"},
		{"BHP Billiton cuts its dividend", "bhp-whole:about"},
		{"BHP cuts its dividend", "bhp:about bhp-whole:about"},
		{"Vote on bid for BG is near", "bg:about bg-whole:about"},
		{"Is it worth investing in Prudential plc now?", "prudential:about"},
		{"BG, China's CNPC to unveil an alliance", "bg:about bg-whole:about"},
		{"GSK cuts its outlook", "gsk:about"},
		{"GlaxoSmithKline cuts its outlook", "glaxo:about"},
	};
	struct buf line;

	buf_init(&line, BUF_UNLIMITED);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		watching_companies(watching_read(*state, cases[i].title, ""), &line);
		if (!span_equal(buf_span(&line), span_of(cases[i].companies)))
			fail_msg("'%s': got '%.*s', want '%s'", cases[i].title,
				SPAN_ARGS(buf_span(&line)), cases[i].companies);
	}
	buf_release(&line);
}

static bool
has_topic(const struct verdict *verdict, const char *name)
{
	for (size_t i = 0; i < verdict->n_topics; i++) {
		if (strcmp(verdict->topics[i].name, name) == 0)
			return true;
	}
	return false;
}

static void
topics_are_found_with_their_words(void **state)
{
	static const char *text = "They will build a huge data center; the capex is large.";
	const struct verdict *verdict = watching_read(*state, "Meta plans", text);
	const struct topic_span *spans;

	assert_true(has_topic(verdict, "capex"));
	assert_true(has_topic(verdict, "about meta"));
	assert_false(has_topic(verdict, "quiet"));
	spans = verdict->topics[0].spans;
	assert_true(verdict->topics[0].n_spans >= 2);
	for (size_t i = 0; i < verdict->topics[0].n_spans; i++)
		assert_true(spans[i].field == FIELD_TEXT && spans[i].start < spans[i].end &&
			    spans[i].end <= strlen(text));
	verdict = watching_read(*state, "Nothing here", "data set; center; builders");
	assert_false(has_topic(verdict, "capex"));
	assert_true(has_topic(verdict, "quiet"));
}

static void
a_company_is_known_by_its_id(void **state)
{
	const struct watching *watching = *state;

	assert_string_equal(watch_company(watching->watch, SPAN("openai"))->name, "OpenAI");
	assert_string_equal(watch_company(watching->watch, SPAN("MSFT"))->name, "Microsoft");
	assert_null(watch_company(watching->watch, SPAN("no such id")));
}

static void
a_wrong_query_is_told_with_its_topic(void **state)
{
	const struct wanted_topic broken = {.name = "broken", .where = "a AND (b"};
	const struct watchlist list = {.topics = &broken, .n_topics = 1};
	const struct watch_options options = {.wishes = &list};
	struct error err = {0};

	(void)state;
	assert_null(watch_new(&options, &err));
	assert_int_equal(err.status, EX_CONFIG);
	assert_non_null(strstr(err.text, "topic 'broken'"));
}

static void
missing_data_files_are_told(void **state)
{
	const struct watch_options options = {.data_dir = "/nonexistent"};
	struct error err = {0};

	(void)state;
	assert_null(watch_new(&options, &err));
	assert_int_equal(err.status, EX_NOINPUT);
	assert_non_null(strstr(err.text, "companies.tsv"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_user_s_companies_are_found_and_no_others),
		cmocka_unit_test(topics_are_found_with_their_words),
		cmocka_unit_test(a_company_is_known_by_its_id),
		cmocka_unit_test(a_wrong_query_is_told_with_its_topic),
		cmocka_unit_test(missing_data_files_are_told),
	};

	return cmocka_run_group_tests(tests, open_wishes, close_wishes);
}
