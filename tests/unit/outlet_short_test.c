#include "tests/unit/test.h"

#include "aggregator/outlet_short.h"

static void
a_slogan_is_cut_to_a_name(void **state)
{
	static const struct {
		const char *title;
		const char *name;
	} cases[] = {
		{"Reuters", "Reuters"},
		{"Top stories - Google News", "Top stories - Google News"},
		{"GlobeNewswire - Public Companies (written example)", "GlobeNewswire"},
		{"HuffPost - Breaking News, U.S. and World News", "HuffPost"},
		{"Business Wire: Retail News (written example)", "Business Wire"},
		{"www.telegraph.co.uk for the latest news from the UK and the world.",
			"www.telegraph.co.uk for the latest news"},
		{"A: of everything and more than anybody could read",
			"A: of everything and more than anybody"},
		{"https://feeds.example.com/a/very/long/path/without/a/blank",
			"https://feeds.example.com/a/very/long/pa"},
		{"\xe3\x83\x8b\xe3\x83\xa5\xe3\x83\xbc\xe3\x82\xb9\xe9\x80\x9f\xe5\xa0\xb1\xe3\x83"
		 "\x8b\xe3\x83\xa5\xe3\x83\xbc\xe3\x82\xb9\xe9\x80\x9f\xe5\xa0\xb1\xe3\x83\x8b",
			"\xe3\x83\x8b\xe3\x83\xa5\xe3\x83\xbc\xe3\x82\xb9\xe9\x80\x9f\xe5\xa0\xb1"
			"\xe3\x83\x8b\xe3\x83\xa5\xe3\x83\xbc\xe3\x82\xb9\xe9\x80\x9f\xe5\xa0\xb1"
			"\xe3\x83\x8b"},
		{"", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_span(outlet_short(span_of(cases[i].title)), cases[i].name);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_slogan_is_cut_to_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
