#include "tests/unit/test.h"

#include <stdlib.h>

#include "tests/lib/watching.h"

#define COUNT(list) (sizeof list / sizeof list[0])

/* One item of title and text, and the companies that it is about or mentions. */
struct item_case {
	const char *title, *text, *companies;
};

static void
assert_companies(struct watching *watching, const struct item_case *cases, size_t n)
{
	struct buf line;

	buf_init(&line, BUF_UNLIMITED);
	for (size_t i = 0; i < n; i++) {
		watching_companies(watching_read(watching, cases[i].title, cases[i].text), &line);
		if (!span_equal(buf_span(&line), span_of(cases[i].companies)))
			fail_msg("'%s' / '%s': got '%.*s', want '%s'", cases[i].title,
				cases[i].text, SPAN_ARGS(buf_span(&line)), cases[i].companies);
	}
	buf_release(&line);
}

static void
a_company_is_known_by_each_of_its_names(void **state)
{
	static const struct item_case cases[] = {
		{"Meta Platforms, Inc. to spend more", "", "META:about"},
		{"Nvidia's profit doubles", "", "NVDA:about"},
		{"NVIDIA unveils a new chip", "", "NVDA:about"},
		{"Johnson and Johnson settles", "", "JNJ:about"},
		{"J&J settles talc claims", "", "JNJ:about"},
		{"Lowes cuts its outlook", "", "LOW:about"},
		{"Wal-Mart and Costco raise wages", "", "COST:about WMT:about"},
		{"Airbus wins an order", "", "EADSF:about"},
		{"The 737 Max flies again", "", "BA:about"},
		{"Caterpillar outbreak strips oak trees", "", ""},
		{"New drug is a first at the Frontline of cancer care", "", ""},
		{"Waymo unveils a Robotaxi with six seats", "", "GOOGL:about"},
		{"Thieves drain a DeFi protocol", "", ""},
		{"Australia's AI strategy is under fire", "", ""},
		{"A US ban on models could cost billions", "", ""},
		{"Serena Williams plays Venus Williams", "", ""},
		{"Where Franco-German cooperation ends", "", ""},
		{"Austria won when Romano Schmid opened the scoring", "", ""},
		{"Macron said on Monday that a mission was ready", "", ""},
		{"ALLOS Q2 profit jumps by half", "", ""},
		{"Oil prices fall on hopes of a deal", "", ""},
		{"England beat New Zealand by four wickets", "", ""},
		{"World Health Organization warns of Ebola", "", ""},
		{"Tariff on wine is near, the New York Post reported", "", ""},
		{"Republican PACs fund Democratic primaries", "", ""},
		{"Renaissance names David Parsons as deputy head",
			"Parsons has been there for six years.", ""},
		{"The results are out", "Parsons shares have risen for six years.", "PSN:mention"},
		{"Invisalign sales disappoint", "", "ALGN:about"},
		{"Linde plc earnings call summary", "", "LIN:about"},
		{"Carlyle raises a new fund", "", "CG:about"},
		{"SpaceX launches its biggest rocket yet", "", "SPCX:about"},
		{"Telstra lifts its dividend", "", "TLS.AX:about"},
		{"Cathay Pacific to resume flights", "", "0293.HK:about"},
		{"Head of Geely Auto steps down", "", "GELHY:about"},
		{"Hugo Boss reviews the offer of Frasers Group", "",
			"BOSS.DE:about FRAS.L:about"},
		{"Instacart cuts jobs", "", "CART:about"},
		{"WhatsApp adds usernames", "", "META:about"},
		{"Jensen Huang sells shares", "", "NVDA:about"},
		{"Nestlé names a new chief", "", "NESN.SW:about"},
		{"Estee Lauder shares fall", "", "EL:about"},
		{"Facebook owner faces a fine", "", "META:about"},
		{"삼성전자는 신제품을 발표했다", "", "005930.KS:about"},
		{"英伟达股价上涨", "", "NVDA:about"},
		{"トヨタ自動車が新型車を発表", "", "TM:about"},
		{"Газпром снизил добычу", "", "GAZP.ME:about"},
		{"أرامكو السعودية ترفع الأسعار", "", "2222.SR:about"},
	};

	assert_companies(*state, cases, COUNT(cases));
}

