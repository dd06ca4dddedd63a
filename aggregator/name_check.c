#include "aggregator/name_check.h"

#include "aggregator/base/spelling.h"
#include "aggregator/watch/company_keys.h"
#include "feeds/base/buf.h"

#define DOUBT_BYTES_MAX 512

/* One test of a query, and what is offered to it. */
struct checking {
	const struct name_check *check;
	const struct query_test *test;
	struct spelling spelling;
	bool is_known;
	name_check_fn *tell;
	void *context;
};

static struct query_subject
bare_subject(const struct checking *checking)
{
	return (struct query_subject){.text = checking->check->text,
		.relevance = QUERY_UNKNOWN,
		.n_sources = QUERY_UNKNOWN,
		.age_seconds = QUERY_UNKNOWN};
}

static void
offer_company(struct checking *checking, const struct company *company)
{
	struct span keys[COMPANY_KEYS_MAX];
	const struct query_company offered = {.id = span_of(company->id),
		.name = span_of(company->name),
		.tickers = keys,
		.n_tickers = company_keys(checking->check->directory, company, keys),
		.is_watched = true};
	struct query_subject subject = bare_subject(checking);

	subject.companies = &offered;
	subject.n_companies = 1;
	checking->is_known = query_test_holds(checking->test, &subject);
	spelling_offer(&checking->spelling, company->id);
	if (company->name != NULL)
		spelling_offer(&checking->spelling, company->name);
}

static void
check_company(struct checking *checking)
{
	const struct subjects *subjects = checking->check->subjects;

	for (size_t i = 0; !checking->is_known && i < subjects->n; i++)
		if (subjects->at[i].is_watched)
			offer_company(checking, &subjects->at[i].company);
}

static void
check_topic(struct checking *checking)
{
	const struct watchlist *wishes = checking->check->wishes;

	for (size_t i = 0; !checking->is_known && i < wishes->n_topics; i++) {
		const struct span topic = span_of(wishes->topics[i].name);
		struct query_subject subject = bare_subject(checking);

		subject.topics = &topic;
		subject.n_topics = 1;
		checking->is_known = query_test_holds(checking->test, &subject);
		spelling_offer(&checking->spelling, wishes->topics[i].name);
	}
}

static void
offer_tags(struct checking *checking, const struct source *source)
{
	for (size_t i = 0; !checking->is_known && i < source->n_tags; i++) {
		const struct span tag = span_of(source->tags[i]);
		struct query_subject subject = bare_subject(checking);

		subject.tags = &tag;
		subject.n_tags = 1;
		checking->is_known = query_test_holds(checking->test, &subject);
		spelling_offer(&checking->spelling, source->tags[i]);
	}
}

static void
check_tag(struct checking *checking)
{
	const struct sources *sources = checking->check->sources;

	for (size_t i = 0; !checking->is_known && i < sources->n; i++)
		offer_tags(checking, &sources->at[i]);
}

static const struct {
	const char *field;
	void (*check)(struct checking *checking);
	const char *doubt; /* before the name */
} fields[] = {
	{"company", check_company, "no watched company is called"},
	{"topic", check_topic, "no topic is called"},
	{"tag", check_tag, "no feed has the tag"},
};

static void
tell_doubt(const struct checking *checking, const char *what)
{
	struct span written = query_test_value(checking->test);
	struct buf doubt;

	buf_init(&doubt, DOUBT_BYTES_MAX);
	buf_format(&doubt, "%s '%.*s'", what, SPAN_ARGS(written));
	if (checking->spelling.best != NULL)
		buf_format(&doubt, "; did you mean '%s'?", checking->spelling.best);
	checking->tell(checking->context, buf_string(&doubt));
	buf_release(&doubt);
}

static void
on_test(void *context, const struct query_test *test)
{
	struct checking *checking = context;

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		if (!span_equal(span_of(query_test_field(test)), span_of(fields[i].field)))
			continue;
		checking->test = test;
		checking->is_known = false;
		spelling_init(&checking->spelling, query_test_value(test));
		fields[i].check(checking);
		if (!checking->is_known)
			tell_doubt(checking, fields[i].doubt);
	}
}

void
name_check_query(const struct name_check *check, const struct query *query, name_check_fn *tell,
	void *context)
{
	struct checking checking = {.check = check, .tell = tell, .context = context};

	query_each_test(query, on_test, &checking);
}
