#include "aggregator/watch/query_field.h"

/* What can be asked of the tests of a query, one by one. */

const char *
query_test_field(const struct query_test *test)
{
	return test->field->name;
}

struct span
query_test_value(const struct query_test *test)
{
	return test->written;
}

bool
query_test_holds(const struct query_test *test, const struct query_subject *subject)
{
	return test->field->holds(test, subject);
}

static void
tell_tests(const struct query_node *node, query_test_fn *tell, void *context)
{
	if (node->op == QUERY_TEST)
		tell(context, &node->test);
	if (node->op == QUERY_TEST || node->op == QUERY_PHRASE)
		return;
	for (const struct query_node *operand = node->first; operand != NULL;
		operand = operand->next)
		tell_tests(operand, tell, context);
}

void
query_each_test(const struct query *query, query_test_fn *tell, void *context)
{
	tell_tests(query->root, tell, context);
}

static bool
asks_text(const struct query_node *node)
{
	if (node->op == QUERY_PHRASE)
		return !node->phrase.is_title;
	if (node->op == QUERY_TEST)
		return false;
	for (const struct query_node *operand = node->first; operand != NULL;
		operand = operand->next)
		if (asks_text(operand))
			return true;
	return false;
}

bool
query_asks_text(const struct query *query)
{
	return asks_text(query->root);
}

static const struct query_ages any_age = {0, INT64_MAX};

/* Rounded outwards: an age has no fractions, so `<` and `<=` may be read alike. */
static struct query_ages
ages_of_test(const struct query_test *test)
{
	struct query_ages ages = any_age;

	if (!span_equal(span_of(test->field->name), SPAN("age")))
		return ages;
	switch (test->relation) {
	case QUERY_LESS:
	case QUERY_AT_MOST:
		ages.most = test->number;
		break;
	case QUERY_EQUAL:
		ages.least = test->number;
		ages.most = test->number;
		break;
	case QUERY_AT_LEAST:
	case QUERY_MORE:
		ages.least = test->number;
		break;
	}
	return ages;
}

static int64_t
lesser(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t
greater(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static struct query_ages
ages_of(const struct query_node *node)
{
	bool is_or = node->op == QUERY_OR;
	struct query_ages ages = is_or ? (struct query_ages){INT64_MAX, 0} : any_age;

	if (node->op == QUERY_TEST)
		return ages_of_test(&node->test);
	if (node->op != QUERY_AND && !is_or)
		return ages;
	for (const struct query_node *operand = node->first; operand != NULL;
		operand = operand->next) {
		struct query_ages more = ages_of(operand);

		ages.least =
			is_or ? lesser(ages.least, more.least) : greater(ages.least, more.least);
		ages.most = is_or ? greater(ages.most, more.most) : lesser(ages.most, more.most);
	}
	return ages;
}

struct query_ages
query_ages(const struct query *query)
{
	return ages_of(query->root);
}
