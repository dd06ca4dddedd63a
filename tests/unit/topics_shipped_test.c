/* The topics of data/topics.yaml, held against tests/corpus/topics/examples.tsv. */
#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "aggregator/config/config.h"
#include "aggregator/watch/query.h"
#include "aggregator/watch/watch.h"

#define TOPICS_MAX 64
#define LINE_BYTES 2048
#define EXAMPLES_MIN 4 /* of each topic */

struct shipped {
	struct config *config;
	struct query *queries[TOPICS_MAX];
	size_t n_true[TOPICS_MAX];
	size_t n;
};

static struct shipped shipped;

static struct config *
must_parse(const char *yaml)
{
	struct config_errors errors;
	struct config *config;

	config_errors_init(&errors);
	config = config_parse("b.yaml", span_of(yaml), &errors);
	if (config == NULL)
		fail_msg("%s", errors.errors[0].text);
	config_errors_release(&errors);
	return config;
}

static int
load(void **state)
{
	const struct watchlist *list;

	(void)state;
	shipped.config = must_parse("topics: [{shipped: all}]");
	list = &shipped.config->watchlist;
	assert_in_range(list->n_topics, 17, TOPICS_MAX);
	for (; shipped.n < list->n_topics; shipped.n++) {
		const struct wanted_topic *topic = &list->topics[shipped.n];
		struct error err = {0};

		shipped.queries[shipped.n] = query_parse(span_of(topic->where), &err);
		if (shipped.queries[shipped.n] == NULL)
			fail_msg("%s: %s", topic->name, err.text);
	}
	return 0;
}

static int
let_go(void **state)
{
	(void)state;
	for (size_t i = 0; i < shipped.n; i++)
		query_free(shipped.queries[i]);
	config_free(shipped.config);
	return 0;
}

/* Whether `name` is among names parted by commas. */
static bool
is_listed(struct span names, const char *name)
{
	struct span part;

	while (span_split(&names, ',', &part))
		if (span_equal(part, span_of(name)))
			return true;
	return false;
}

/* "earnings,guidance <tab> title <tab> text": exactly these topics, or "-" for none. */
static void
check_example(struct span line, struct query_text *text)
{
	struct query_subject subject = {
		.text = text, .relevance = -1, .n_sources = -1, .age_seconds = -1};
	struct span names = SPAN_NONE;
	struct span title = SPAN_NONE;
	struct span body = SPAN_NONE;
	struct span rest = line;

	if (!span_split(&rest, '\t', &names) || !span_split(&rest, '\t', &title))
		fail_msg("no example: '%.*s'", SPAN_ARGS(line));
	(void)span_split(&rest, '\t', &body);
	query_text_set(text, title, body);
	for (size_t i = 0; i < shipped.n; i++) {
		const char *name = shipped.config->watchlist.topics[i].name;
		bool is_true = query_matches(shipped.queries[i], &subject);

		if (is_true != is_listed(names, name))
			fail_msg("'%s' should be %s of '%.*s' / '%.*s'", name,
				is_true ? "false" : "true", SPAN_ARGS(title), SPAN_ARGS(body));
		shipped.n_true[i] += is_true ? 1 : 0;
	}
}

static void
each_topic_is_true_of_its_examples_and_of_no_other(void **state)
{
	const char *top = getenv("TOP_SRCDIR");
	struct query_text *text = query_text_new();
	char line[LINE_BYTES];
	FILE *file;

	(void)state;
	snprintf(line, sizeof line, "%s/tests/corpus/topics/examples.tsv", top != NULL ? top : ".");
	file = fopen(line, "re");
	assert_non_null(file);
	while (fgets(line, sizeof line, file) != NULL)
		if (line[0] != '#')
			check_example(span_trim(span_of(line)), text);
	fclose(file);
	query_text_free(text);
	for (size_t i = 0; i < shipped.n; i++)
		if (shipped.n_true[i] < EXAMPLES_MIN)
			fail_msg("'%s' has %zu examples", shipped.config->watchlist.topics[i].name,
				shipped.n_true[i]);
}

static void
ignore(void *context, const struct query_literal *literal)
{
	(void)context;
	(void)literal;
}