static void
a_company_beside_it_tells_what_a_word_of_a_list_means(void **state)
{
	static const struct item_case cases[] = {
		{"Today's movers: Seagate, Target, Intel and more", "",
			"INTC:mention STX:mention TGT:mention"},
		{"KVUE vs. PFE: which is the better value?", "", "KVUE:about PFE:about"},
		{"Range, target and scope: the words of a painter", "", ""},
		{"Microsoft, target of hackers, responds", "", "MSFT:about"},
	};

	assert_companies(*state, cases, COUNT(cases));
}

static void
tickers_count_where_they_are_written_as_such(void **state)
{
	static const struct item_case cases[] = {
		{"Traders pile into $META", "", "META:about"},
		{"Results (NASDAQ: META)", "", "META:about"},
		{"Results (Nasdaq: GOOG, GOOGL)", "", "GOOGL:about"},
		{"NYSE:BRK.B rises", "", "BRK-B:about"},
		{"Gains in <AAPL.O>", "", "AAPL:about"},
		{"Form 8-K (0001326801)", "", "META:about"},
		{"Gains in Apple's rival (MSFT.O)", "", "AAPL:mention MSFT:about"},
		{"Form 8-K, CIK: 1326801", "", "META:about"},
		{"Results (LON: TSCO)", "", "TSCO.L:about"},
		{"Results of <TSCO.L>", "", "TSCO.L:about"},
		{"Results (005930.KS)", "", "005930.KS:about"},
		{"ETR:RHM at a record", "", "RHM.DE:about"},
		{"LON:META is nobody's", "", ""},
		{"Rightmove (LSE:RMV) at a low", "", "RMVEY:about"},
		{"A view of its value (ENXTPA:ML)", "", "ML.PA:about"},
		{"A view of its value (XTRA:HEN3)", "", "HEN3.DE:about"},
		{"TSX:MSFT is nobody's", "", ""},
		{"US$ rises against the yen", "", ""},
		{"Artificial intelligence (AI) is everywhere", "", ""},
		{"All eyes ON the ALL new car", "", ""},
	};

	assert_companies(*state, cases, COUNT(cases));
}

static void
words_that_are_companies_too_count_only_where_they_name_one(void **state)
{
	static const struct item_case cases[] = {
		{"Apple unveils new iPhone", "", "AAPL:about"},
		{"Why apple growers fear a late frost", "", ""},
		{"Grandmother's apple pie wins the fair", "", ""},
		{"Target recalls toys", "", "TGT:about"},
		{"Broker raises price target", "", ""},
		{"Central bank misses inflation target again", "", ""},
		{"Gap raises its forecast", "", "GAP:about"},
		{"The gender pay gap widens", "", ""},
		{"Amazon hires 10,000 workers", "", "AMZN:about"},
		{"Fires spread in the Amazon rainforest", "", ""},
		{"Visa profit beats estimates", "", "V:about"},
		{"Student visa rules change", "", ""},
		{"Snap shares slump after results", "", "SNAP:about"},
		{"Premier calls a snap election", "", ""},
		{"Delta cuts its profit forecast", "", "DAL:about"},
		{"Delta variant spreads in schools", "", ""},
		{"Shell sells its refinery", "", "SHEL:about"},
		{"Harrison Ford injured on the set", "", ""},
		{"Ford recalls 100,000 trucks", "", "F:about"},
		{"Oracle raises its outlook", "", "ORCL:about"},
		{"The Oracle of Delphi was a priestess", "", ""},
		{"Block shares fall", "", "XYZ:about"},
		{"Neighbours block the road", "", ""},
		{"Tour peloton splits in the crosswinds", "", ""},
		{"Hilton raises its profit forecast", "", "HLT:about"},
		{"Paris Hilton launches a perfume", "", ""},
		{"Storm hits Eaton, Ohio", "", ""},
		{"A fire in Fairfax County is out", "", ""},
		{"Apollo astronauts return to the White House", "", ""},
		{"Apollo Global raises a fund", "", "APO:about"},
		{"The board thanked Mr. Williams for his service", "", ""},
		{"Offices opened in Westlake Village last week", "", ""},
		{"Meta Cuts 600 Jobs", "", "META:about"},
		{"Strength of the Magnificent Seven fades", "",
			"AAPL:mention AMZN:mention GOOGL:mention META:mention MSFT:mention "
			"NVDA:mention TSLA:mention"},
	};

	assert_companies(*state, cases, COUNT(cases));
}

