#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "aggregator/watch/query.h"
#include "aggregator/watch/reading.h"

static struct query *
must_parse(const char *text)
{
	struct error err = {0};
	struct query *query = query_parse(span_of(text), &err);

	if (query == NULL)
		fail_msg("'%s': %s", text, err.text);
	return query;
}

#define TITLE                                                                                      \
	"Meta delays \xe2\x80\x9c"                                                                 \
	"Avocado\xe2\x80\x9d AI model, raises capex"
#define BODY                                                                                       \
	"Meta Platforms Inc's data-center spending grows. Cr\xc3\xa9"                              \
	"dit Agricole and AT&T "                                                                   \
	"wait; the U.S. unit of \xe4\xb8\x89\xe6\x98\x9f\xe7\x94\xb5\xe5\xad\x90 builds. "         \
	"\xec\x82\xbc\xec\x84\xb1\xec\xa0\x84\xec\x9e\x90\xea\xb0\x80 \xef\xbc\xa1\xef\xbc\xa9 "   \
	"end"

static const struct {
	const char *query;
	bool is_true;
} text_cases[] = {
	{"meta", true},
	{"META", true},
	{"met", false},
	{"met*", true},
	{"metas*", false},
	{"\"meta platforms\"", true},
	{"\"meta inc\"", false},
	{"\"platforms meta\"", false},
	{"\"raises capex meta\"", false}, /* the end of the title is no neighbour of the body */
	{"capex NEAR/4 meta", false},
	{"data center", true},
	{"\"data center\"", true},
	{"datacenter", false},
	{"data-center", true},
	{"\"data cent\"*", true},
	{"credit", true},
	{"cr\xc3\xa9"
	 "dit",
		true},
	{"AT&T", true},
	{"inc's", true},
	{"\"u.s.\"", true},
	{"avocado", true},
	{"ai", true}, /* the wide letters of the body count too */
	{"title:meta", true},
	{"title:platforms", false},
	{"title:(meta AND capex)", true},
	{"title:(meta NEAR/5 capex)", true},
	{"title:(meta NEAR/4 capex)", false},
	{"capex NEAR/5 meta", true},
	{"delays NEAR/0 meta", true},
	{"delays NEAR/0 (meta OR zzz)", true},
	{"meta NEAR/0 delays NEAR/0 avocado NEAR/0 ai", true},
	{"meta NEAR/0 delays NEAR/0 ai", false},
	{"meta NEAR/100 meta", false}, /* one stands in the title, one in the body */
	{"data NEAR/0 center NEAR/1 grows", true},
	{"=Meta", true},
	{"=META", false},
	{"=AI", true},
	{"=ai", false},
	{"=Plat*", true},
	{"=plat*", false},
	{"=\"Meta Platforms\"", true},
	{"=\"Meta platforms\"", false},
	{"=Cr\xc3\xa9"
	 "dit",
		true},
	{"=Credit", false},
	{"\xe4\xb8\x89\xe6\x98\x9f", true},
	{"\xe6\x98\x9f\xe7\x94\xb5", true}, /* inside of a run without gaps */
	{"\xe4\xb8\x89\xe7\x94\xb5", false},
	{"\xec\x82\xbc\xec\x84\xb1\xec\xa0\x84\xec\x9e\x90", true}, /* with its particle */
	{"\xec\x82\xbc\xec\x84\xb1", true},
	{"\xec\xa0\x84\xec\x9e\x90", false}, /* a Korean word begins where it begins */
	{"nothing OR capex", true},
	{"nothing OR never", false},
	{"meta AND NOT capex", false},
	{"meta AND NOT nothing", true},
	{"NOT nothing", true},
	{"NOT NOT meta", true},
	{"meta nothing", false},
	{"(nothing OR meta) (capex OR never)", true},
};

static void
words_phrases_and_nearness_are_found(void **state)
{
	struct query_text *text = query_text_new();
	struct query_subject subject = {.text = text};

	(void)state;
	query_text_set(text, SPAN(TITLE), SPAN(BODY));
	for (size_t i = 0; i < sizeof text_cases / sizeof *text_cases; i++) {
		struct query *query = must_parse(text_cases[i].query);

		if (query_matches(query, &subject) != text_cases[i].is_true)
			fail_msg("'%s' should be %s", text_cases[i].query,
				text_cases[i].is_true ? "true" : "false");
		query_free(query);
	}
	query_text_free(text);
}