static void
a_scan_for_words_tells_when_a_topic_need_not_be_asked(void **state)
{
	(void)state;
	for (size_t i = 0; i < shipped.n; i++)
		if (!query_literals(shipped.queries[i], ignore, NULL))
			fail_msg("'%s' has no literals", shipped.config->watchlist.topics[i].name);
}

static bool
has_topic(const struct verdict *verdict, const char *name)
{
	for (size_t i = 0; i < verdict->n_topics; i++)
		if (strcmp(verdict->topics[i].name, name) == 0)
			return true;
	return false;
}

/* A title and a text in which the same word counts in one place, or in both. */
static void
the_scan_asks_every_topic_that_is_true(void **state)
{
	static const struct wanted_topic topics[] = {
		{"title", "title:(alpha AND beta)", 1, 0},
		{"both", "title:(alpha AND gamma) OR alpha NEAR/2 delta", 1, 0},
		{"again", "alpha NEAR/2 delta OR title:(alpha AND gamma)", 1, 0},
		{"text", "alpha", 1, 0},
		{"none", "NOT alpha", 1, 0},
	};
	static const struct {
		const char *title;
		const char *text;
		const char *topics;
	} cases[] = {
		{"alpha beta", "", "title,text"},
		{"beta", "alpha", "text"},
		{"beta", "alpha delta", "both,again,text"},
		{"gamma alpha", "alpha", "both,again,text"},
		{"beta", "gamma", "none"},
	};
	const struct watchlist wishes = {
		.topics = topics, .n_topics = sizeof topics / sizeof *topics};
	const struct watch_options options = {.wishes = &wishes};
	struct arena *arena = arena_new();
	struct error err = {0};
	struct watch *watch = watch_new(&options, &err);
	struct watch_scratch *scratch;

	(void)state;
	if (watch == NULL)
		fail_msg("%s", err.text);
	scratch = watch_scratch_new(watch);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct watch_item item = {
			.title = span_of(cases[i].title), .text = span_of(cases[i].text)};
		struct verdict verdict = {0};

		watch_read(watch, scratch, &item, arena, &verdict);
		for (size_t j = 0; j < wishes.n_topics; j++)
			if (has_topic(&verdict, topics[j].name) !=
				is_listed(span_of(cases[i].topics), topics[j].name))
				fail_msg("'%s' of '%s' / '%s'", topics[j].where, cases[i].title,
					cases[i].text);
	}
	watch_scratch_free(scratch);
	watch_free(watch);
	arena_free(arena);
}

static void
topics_are_taken_by_name_and_give_way_to_the_users_own(void **state)
{
	struct config *config = must_parse("topics:\n- {shipped: [recall, capex]}\n"
					   "- {name: capex, where: mine}\n- {shipped: recall}\n");

	(void)state;
	assert_int_equal(config->watchlist.n_topics, 2);
	assert_string_equal(config->watchlist.topics[0].where, "mine");
	assert_string_equal(config->watchlist.topics[1].name, "recall");
	assert_int_equal(config->watchlist.topics[1].line, 2);
	config_free(config);
}

static void
a_name_that_does_not_come_with_broadtape_is_told(void **state)
{
	struct config_errors errors;

	(void)state;
	config_errors_init(&errors);
	assert_null(config_parse("b.yaml",
		SPAN("topics: [{shipped: erning}, {shipped: [x, recall], name: y}]"), &errors));
	assert_int_equal(errors.n_errors, 3);
	assert_string_equal(errors.errors[0].text,
		"b.yaml:1: topics[1]: 'shipped' names topics that are "
		"there: expected no name and no query beside it");
	assert_string_equal(errors.errors[1].text,
		"b.yaml:1: topics: no topic 'erning' comes with broadtape; did you mean "
		"'earnings'?");
	assert_string_equal(errors.errors[2].text, "b.yaml:1: topics: no topic 'x' comes with "
						   "broadtape; broadtape.yaml(5) lists them");
	config_errors_release(&errors);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_topic_is_true_of_its_examples_and_of_no_other),
		cmocka_unit_test(a_scan_for_words_tells_when_a_topic_need_not_be_asked),
		cmocka_unit_test(the_scan_asks_every_topic_that_is_true),
		cmocka_unit_test(topics_are_taken_by_name_and_give_way_to_the_users_own),
		cmocka_unit_test(a_name_that_does_not_come_with_broadtape_is_told),
	};

	return cmocka_run_group_tests(tests, load, let_go);
}
