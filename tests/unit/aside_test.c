#include "tests/unit/test.h"

#include "tests/lib/watching.h"

/* A headline, and the companies that it is about or mentions. */
struct headline_case {
	const char *title, *companies;
};

static void
assert_companies(struct watching *watching, const struct headline_case *cases)
{
	struct buf line;

	buf_init(&line, BUF_UNLIMITED);
	for (; cases->title != NULL; cases++) {
		watching_companies(watching_read(watching, cases->title, ""), &line);
		if (!span_equal(buf_span(&line), span_of(cases->companies)))
			fail_msg("'%s': got '%.*s', want '%s'", cases->title,
				SPAN_ARGS(buf_span(&line)), cases->companies);
	}
	buf_release(&line);
}

static void
a_platform_is_mentioned_where_something_was_posted(void **state)
{
	static const struct headline_case cases[] = {
		{"The minister said in a Facebook post that talks go on", "META:mention"},
		{"Singer shares wedding photos on Instagram", "META:mention"},
		{"Striker takes to Instagram to thank the fans", "META:mention"},
		{"Exam paper was sent via WhatsApp", "META:mention"},
		{"Singer shares photos on YouTube and Instagram", "GOOGL:mention META:mention"},
		{"Regulator imposes ban on Facebook", "META:about"},
		{"Users sue over a new feature on Instagram", "META:about"},
		{"Facebook's page design changes", "META:about"},
		{"Court fines Facebook over data", "META:about"},
		{"Watchdog orders WhatsApp chat service to open up", "META:about"},
		{NULL, NULL},
	};

	assert_companies(*state, cases);
}

static void
a_shop_is_mentioned_where_something_happened(void **state)
{
	static const struct headline_case cases[] = {
		{"Man shot outside a Walmart in Ohio", "WMT:mention"},
		{"Driver arrested near a Costco parking lot", "COST:mention"},
		{"Strike at a Walmart warehouse enters its second week", "WMT:about"},
		{"Fire at Walmart costs the chain millions", "WMT:about"},
		{NULL, NULL},
	};

	assert_companies(*state, cases);
}

static void
a_house_is_mentioned_where_it_judges_others(void **state)
{
	static const struct headline_case cases[] = {
		{"Goldman Sachs upgrades Apple to buy", "AAPL:about GS:mention"},
		{"UBS maintains Neutral on Nike, lowers price target to $70",
			"NKE:about UBS:mention"},
		{"Nike price target raised to $90 at Morgan Stanley", "MS:mention NKE:about"},
		{"Nike shares fall after UBS downgrade", "NKE:about UBS:mention"},
		{"Evercore ISI Group initiates coverage on Nike with Outperform rating",
			"EVR:mention NKE:about"},
		{"Citigroup and UBS cut Nike price targets", "C:mention NKE:about UBS:mention"},
		{"Oil could fall to $50, Citigroup says", "C:mention"},
		{"Rates to stay high: Morgan Stanley", "MS:mention"},
		{"Growth slows, according to Goldman Sachs", "GS:mention"},
		{"Goldman Sachs analysts expect a weaker dollar", "GS:mention"},
		{NULL, NULL},
	};

	assert_companies(*state, cases);
}

static void
a_house_is_told_where_the_news_is_its_own(void **state)
{
	static const struct headline_case cases[] = {
		{"Goldman Sachs upgraded to buy at UBS", "GS:about UBS:mention"},
		{"Nomura Maintains Buy on Goldman Sachs, Raises Price Target",
			"GS:about NMR:mention"},
		{"JPMorgan raises its profitability target", "JPM:about"},
		{"JPMorgan Chase shares outperform the market", "JPM:about"},
		{"Citigroup cuts 2,000 jobs", "C:about"},
		{"Apple upgrades the iPhone", "AAPL:about"},
		{NULL, NULL},
	};

	assert_companies(*state, cases);
}

static void
a_company_is_mentioned_by_what_another_is_to_it(void **state)
{
	static const struct headline_case cases[] = {
		{"Nvidia-backed CoreWeave to build a data centre", "CRWV:about NVDA:mention"},
		{"Nvidia's rival AMD gains ground", "AMD:about NVDA:mention"},
		{NULL, NULL},
	};

	assert_companies(*state, cases);
}

static void
a_headline_of_two_companies_is_about_both(void **state)
{
	static const struct headline_case cases[] = {
		{"Apple sues Samsung over screens", "005930.KS:about AAPL:about"},
		{"Court rules in long patent case of Nike and Lululemon", "LULU:about NKE:about"},
		{NULL, NULL},
	};

	assert_companies(*state, cases);
}

static void
the_label_of_a_button_names_nobody(void **state)
{
	static const struct headline_case cases[] = {
		{"Share on Facebook", ""},
		{"Follow us on Facebook and YouTube", ""},
		{"Share on Facebook Share on Twitter Share on LinkedIn", ""},
		{NULL, NULL},
	};

	assert_companies(*state, cases);
}

static void
what_is_aside_once_and_told_again_is_told(void **state)
{
	const struct verdict *verdict = watching_read(*state,
		"A video posted on Facebook caused a riot",
		"Facebook removed it after two days and said that its filters had failed. Meta's "
		"spokesman declined to say more.");

	assert_int_equal(verdict->n_companies, 1);
	assert_int_equal(verdict->companies[0].role, ROLE_MENTION);
	assert_true(verdict->companies[0].relevance > 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_platform_is_mentioned_where_something_was_posted),
		cmocka_unit_test(a_shop_is_mentioned_where_something_happened),
		cmocka_unit_test(a_house_is_mentioned_where_it_judges_others),
		cmocka_unit_test(a_house_is_told_where_the_news_is_its_own),
		cmocka_unit_test(a_company_is_mentioned_by_what_another_is_to_it),
		cmocka_unit_test(a_headline_of_two_companies_is_about_both),
		cmocka_unit_test(the_label_of_a_button_names_nobody),
		cmocka_unit_test(what_is_aside_once_and_told_again_is_told),
	};

	return cmocka_run_group_tests(tests, watching_open_directory, watching_close_directory);
}
