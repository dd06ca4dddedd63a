#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "aggregator/watch/query.h"

static const struct {
	const char *query;
	const char *message;
} wrong_queries[] = {
	{"", "column 1: expected a word, a phrase, a field or '(', found the end"},
	{"a AND", "column 6: expected a word, a phrase, a field or '(', found the end"},
	{"AND a", "column 1: expected a word, a phrase, a field or '(', found 'AND'"},
	{"a OR OR b", "column 6: expected a word, a phrase, a field or '(', found 'OR'"},
	{"NOT", "column 4: expected a word, a phrase, a field or '(', found the end"},
	{"a ()", "column 4: expected a word, a phrase, a field or '(', found ')'"},
	{"capex OR (data", "column 15: expected ')' for the '(' of column 10, found the end"},
	{"\xc3\xa9\xc3\xa9 (b", "column 6: expected ')' for the '(' of column 4, found the end"},
	{"a) b", "column 2: a ')' without a '(' before it"},
	{"a \"b c", "column 3: the phrase that begins here has no '\"' at its end"},
	{"a \xe2\x80\x9c"
	 "b c",
		"column 3: the phrase that begins here has no '\"' at its end"},
	{"b*ild", "column 2: a star may only end a word, found 'b*ild'"},
	{"build**", "column 6: a star may only end a word, found 'build**'"},
	{"a *", "column 3: expected a word of letters or digits, found '*'"},
	{"a & b", "column 3: expected a word of letters or digits, found '&'"},
	{"\"...\"", "column 1: expected a word of letters or digits, found '\"'"},
	{"=", "column 1: expected a word of letters or digits, found '='"},
	{"a NEAR b", "column 3: expected NEAR/ and a number from 0 to 100, such as NEAR/5, found "
		     "'NEAR'"},
	{"a NEAR/101 b",
		"column 3: expected NEAR/ and a number from 0 to 100, such as NEAR/5, found "
		"'NEAR/101'"},
	{"a NEAR/5", "column 9: expected a word, a phrase, a field or '(', found the end"},
	{"(a AND b) NEAR/5 c",
		"column 1: NEAR joins words, phrases, and groups such as (a OR b) of them"},
	{"a NEAR/5 topic:b",
		"column 10: NEAR joins words, phrases, and groups such as (a OR b) of them"},
	{"a NEAR/5 (b OR NOT c)",
		"column 10: NEAR joins words, phrases, and groups such as (a OR b) of them"},
	{"a NEAR/1 b NEAR/1 c NEAR/1 d NEAR/1 e NEAR/1 f NEAR/1 g NEAR/1 h NEAR/1 i NEAR/1 j "
	 "NEAR/1 k "
	 "NEAR/1 l NEAR/1 m NEAR/1 n NEAR/1 o NEAR/1 p NEAR/1 q",
		"column 1: NEAR chains at most 16 operands"},
	{"a or b",
		"column 3: operators are written in capitals; put the word in quotes to look for "
		"it, found 'or'"},
	{"not a", "column 1: operators are written in capitals; put the word in quotes to look for "
		  "it, found 'not'"},
	{"a near/3 b",
		"column 3: operators are written in capitals; put the word in quotes to look for "
		"it, found 'near/3'"},
	{"apple -pie", "column 7: write NOT instead of '-', found '-pie'"},
	{"compny:META", "column 1: unknown field 'compny'; did you mean company?"},
	{"a NASDAQ:META",
		"column 3: unknown field 'NASDAQ'; put it in quotes to look for the words"},
	{"topic: capex", "column 7: expected a value right behind 'topic:', such as topic:capex or "
			 "topic:\"product delay\", found a space"},
	{"title:", "column 7: expected a value right behind 'title:', such as title:recall or "
		   "title:\"price target\", found the end"},
	{"title:(a OR company:b)",
		"column 13: a field cannot stand inside of another, found 'company:'"},
	{"tag:\"\"", "column 5: expected a value such as tag:wire, found nothing"},
	{"relevance:high", "column 11: expected relevance:>=50, found 'high'"},
	{"relevance:>=", "column 11: expected relevance:>=50, found '>='"},
	{"sources:3*", "column 9: expected sources:>=3, found '3'"},
	{"age:<24", "column 5: expected age:<24h, found '<24'"},
	{"age:<3 hours", "column 5: expected age:<24h, found '<3'"},
	{"\xff", "expected UTF-8"},
};

static void
a_wrong_query_is_pointed_at(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof wrong_queries / sizeof *wrong_queries; i++) {
		struct error err = {0};
		struct query *query = query_parse(span_of(wrong_queries[i].query), &err);

		if (query != NULL || strcmp(err.text, wrong_queries[i].message) != 0)
			fail_msg("'%s' gives '%s', want '%s'", wrong_queries[i].query, err.text,
				wrong_queries[i].message);
		assert_int_equal(err.status, 78);
	}
}