static void
a_word_of_the_dictionary_is_told_where_it_stands_as_a_word(void **state)
{
	static const struct item_case cases[] = {
		{"Hull City beat Leeds in the final", "", ""},
		{"Gold sinks to a low", "", ""},
		{"Gold.com raises its outlook", "", "GOLD:about"},
		{"Deal signed on the Sea of Azov", "The Sea was calm.", ""},
		{"The Block said it won", "", ""},
		{"Offers came in for Block 95 in the jungle", "", ""},
		{"Stripe's $8 billion deal shows where the money is", "", "stripe:about"},
		{"Heat of 46° Celsius was measured in the city", "", ""},
		{"Celsius shares jump", "", "CELH:about"},
		{"Two-Year Gap", "", ""},
		{"Army says American air power decided it", "", ""},
		{"Colombians vote on Petro's agenda", "", ""},
		{"'Hyperscale' data centre planned in the north", "", ""},
		{"Sarah Parsons opens her film", "Parsons said it was hard.", ""},
		{"Apple's moment comes at a Turning Point", "", "AAPL:about"},
		{"Turning Point raises its sales outlook", "", "TPB:about"},
		{"Gangs such as First Capital Command are outlawed", "", ""},
		{"The National Bank of Ethiopia lifts its cap", "", ""},
		{"Daredevils scale the Empire State Building", "", ""},
		{"Country Wants Its Large Pension Pool to Build the Roads", "", ""},
		{"Broker Says New Siri Strategy Could Strengthen Its Position", "", ""},
		{"Payment Giants Stripe and Visa Said to Be Among Backers", "",
			"V:about stripe:about"},
		{"Why Grail stock soared this week", "", "GRAL:about"},
		{"Argos waited for Odysseus", "", ""},
		{"Peter Jackson opens the festival", "", ""},
		{"Flutter raises its outlook", "Peter Jackson, who leads it, was pleased.",
			"FLUT:about"},
		{"Dan Ives predicts a Tesla merger", "", "TSLA:about"},
		{"Lindsey Graham dies at 71", "", ""},
		{"Movers: AGCO, Crane and Deere", "", "AGCO:about CR:mention DE:mention"},
	};

	assert_companies(*state, cases, COUNT(cases));
}

static void
players_and_teams_are_no_companies(void **state)
{
	static const struct item_case cases[] = {
		{"Cummins took five wickets", "The captain led Australia in the first innings.",
			""},
		{"KKR's win over Mumbai sets an IPL record", "", "KKR:about"},
		{"KKR's win over Mumbai sets an IPL record",
			"Teams batting second won the matches.", ""},
		{"Visa renews its World Cup deal", "The league and its season go on.", "V:about"},
		{"Cummins shares rise on an order from a football league", "", "CMI:about"},
		{"Cummins raises its profit forecast",
			"Sales to football clubs of the league rose.", "CMI:about"},
	};

	assert_companies(*state, cases, COUNT(cases));
}

static void
what_the_item_names_in_full_is_not_told_as_the_company(void **state)
{
	static const struct item_case cases[] = {
		{"Police hold five over the killing of a Delta singer",
			"A Delta State court remanded the men.", ""},
		{"Police hold five over the killing of a Delta singer", "", "DAL:about"},
		{"Abbott's 'welcome home' message",
			"The message was written by Governor Greg Abbott himself.", ""},
		{"Delta shares fall", "The plane landed in Delta State.", "DAL:about"},
		{"A referee was held at Miami International Airport", "", ""},
		{"Miami International raises its outlook", "", "MIAX:about"},
	};

	assert_companies(*state, cases, COUNT(cases));
}

static void
letters_that_stand_for_other_things_are_no_companies(void **state)
{
	static const struct item_case cases[] = {
		{"DeepSeek hires as it pursues AGI", "", "deepseek:about"},
		{"FG eyes a system to tackle piracy", "", ""},
		{"ADC faces a crisis of its leadership", "", ""},
		{"Books are to be ready by Nov. The panel has 20 members", "", ""},
		{"NOV raises its outlook", "", "NOV:about"},
	};

	assert_companies(*state, cases, COUNT(cases));
}

static void
a_place_behind_it_is_where_the_company_is(void **state)
{
	static const struct item_case cases[] = {
		{"Top Goldman Asia banker takes a new role", "", "GS:about"},
		{"Plant to restart for new GM EVs", "", "GM:about"},
		{"GM U.S. August sales fall 20 percent", "", "GM:about"},
		{"Two wildfires burn in Southwest France", "", ""},
	};

	assert_companies(*state, cases, COUNT(cases));
}

