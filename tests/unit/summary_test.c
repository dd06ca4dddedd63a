#include "tests/unit/test.h"

#include "aggregator/story/boilerplate.h"
#include "aggregator/story/headline.h"
#include "aggregator/story/sentence.h"
#include "aggregator/story/stories.h"
#include "aggregator/story/summary.h"
#include "feeds/base/arena.h"
#include "feeds/base/buf.h"

struct split_case {
	const char *text;
	const char *want; /* sentences, '|' between each two */
};

static const struct split_case splits[] = {
	{"One. Two! Three?", "One.|Two!|Three?"},
	{"Meta Platforms Inc. has postponed it. More follows.",
		"Meta Platforms Inc. has postponed it.|More follows."},
	{"It was bought by Hess Corp. The price was $53 billion.",
		"It was bought by Hess Corp.|The price was $53 billion."},
	{"Mr. Wang met Sen. Warren on Jan. 5. They spoke.",
		"Mr. Wang met Sen. Warren on Jan. 5.|They spoke."},
	{"The U.S. economy grew 3.5 percent. It slowed in the U.K. later.",
		"The U.S. economy grew 3.5 percent.|It slowed in the U.K. later."},
	{"\"It works,\" he said. \"It really does.\" Nobody doubts it.",
		"\"It works,\" he said.|\"It really does.\"|Nobody doubts it."},
	{"He said \xe2\x80\x9cyes.\xe2\x80\x9d She left.",
		"He said \xe2\x80\x9cyes.\xe2\x80\x9d|She left."},
	{"It sank. (Nobody was hurt. The crew swam.) It was old.",
		"It sank.|(Nobody was hurt. The crew swam.)|It was old."},
	{"He said \xe2\x80\x9cWe sold it. It was old.\xe2\x80\x9d Shares rose.",
		"He said \xe2\x80\x9cWe sold it. It was old.\xe2\x80\x9d|Shares rose."},
	{"A bracket (that is open. It goes on.\nNext.",
		"A bracket (that is open. It goes on.|Next."},
	{"It rose 5% (from 4%). It fell.", "It rose 5% (from 4%).|It fell."},
	{"A heading\nThen a sentence.", "A heading|Then a sentence."},
	{"J. P. Morgan rose. Shares fell.", "J. P. Morgan rose.|Shares fell."},
	{"Visit example.com today. Bye.", "Visit example.com today.|Bye."},
	{"Sales rose 4.5% vs. 3% a year ago.", "Sales rose 4.5% vs. 3% a year ago."},
	{"\xe5\x88\xa9\xe7\x9b\x8a\xe5\xa2\x97\xe3\x80\x82\xe6\xa0\xaa\xe9\xab\x98\xe3\x80\x82",
		"\xe5\x88\xa9\xe7\x9b\x8a\xe5\xa2\x97\xe3\x80\x82|"
		"\xe6\xa0\xaa\xe9\xab\x98\xe3\x80\x82"},
	{"", ""},
	{"   \n  ", ""},
};

static void
a_text_is_split_into_sentences(void **state)
{
	struct buf got;

	(void)state;
	buf_init(&got, 4096);
	for (size_t i = 0; i < sizeof splits / sizeof *splits; i++) {
		struct span rest = span_of(splits[i].text);
		struct span sentence;

		buf_clear(&got);
		while (sentence_next(&rest, &sentence)) {
			if (got.len > 0)
				buf_add_byte(&got, '|');
			buf_add(&got, sentence);
		}
		if (!span_equal(buf_span(&got), span_of(splits[i].want)))
			fail_msg("got '%s', want '%s'", buf_string(&got), splits[i].want);
	}
	buf_release(&got);
}

static void
a_cut_sentence_is_not_whole(void **state)
{
	(void)state;
	assert_true(sentence_is_whole(SPAN("It works.")));
	assert_true(sentence_is_whole(SPAN("\"It works.\"")));
	assert_true(sentence_is_whole(SPAN("Does it?")));
	assert_false(sentence_is_whole(SPAN("It works...")));
	assert_false(sentence_is_whole(SPAN("It works \xe2\x80\xa6")));
	assert_false(sentence_is_whole(SPAN("A heading")));
	assert_true(sentence_is_whole(SPAN("(It works. It does.)")));
	assert_false(sentence_is_whole(SPAN("(It works.")));
	assert_false(sentence_is_whole(SPAN("It works.)")));
	assert_false(sentence_is_whole(SPAN("")));
}