static const struct {
	const char *query;
	bool is_true;
} field_cases[] = {
	{"company:META", true},
	{"company:meta", true},
	{"company:MET", false},
	{"company:MET*", true},
	{"company:005930.KS", true},
	{"company:\"samsung electronics\"", true},
	{"company:samsung", false},
	{"company:samsung-id", true},
	{"company:watched", true},
	{"company:watch*", false},
	{"company:*", true},
	{"company:(AAPL OR META)", true},
	{"company:(AAPL AND META)", false},
	{"topic:capex", true},
	{"topic:\"Product Delay\"", true},
	{"topic:product-delay", true},
	{"topic:product", false},
	{"topic:*", true},
	{"tag:wire", true},
	{"tag:wir", false},
	{"tag:w*", true},
	{"source:wire", true},
	{"source:\"business wire\"", true},
	{"source:\"wire business\"", false},
	{"source:busi", false},
	{"source:busi*", true},
	{"feed:earnings", true},
	{"feed:feeds.example.com", true},
	{"lang:en", true},
	{"lang:EN-us", true},
	{"lang:de", false},
	{"lang:e", false},
	{"lang:e*", true},
	{"url:example.com", true},
	{"url:ample.com", false},
	{"url:example.com/News", true},
	{"url:example.com/ne", false},
	{"url:example.com/ne*", true},
	{"url:\"https://www.example.com\"", true},
	{"relevance:70", true},
	{"relevance:=70", true},
	{"relevance:>=70", true},
	{"relevance:>70", false},
	{"relevance:<=70", true},
	{"relevance:<70", false},
	{"relevance:(>60 <80)", true},
	{"sources:>=3", true},
	{"sources:>3", false},
	{"age:<24h", true},
	{"age:<1h", false},
	{"age:>=1h", true},
};

static void
fields_are_asked(void **state)
{
	const struct span tickers[] = {SPAN("005930.KS"), SPAN("SSNLF")};
	const struct span meta[] = {SPAN("META")};
	const struct query_company companies[] = {
		{.id = SPAN("samsung-id"),
			.name = SPAN("Samsung Electronics"),
			.tickers = tickers,
			.n_tickers = 2},
		{.id = SPAN("cik1326801"),
			.name = SPAN("Meta Platforms"),
			.tickers = meta,
			.n_tickers = 1,
			.is_watched = true},
	};
	const struct span topics[] = {SPAN("capex"), SPAN("product delay")};
	const struct span tags[] = {SPAN("Wire")};
	struct query_subject subject = {
		.text = query_text_new(),
		.companies = companies,
		.n_companies = 2,
		.topics = topics,
		.n_topics = 2,
		.tags = tags,
		.n_tags = 1,
		.source = SPAN("Business Wire"),
		.feed = SPAN("All earnings"),
		.feed_url = SPAN("https://feeds.example.com/x.xml"),
		.language = SPAN("en-US"),
		.url = SPAN("https://www.Example.com/news/1"),
		.relevance = 70,
		.n_sources = 3,
		.age_seconds = 3600,
	};
	struct query_subject unknown = {
		.text = subject.text, .relevance = -1, .n_sources = -1, .age_seconds = -1};

	(void)state;
	query_text_set(subject.text, SPAN(TITLE), SPAN(BODY));
	for (size_t i = 0; i < sizeof field_cases / sizeof *field_cases; i++) {
		struct query *query = must_parse(field_cases[i].query);

		if (query_matches(query, &subject) != field_cases[i].is_true)
			fail_msg("'%s' should be %s", field_cases[i].query,
				field_cases[i].is_true ? "true" : "false");
		if (query_matches(query, &unknown))
			fail_msg("'%s' is true of an item of which nothing is known",
				field_cases[i].query);
		query_free(query);
	}
	query_text_free(subject.text);
}

static void
write_spot(void *context, const struct query_spot *spot)
{
	struct span part = spot->part == QUERY_TITLE ? SPAN(TITLE) : SPAN(BODY);

	buf_format(context, "%s[%.*s]", spot->part == QUERY_TITLE ? "T" : "B",
		SPAN_ARGS(span_head(span_from(part, spot->start), spot->end - spot->start)));
}

static void
what_made_a_query_true_is_told(void **state)
{
	static const struct {
		const char *query;
		const char *spots;
	} cases[] = {
		{"meta", "T[Meta]B[Meta]"},
		{"\"data center\"", "B[data-center]"},
		{"credit", "B[Cr\xc3\xa9"
			   "dit]"},
		{"avocado OR zzz", "T[Avocado]"},
		{"meta AND zzz", ""},
		{"capex AND NOT zzz", "T[capex]"},
		{"meta NEAR/0 platforms", "B[Meta]B[Platforms]"},
		{"meta NEAR/0 delays NEAR/2 model", "T[Meta]T[delays]T[model]"},
		{"spend* NEAR/3 inc", "B[spending]B[Inc]"},
		{"(gr* OR da*) NEAR/1 center NEAR/0 spend*", "B[data]B[grows]B[center]B[spending]"},
		{"plat* NEAR/1 in* NEAR/2 data NEAR/1 center",
			"B[Platforms]B[Inc]B[data]B[center]"},
		{"a* NEAR/1 wait", "B[AT]"
				   "B[wait]"},
		{"\xe6\x98\x9f\xe7\x94\xb5", "B[\xe6\x98\x9f\xe7\x94\xb5]"},
		{"\xec\x82\xbc\xec\x84\xb1",
			"B[\xec\x82\xbc\xec\x84\xb1\xec\xa0\x84\xec\x9e\x90\xea\xb0\x80]"},
		{"topic:x", ""},
	};
	struct query_text *texts[] = {query_text_new(), query_text_new()};
	struct reading reading;

	(void)state;
	reading_init(&reading);
	reading_set(&reading, SPAN(TITLE), SPAN(BODY));
	query_text_set(texts[0], SPAN(TITLE), SPAN(BODY));
	query_text_set_read(texts[1], SPAN(TITLE), SPAN(BODY), &reading);
	for (size_t i = 0; i < 2 * sizeof cases / sizeof *cases; i++) {
		struct query *query = must_parse(cases[i / 2].query);
		struct query_subject subject = {.text = texts[i % 2]};
		struct buf got;

		buf_init(&got, BUF_UNLIMITED);
		query_spots(query, &subject, write_spot, &got);
		assert_string_equal(buf_string(&got), cases[i / 2].spots);
		buf_release(&got);
		query_free(query);
	}
	reading_release(&reading);
	query_text_free(texts[0]);
	query_text_free(texts[1]);
}