static void
repeat(struct buf *text, const char *piece, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_add_text(text, piece);
}

static void
a_query_beyond_the_limits_is_refused(void **state)
{
	static const struct {
		const char *piece;
		size_t n;
		const char *message;
	} cases[] = {
		{"(", 60, "column 51: brackets and NOTs are at most 50 deep"},
		{"NOT ", 60, "column 201: brackets and NOTs are at most 50 deep"},
		{"a ", 5000, "column 8193: a query has at most 4096 terms"},
		{"x", 2000, "column 1: a word or phrase has at most 1024 bytes"},
		{"x", 70000, "a query has at most 65536 bytes"},
		{"1.", 100, "column 1: a phrase has less than 64 words"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct error err = {0};
		struct buf text;

		buf_init(&text, BUF_UNLIMITED);
		repeat(&text, cases[i].piece, cases[i].n);
		assert_null(query_parse(buf_span(&text), &err));
		assert_string_equal(err.text, cases[i].message);
		buf_release(&text);
	}
}

static struct query *
must_parse(const char *text)
{
	struct error err = {0};
	struct query *query = query_parse(span_of(text), &err);

	if (query == NULL)
		fail_msg("'%s': %s", text, err.text);
	return query;
}

static const struct {
	const char *query;
	const char *canonical;
} canonicals[] = {
	{"Capex", "capex"},
	{"a b", "a AND b"},
	{"a AND b c OR d", "a AND b AND c OR d"},
	{"a AND (b AND (c AND d))", "a AND b AND c AND d"},
	{"(a OR (b OR c)) d", "(a OR b OR c) AND d"},
	{"NOT (a b)", "NOT (a AND b)"},
	{"NOT NOT a", "NOT NOT a"},
	{"NOT a NEAR/3 b", "NOT a NEAR/3 b"},
	{"\"capital expenditure\" OR capex OR (\"data center\" NEAR/5 build*)",
		"\"capital expenditure\" OR capex OR \"data center\" NEAR/5 build*"},
	{"a NEAR/2 (b OR c) NEAR/0 d", "a NEAR/2 (b OR c) NEAR/0 d"},
	{"AT&T", "\"at t\""},
	{"data-center*", "\"data center\"*"},
	{"\"or\"", "\"or\""},
	{"\"AND\"", "and"},
	{"and", "and"},
	{"12:30", "\"12 30\""},
	{"=Apple", "=\"Apple\""},
	{"=\"Meta Platforms\"*", "=\"Meta Platforms\"*"},
	{"title:(a OR =B)", "title:a OR title:=\"B\""},
	{"title:a NEAR/3 b", "title:a NEAR/3 b"},
	{"topic:\"Product Delay\"", "topic:\"Product Delay\""},
	{"COMPANY:meta*", "company:meta*"},
	{"company:*", "company:*"},
	{"company:(META OR AAPL)", "company:\"META\" OR company:\"AAPL\""},
	{"age:<24h relevance:>=50 sources:3", "age:<86400s AND relevance:>=50 AND sources:3"},
	{"relevance:(>10 <=20)", "relevance:>10 AND relevance:<=20"},
	{"url:https://example.com/a?b=c*", "url:\"https://example.com/a?b=c\"*"},
	{"\xe2\x80\x9c"
	 "a b\xe2\x80\x9d",
		"\"a b\""},
	{"Caf\xc3\xa9", "cafe"},
};

static void
a_query_has_one_canonical_form(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof canonicals / sizeof *canonicals; i++) {
		struct query *query = must_parse(canonicals[i].query);
		struct query *again;
		struct buf printed;
		struct buf reprinted;

		buf_init(&printed, BUF_UNLIMITED);
		buf_init(&reprinted, BUF_UNLIMITED);
		query_print(query, &printed);
		assert_string_equal(buf_string(&printed), canonicals[i].canonical);
		again = must_parse(buf_string(&printed));
		query_print(again, &reprinted);
		assert_string_equal(buf_string(&reprinted), buf_string(&printed));
		buf_release(&printed);
		buf_release(&reprinted);
		query_free(query);
		query_free(again);
	}
}

struct literal_case {
	const char *query;
	const char *literals; /* "start|prefix*|*inside*|title!"; NULL: none guaranteed */
};

static void
write_literal(void *context, const struct query_literal *literal)
{
	struct buf *out = context;

	if (out->len > 0)
		buf_add_byte(out, '|');
	if (!literal->starts_word)
		buf_add_byte(out, '*');
	buf_add(out, literal->folded);
	if (!literal->ends_word)
		buf_add_byte(out, '*');
	if (literal->in_title)
		buf_add_byte(out, '!');
}