static void
boilerplate_is_known(void **state)
{
	static const char *const yes[] = {
		"This article is for informational purposes only and is no advice.",
		"The post Acme rises appeared first on Market Blog.",
		"Sign up for our newsletter.",
		"Reporting by Jane Doe; editing by John Doe.",
		"Click here to read more.",
		"Nothing here constitutes investment advice.",
	};
	static const char *const no[] = {
		"Acme said users who subscribe to its service pay $5.",
		"The post office will close 300 branches.",
		"Shares of Acme rose 4 percent after the news.",
	};

	(void)state;
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		if (!boilerplate_is(span_of(yes[i])))
			fail_msg("'%s' is boilerplate", yes[i]);
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		if (boilerplate_is(span_of(no[i])))
			fail_msg("'%s' is news", no[i]);
}

static void
a_dateline_is_skipped(void **state)
{
	static const char *const cases[][2] = {
		{"NEW YORK, May 12 (Reuters) - Acme rose.", "Acme rose."},
		{"SAN JOSE, Calif., May 12, 2026 (GLOBE NEWSWIRE) -- Acme rose.", "Acme rose."},
		{"AUSTIN, Texas, May 12, 2026 /PRNewswire/ -- Acme rose.", "Acme rose."},
		{"(Bloomberg) -- Acme rose.", "Acme rose."},
		{"LONDON \xe2\x80\x94 Acme rose.", "Acme rose."},
		{"Acme - the maker of anvils - rose.", "Acme - the maker of anvils - rose."},
		{"Acme rose.", "Acme rose."},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_span(boilerplate_skip_dateline(span_of(cases[i][0])), cases[i][1]);
}

/* As publishers send it: the title again as the lead, twice, headings, a disclaimer. */
static const char article[] =
	"Acme's repeated delays in releasing its anvil show the gap between plan and product.\n"
	"Acme's repeated delays in releasing its anvil show the gap between plan and product.\n"
	"\n"
	"Acme Corp. has postponed the release of its new anvil for nearly two months. "
	"\"The anvil will be coming soon,\" the company wrote in April. It has yet to arrive.\n"
	"A Strategic Pivot\n"
	"The anvil is the first that Acme casts itself, and it costs $145 million to make.\n"
	"This article is for informational purposes only and does not constitute advice.";
static const char title[] =
	"Acme's repeated delays in releasing its anvil show the gap between plan and product.";

static void
a_repeated_lead_is_told_once(void **state)
{
	struct arena *arena = arena_new();
	struct span summary =
		summary_of_text(span_of(article), span_of(title), SUMMARY_BYTES_USUAL, arena);

	(void)state;
	assert_span(summary,
		"Acme Corp. has postponed the release of its new anvil for nearly two months. "
		"\"The anvil will be coming soon,\" the company wrote in April. "
		"It has yet to arrive.");
	arena_free(arena);
}

struct summary_case {
	const char *text;
	size_t max_bytes;
	const char *want;
};

static const struct summary_case summaries[] = {
	{"", 400, ""},
	{"A standfirst without a stop says what happened", 400,
		"A standfirst without a stop says what happened"},
	{"A standfirst that was cut in the middle of a...", 400, ""},
	{"Shares rose on Monday after results. Then they were cut in the [...]", 400,
		"Shares rose on Monday after results."},
	{"The post Acme rises appeared first on Market Blog.", 400, ""},
	{"One sentence that is much too long for the place that it has here.", 30,
		"One sentence that is much\xe2\x80\xa6"},
	{"The first one fits in here. The second one does not fit any more.", 40,
		"The first one fits in here."},
	{"LONDON, May 12 (Reuters) - Acme rose four percent on Monday.", 400,
		"Acme rose four percent on Monday."},
};

static void
a_summary_is_whole_sentences_without_boilerplate(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof summaries / sizeof *summaries; i++) {
		struct span got = summary_of_text(
			span_of(summaries[i].text), SPAN("Title"), summaries[i].max_bytes, arena);

		assert_true(got.len <= summaries[i].max_bytes);
		assert_span(got, summaries[i].want);
	}
	arena_free(arena);
}