/* The words of an item, cut by the queries themselves or by a reading. */
static void
write_words(struct span title, struct span body, bool is_read, struct buf *out)
{
	struct query_text *text = query_text_new();
	struct reading reading;

	reading_init(&reading);
	reading_set(&reading, title, body);
	buf_init(out, BUF_UNLIMITED);
	if (is_read)
		query_text_set_read(text, title, body, &reading);
	else
		query_text_set(text, title, body);
	query_text_index(text, out);
	reading_release(&reading);
	query_text_free(text);
}

static void
words_are_the_same_whoever_cut_the_item(void **state)
{
	static const struct {
		const char *title, *body, *words;
	} cases[] = {
		{"Lowe's, AT&T", "Shares -- rose 3.5%", "lowe s at t shares rose 3 5"},
		{"CompaniesTesco to cut jobs", "Tesco", "companiestesco to cut jobs tesco"},
		{"",
			"Galaxy\xe6\x89\x8b\xe6\x9c\xba"
			"5G",
			"galaxy \xe6\x89\x8b \xe6\x9c\xba 5g"},
		{"Android\xe2\x84\xa2 14", "\xef\xbc\xad\xef\xbc\xa5\xef\xbc\xb4\xef\xbc\xa1",
			"android 14 meta"},
		{"", "\xe0\xb8\x97\xe0\xb8\xb5\xe0\xb9\x88",
			"\xe0\xb8\x97\xe0\xb8\xb5\xe0\xb9\x88"},
		{"",
			"internationalisation of Cr\xc3\xa9"
			"dit \xff",
			"internationalisation of credit"},
		{NULL, NULL, ""},
	};

	(void)state;
	for (size_t i = 0; i < 2 * sizeof cases / sizeof *cases; i++) {
		struct buf words;

		write_words(span_of(cases[i / 2].title), span_of(cases[i / 2].body), i % 2 == 1,
			&words);
		assert_string_equal(buf_string(&words), cases[i / 2].words);
		buf_release(&words);
	}
}

/* What is behind the part that a reading keeps is asked for as well. */
static void
a_text_longer_than_a_reading_is_read_to_its_end(void **state)
{
	struct query_text *text = query_text_new();
	struct query_subject subject = {.text = text};
	struct query *query = must_parse("avocado");
	struct reading reading;
	struct buf body;

	(void)state;
	buf_init(&body, BUF_UNLIMITED);
	while (body.len < WATCH_TEXT_BYTES_MAX)
		buf_add(&body, SPAN("some words "));
	buf_add(&body, SPAN("avocado"));
	reading_init(&reading);
	reading_set(&reading, SPAN("title"), buf_span(&body));
	query_text_set_read(text, SPAN("title"), buf_span(&body), &reading);
	assert_true(query_matches(query, &subject));
	reading_release(&reading);
	buf_release(&body);
	query_free(query);
	query_text_free(text);
}

static void
an_item_without_text_is_fine(void **state)
{
	struct query_text *text = query_text_new();
	struct query_subject subject = {.text = text};
	struct query *query = must_parse("meta OR title:x*");
	struct buf index;

	(void)state;
	query_text_set(text, SPAN_NONE, SPAN_NONE);
	assert_false(query_matches(query, &subject));
	query_text_set(text, SPAN("Meta \xff"), SPAN("\xff\xff"));
	assert_true(query_matches(query, &subject));
	buf_init(&index, BUF_UNLIMITED);
	query_text_set(text, SPAN("Caf\xc3\xa9 AT&T"), SPAN("\xe4\xb8\x89\xe6\x98\x9f!"));
	query_text_index(text, &index);
	assert_string_equal(buf_string(&index), "cafe at t \xe4\xb8\x89 \xe6\x98\x9f");
	buf_release(&index);
	query_free(query);
	query_text_free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_phrases_and_nearness_are_found),
		cmocka_unit_test(fields_are_asked),
		cmocka_unit_test(what_made_a_query_true_is_told),
		cmocka_unit_test(words_are_the_same_whoever_cut_the_item),
		cmocka_unit_test(a_text_longer_than_a_reading_is_read_to_its_end),
		cmocka_unit_test(an_item_without_text_is_fine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