static void
a_ticker_in_brackets_is_not_told_behind_somebody_elses_name(void **state)
{
	static const struct item_case cases[] = {
		{"Lawmakers from the Kuomintang (KMT) protest", "", ""},
		{"Why Kennametal (KMT) is up today", "", "KMT:about"},
		{"Why Bandwidth (BAND) is up today", "", "BAND:about"},
		{"Why monday.com (MNDY) is up today", "", "MNDY:about"},
		{"Chips gain as money flows (MU, AVGO, NVDA) again", "",
			"AVGO:mention MU:mention NVDA:mention"},
		{"What to know of pricing power (REYN)", "", "REYN:about"},
		{"Agents of Customs Enforcement (ICE) were there", "", ""},
	};

	assert_companies(*state, cases, COUNT(cases));
}

static void
a_name_in_katakana_is_a_whole_word(void **state)
{
	static const struct item_case cases[] = {
		{"アップルの新製品", "", "AAPL:about"},
		{"モルガン・スタンレーの予想", "", "MS:about"},
		{"ﾃｽﾗ株が急落", "", "TSLA:about"},
		{"アップルパイのレシピ", "", ""},
		{"サンアップル祭り", "", ""},
	};

	assert_companies(*state, cases, COUNT(cases));
}

static void
a_river_or_a_forest_is_no_company_in_any_script(void **state)
{
	static const struct item_case cases[] = {
		{"亚马逊公司发布财报", "", "AMZN:about"},
		{"亚马逊雨林火灾", "", ""},
		{"アマゾンが値上げ", "", "AMZN:about"},
		{"アマゾン川の洪水", "", ""},
		{"比亚迪销量增长", "", "BYDDF:about"},
		{"Акции Газпрома выросли", "", "GAZP.ME:about"},
		{"टाटा मोटर्स का मुनाफा", "", "TATAMOTORS.NS:about"},
	};

	assert_companies(*state, cases, COUNT(cases));
}

static void
an_index_is_no_company(void **state)
{
	static const struct item_case cases[] = {
		{"Nasdaq falls 2% as chips slide", "", ""},
		{"The Dow closes at a record", "", ""},
		{"S&P 500 ends higher", "", ""},
		{"S&P Global to buy a data firm", "", "SPGI:about"},
		{"Nikkei slips as the yen firms", "", ""},
	};

	assert_companies(*state, cases, COUNT(cases));
}

static void
the_longest_name_wins(void **state)
{
	static const struct item_case cases[] = {
		{"HDFC Bank profit rises", "", "HDB:about"},
		{"American Express raises fees", "", "AXP:about"},
		{"American Airlines cuts routes", "", "AAL:about"},
		{"Bank of America beats estimates", "", "BAC:about"},
		{"Deutsche Bank trims costs", "", "DB:about"},
		{"Coca-Cola Consolidated raises dividend", "", "COKE:about"},
	};

	assert_companies(*state, cases, COUNT(cases));
}

static void
the_one_that_an_item_is_about_is_told_from_those_it_mentions(void **state)
{
	static const struct item_case cases[] = {
		{"Pfizer wins approval for its vaccine",
			"Pfizer said on Monday the regulator had agreed. Its shares rose. The "
			"agency "
			"spoke of a broad trial in many hospitals with patients of all ages over "
			"three years of follow-up and few side effects, it added later in the day "
			"in "
			"a note. Moderna has a rival product.",
			"MRNA:mention PFE:about"},
	};

	assert_companies(*state, cases, COUNT(cases));
}

static void
an_item_that_names_many_is_a_round_up_about_none(void **state)
{
	const struct verdict *verdict = watching_read(*state,
		"Movers: Pfizer, Netflix, Nvidia, Boeing, Starbucks, Pepsi, Nike, Disney, Uber",
		"");

	assert_true(verdict->is_round_up);
	assert_int_equal(verdict->n_companies, 9);
	for (size_t i = 0; i < verdict->n_companies; i++)
		assert_int_equal(verdict->companies[i].role, ROLE_MENTION);
}

static void
what_the_feed_itself_says_counts(void **state)
{
	static const struct span tickers[] = {{"NASDAQ:META", 11}, {"TSX:ABC", 7}, {"", 0}};
	struct watch_item item = {
		.title = SPAN("Quarterly results"), .tickers = tickers, .n_tickers = 3};
	const struct verdict *verdict = watching_read_item(*state, &item);

	assert_int_equal(verdict->n_companies, 1);
	assert_string_equal(verdict->companies[0].company->id, "META");
	assert_int_equal(verdict->companies[0].evidence[0].kind, EVIDENCE_FEED_TICKER);
	assert_int_equal(verdict->companies[0].evidence[0].field, FIELD_TICKERS);
}