static void
the_best_source_is_summed_up(void **state)
{
	struct arena *arena = arena_new();
	const struct story_member members[] = {
		{.text = SPAN("Short text of a copy, but a whole sentence."),
			.weight = 1,
			.relation = RELATION_COPY},
		{.text = SPAN(""), .weight = 3},
		{.text = SPAN("The own report has more to say about the matter than others. It "
			      "also has a second sentence, and that makes it long enough to be "
			      "taken for a text of its own."),
			.weight = 1},
	};
	struct span summary = summary_make(members, 3, SPAN("Title"), 80, arena);

	(void)state;
	assert_span(summary, "The own report has more to say about the matter than others.");
	assert_span(summary_make(members, 2, SPAN("Title"), 80, arena),
		"Short text of a copy, but a whole sentence.");
	assert_span(summary_make(members, 0, SPAN("Title"), 80, arena), "");
	arena_free(arena);
}

struct title_case {
	const char *title;
	const char *source;
	const char *want;
};

static const struct title_case titles[] = {
	{"Acme rises - Reuters", "", "Acme rises"},
	{"Acme rises - Market Blog", "Market Blog", "Acme rises"},
	{"Acme rises | CNBC", "", "Acme rises"},
	{"Acme - the anvil maker - rises", "", "Acme - the anvil maker - rises"},
	{"Acme rises 4% - analysts say more to come", "",
		"Acme rises 4% - analysts say more to come"},
	{"UPDATE 2-Acme rises", "", "Acme rises"},
	{"BREAKING: Acme rises", "", "Acme rises"},
	{"Acme rises - Yahoo Finance - Reuters", "", "Acme rises"},
	{"Acme sets a date | Example Notes", "Example Notes (written)", "Acme sets a date"},
	{"Acme sets a date - Notes", "Notes: Business", "Acme sets a date"},
	{"Results of the quarter - Acme", "Acme Investor Relations",
		"Results of the quarter - Acme"},
	{"Acme sets a date - Example Note", "Example Notes", "Acme sets a date - Example Note"},
	{" - Reuters", "", "- Reuters"},
	{"", "", ""},
};

static void
a_title_loses_its_outlet_and_its_label(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		assert_span(headline_clean(span_of(titles[i].title), span_of(titles[i].source)),
			titles[i].want);
}

static void
an_informative_headline_is_chosen(void **state)
{
	const struct story_member members[] = {
		{.title = SPAN("You won't believe what Acme did!"), .weight = 1},
		{.title = SPAN("ACME SHARES SOAR AFTER RECORD PROFIT REPORT"), .weight = 1},
		{.title = SPAN("Acme shares rise 4% after record quarterly profit - Reuters"),
			.weight = 1},
		{.title = SPAN("Acme shares rise 4% after record quarterly profit"),
			.weight = 1,
			.relation = RELATION_COPY},
	};

	(void)state;
	assert_int_equal(headline_choose(members, 4), 2);
	assert_int_equal(headline_choose(members, 1), 0);
}

static void
a_title_that_says_what_happened_stands_above_bait(void **state)
{
	static const struct {
		const char *bait, *title;
	} cases[] = {
		{"Here's why Acme shares are rising so much today",
			"Acme shares rise on record profit"},
		{"3 reasons to buy Acme stock after its results today",
			"Acme beats profit forecasts in spring quarter"},
		{"What you need to know about the Acme deal", "Acme to buy Zorblax in cash deal"},
		{"Should you buy Acme now that it has sold Zorblax?",
			"Acme sells Zorblax unit to its managers"},
		{"Acme to buy rival Zorblax in a large cash deal",
			"Acme to buy rival Zorblax for $4 billion"},
		{"Acme deal", "Acme to buy rival Zorblax in a cash deal"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct story_member members[] = {
			{.title = span_of(cases[i].bait)}, {.title = span_of(cases[i].title)}};

		if (headline_choose(members, 2) != 1)
			fail_msg("'%s' was chosen", cases[i].bait);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_is_split_into_sentences),
		cmocka_unit_test(a_cut_sentence_is_not_whole),
		cmocka_unit_test(boilerplate_is_known),
		cmocka_unit_test(a_dateline_is_skipped),
		cmocka_unit_test(a_repeated_lead_is_told_once),
		cmocka_unit_test(a_summary_is_whole_sentences_without_boilerplate),
		cmocka_unit_test(the_best_source_is_summed_up),
		cmocka_unit_test(a_title_loses_its_outlet_and_its_label),
		cmocka_unit_test(an_informative_headline_is_chosen),
		cmocka_unit_test(a_title_that_says_what_happened_stands_above_bait),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