static void
literals_are_the_least_that_must_be_seen(void **state)
{
	static const struct literal_case cases[] = {
		{"Capex", "capex"},
		{"\"capital expenditure\" OR capex", "capital expenditure|capex"},
		{"\"capital expenditur\"*", "capital expenditur*"},
		{"\"U.S. bank\" AND steel", "u s bank"},
		{"build* data", "build*"},
		{"a AND (longest OR bb)", "longest|bb"},
		{"aaa AND (longest OR bb)", "aaa"},
		{"company:META AND recall", "recall"},
		{"company:META", NULL},
		{"NOT recall", NULL},
		{"recall OR topic:x", NULL},
		{"recall AND NOT trial", "recall"},
		{"ab NEAR/3 (cde OR fgh)", "cde|fgh"},
		{"title:Recall", "recall!"},
		{"longestword title:recall", "recall!"},
		{"\xe4\xb8\x89\xe6\x98\x9f\xe7\x94\xb5\xe5\xad\x90",
			"*\xe4\xb8\x89\xe6\x98\x9f\xe7\x94\xb5\xe5\xad\x90*"},
		{"\xec\x82\xbc\xec\x84\xb1", "\xec\x82\xbc\xec\x84\xb1*"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct query *query = must_parse(cases[i].query);
		struct buf got;
		bool is_told;

		buf_init(&got, BUF_UNLIMITED);
		is_told = query_literals(query, write_literal, &got);
		assert_int_equal(is_told, cases[i].literals != NULL);
		assert_string_equal(
			buf_string(&got), cases[i].literals != NULL ? cases[i].literals : "");
		buf_release(&got);
		query_free(query);
	}
}

/* An index that knows the topics a and b, and no other field. */
static bool
words_of_topics(void *context, const struct query_test *test, struct buf *words)
{
	(void)context;
	if (strcmp(query_test_field(test), "topic") != 0)
		return false;
	if (span_equal(query_test_value(test), SPAN("a")))
		buf_add_text(words, "#t1");
	if (span_equal(query_test_value(test), SPAN("two")))
		buf_add_text(words, "#t1 #t2");
	return true;
}

static const struct query_index fts5_index = {QUERY_FTS5, words_of_topics, NULL};
static const struct query_index tsquery_index = {QUERY_TSQUERY, words_of_topics, NULL};

static void
a_filter_says_what_an_index_can(void **state)
{
	static const struct {
		const char *query;
		const char *fts5;
		const char *tsquery;
	} cases[] = {
		{"Capex", "\"capex\"", "('capex')"},
		{"\"data center\" build*", "(\"data\" + \"center\" AND \"build\" *)",
			"(('data' <-> 'center') & ('build':*))"},
		{"a OR b", "(\"a\" OR \"b\")", "(('a') | ('b'))"},
		{"a OR NOT b", NULL, NULL},
		{"a AND NOT b", "(\"a\")", "(('a'))"},
		{"a url:x", "(\"a\")", "(('a'))"},
		{"url:x", NULL, NULL},
		{"topic:a", "(\"#t1\")", "('#t1')"},
		{"x topic:a", "(\"x\" AND (\"#t1\"))", "(('x') & ('#t1'))"},
		{"x OR topic:two", "(\"x\" OR (\"#t1\" OR \"#t2\"))", "(('x') | ('#t1' | '#t2'))"},
		{"topic:nobody", "(\"#\")", "('#')"},
		{"NOT topic:a", NULL, NULL},
		{"a NEAR/3 (b OR c)", "(\"a\" AND (\"b\" OR \"c\"))", "(('a') & (('b') | ('c')))"},
		{"(a OR url:x) b", "(\"b\")", "(('b'))"},
		{"\"\xec\x82\xbc\xec\x84\xb1 x\"", "(\"\xec\x82\xbc\xec\x84\xb1\" * AND \"x\")",
			"('\xec\x82\xbc\xec\x84\xb1':* <-> 'x')"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct query *query = must_parse(cases[i].query);
		struct buf fts5;
		struct buf tsquery;

		buf_init(&fts5, BUF_UNLIMITED);
		buf_init(&tsquery, BUF_UNLIMITED);
		assert_int_equal(query_filter(query, &fts5_index, &fts5), cases[i].fts5 != NULL);
		assert_int_equal(
			query_filter(query, &tsquery_index, &tsquery), cases[i].tsquery != NULL);
		assert_string_equal(buf_string(&fts5), cases[i].fts5 != NULL ? cases[i].fts5 : "");
		assert_string_equal(
			buf_string(&tsquery), cases[i].tsquery != NULL ? cases[i].tsquery : "");
		buf_release(&fts5);
		buf_release(&tsquery);
		query_free(query);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_wrong_query_is_pointed_at),
		cmocka_unit_test(a_query_beyond_the_limits_is_refused),
		cmocka_unit_test(a_query_has_one_canonical_form),
		cmocka_unit_test(literals_are_the_least_that_must_be_seen),
		cmocka_unit_test(a_filter_says_what_an_index_can),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