static void
what_the_feed_itself_says_may_be_of_any_exchange_or_a_number_of_the_sec(void **state)
{
	static const struct {
		struct span ticker;
		const char *companies;
	} cases[] = {
		{SPAN_INIT("NYSE: BRK.B"), "BRK-B:mention"},
		{SPAN_INIT("CIK:0001326801"), "META:mention"},
		{SPAN_INIT("CIK:9999999999"), ""},
		{SPAN_INIT("CIK:"), ""},
		{SPAN_INIT("LSE:TSCO"), "TSCO.L:mention"},
		{SPAN_INIT("LSE:META"), ""},
		{SPAN_INIT("TSCO.L"), "TSCO.L:mention"},
		{SPAN_INIT("MARS:META"), ""},
		{SPAN_INIT(":"), ""},
	};
	struct buf line;

	buf_init(&line, BUF_UNLIMITED);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct watch_item item = {.title = SPAN("Quarterly results"),
			.tickers = &cases[i].ticker,
			.n_tickers = 1};

		watching_companies(watching_read_item(*state, &item), &line);
		if (!span_equal(buf_span(&line), span_of(cases[i].companies)))
			fail_msg("'%.*s': got '%.*s', want '%s'", SPAN_ARGS(cases[i].ticker),
				SPAN_ARGS(buf_span(&line)), cases[i].companies);
	}
	buf_release(&line);
}

static void
a_company_s_own_newsroom_is_known_by_its_address(void **state)
{
	static const struct {
		struct span url;
		const char *companies;
	} cases[] = {
		{SPAN_INIT("https://nvidianews.nvidia.com/news/a-new-chip"), "NVDA:about"},
		{SPAN_INIT("https://www.apple.com/newsroom/2026/01/update/"), "AAPL:about"},
		{SPAN_INIT("https://investor.costco.com/rss/"), "COST:about"},
		{SPAN_INIT("https://www.apple.com/shop/"), ""},
		{SPAN_INIT("https://www.reuters.com/news/"), ""},
		{SPAN_INIT("https://news.example.com/nvidia/"), ""},
		{SPAN_INIT("https://news.nvidia.com.example.net/"), ""},
		{SPAN_INIT("https://news.medium.com/nvidia"), ""},
		{SPAN_INIT("https://com/news"), ""},
		{SPAN_INIT("news.nvidia.com"), ""},
		{SPAN_INIT(""), ""},
	};
	struct buf line;

	buf_init(&line, BUF_UNLIMITED);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct watch_item item = {.title = SPAN("Our results"), .feed_url = cases[i].url};

		watching_companies(watching_read_item(*state, &item), &line);
		if (!span_equal(buf_span(&line), span_of(cases[i].companies)))
			fail_msg("'%.*s': got '%.*s', want '%s'", SPAN_ARGS(cases[i].url),
				SPAN_ARGS(buf_span(&line)), cases[i].companies);
	}
	buf_release(&line);
}

static void
a_ticker_in_signs_is_not_told_twice(void **state)
{
	const struct verdict *verdict = watching_read(*state, "Results (AAPL)", "");

	assert_int_equal(verdict->n_companies, 1);
	for (size_t i = 0; i < verdict->companies[0].n_evidence; i++)
		assert_int_not_equal(verdict->companies[0].evidence[i].kind, EVIDENCE_TICKER);
}

static void
a_publishers_own_name_is_no_news(void **state)
{
	static const char *const signatures[] = {"Rains flood the coast - New York Times",
		"Rains flood the coast | The New York Times",
		"Rains flood the coast \xe2\x80\x94 Reuters", "Rains flood the coast (Reuters)"};
	struct watch_item item = {.title = SPAN("Rains flood the coast - Thomson Reuters"),
		.source = SPAN("Thomson Reuters")};

	assert_int_equal(watching_read_item(*state, &item)->n_companies, 0);
	for (size_t i = 0; i < COUNT(signatures); i++)
		assert_int_equal(watching_read(*state, signatures[i], "")->n_companies, 0);
}

static void
evidence_points_at_its_words(void **state)
{
	static const char *title = "Größe zählt: Nvidia's profit";
	const struct verdict *verdict = watching_read(*state, title, "");
	const struct evidence *evidence = verdict->companies[0].evidence;

	assert_int_equal(verdict->n_companies, 1);
	for (size_t i = 0; i < verdict->companies[0].n_evidence; i++) {
		assert_int_equal(evidence[i].field, FIELD_TITLE);
		assert_span(
			span_make(title + evidence[i].start, evidence[i].end - evidence[i].start),
			"Nvidia");
		assert_span(evidence[i].text, "Nvidia");
	}
	assert_true(
		verdict->companies[0].confidence > 0.5 && verdict->companies[0].confidence <= 1);
}

static void
a_near_miss_says_why_not(void **state)
{
	const struct verdict *verdict =
		watching_read(*state, "Harrison Ford injured on the set", "");

	assert_int_equal(verdict->n_companies, 0);
	verdict = watching_read(*state, "Mark Eaton dies at 64", "");
	assert_int_equal(verdict->n_companies, 0);
	assert_int_equal(verdict->n_near_misses, 1);
	assert_string_equal(verdict->near_misses[0].company->id, "ETN");
	assert_string_equal(verdict->near_misses[0].reason, "after a first name");
	assert_true(verdict->near_misses[0].confidence < 0.5);
}

static void
the_same_item_always_gives_the_same_verdict(void **state)
{
	struct buf first, again;

	buf_init(&first, BUF_UNLIMITED);
	buf_init(&again, BUF_UNLIMITED);
	watching_companies(
		watching_read(*state, "Apple sues Google over Android", "Amazon looks on."),
		&first);
	for (int i = 0; i < 5; i++) {
		watching_read(*state, "Something else about Tesla", "");
		watching_companies(
			watching_read(*state, "Apple sues Google over Android", "Amazon looks on."),
			&again);
		assert_true(span_equal(buf_span(&first), buf_span(&again)));
	}
	buf_release(&first);
	buf_release(&again);
}

static void
hostile_text_is_survived(void **state)
{
	static char deep[200000];
	struct watch_item item = {.title = SPAN("\xff\xfe Nvidia \xc3"), .text = {deep, 0}};

	for (size_t i = 0; i + 8 <= sizeof deep; i += 8)
		memcpy(deep + i, "(META,$A", 8);
	item.text = span_make(deep, sizeof deep);
	assert_true(watching_read_item(*state, &item)->n_companies >= 2);
	memset(deep, '(', sizeof deep);
	watching_read_item(*state, &item);
	item.text = span_make("\0\0Apple\0", 8);
	watching_read_item(*state, &item);
	item = (struct watch_item){0};
	assert_int_equal(watching_read_item(*state, &item)->n_companies, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_company_is_known_by_each_of_its_names),
		cmocka_unit_test(a_company_beside_it_tells_what_a_word_of_a_list_means),
		cmocka_unit_test(tickers_count_where_they_are_written_as_such),
		cmocka_unit_test(words_that_are_companies_too_count_only_where_they_name_one),
		cmocka_unit_test(a_word_of_the_dictionary_is_told_where_it_stands_as_a_word),
		cmocka_unit_test(players_and_teams_are_no_companies),
		cmocka_unit_test(what_the_item_names_in_full_is_not_told_as_the_company),
		cmocka_unit_test(letters_that_stand_for_other_things_are_no_companies),
		cmocka_unit_test(a_place_behind_it_is_where_the_company_is),
		cmocka_unit_test(a_ticker_in_brackets_is_not_told_behind_somebody_elses_name),
		cmocka_unit_test(a_name_in_katakana_is_a_whole_word),
		cmocka_unit_test(a_river_or_a_forest_is_no_company_in_any_script),
		cmocka_unit_test(an_index_is_no_company),
		cmocka_unit_test(the_longest_name_wins),
		cmocka_unit_test(the_one_that_an_item_is_about_is_told_from_those_it_mentions),
		cmocka_unit_test(an_item_that_names_many_is_a_round_up_about_none),
		cmocka_unit_test(what_the_feed_itself_says_counts),
		cmocka_unit_test(
			what_the_feed_itself_says_may_be_of_any_exchange_or_a_number_of_the_sec),
		cmocka_unit_test(a_company_s_own_newsroom_is_known_by_its_address),
		cmocka_unit_test(a_ticker_in_signs_is_not_told_twice),
		cmocka_unit_test(a_publishers_own_name_is_no_news),
		cmocka_unit_test(evidence_points_at_its_words),
		cmocka_unit_test(a_near_miss_says_why_not),
		cmocka_unit_test(the_same_item_always_gives_the_same_verdict),
		cmocka_unit_test(hostile_text_is_survived),
	};

	return cmocka_run_group_tests(tests, watching_open_directory, watching_close_directory);
}
