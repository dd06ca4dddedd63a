#include "aggregator/watch/query_field.h"
#include "aggregator/watch/query_near.h"

static bool holds(const struct query_node *node, const struct query_subject *subject);

static bool
all_hold(const struct query_node *operand, const struct query_subject *subject)
{
	for (; operand != NULL; operand = operand->next)
		if (!holds(operand, subject))
			return false;
	return true;
}

static bool
one_holds(const struct query_node *operand, const struct query_subject *subject)
{
	for (; operand != NULL; operand = operand->next)
		if (holds(operand, subject))
			return true;
	return false;
}

/* Deep only as the brackets were: the parser has the limit. */
static bool
holds(const struct query_node *node, const struct query_subject *subject)
{
	switch (node->op) {
	case QUERY_AND:
		return all_hold(node->first, subject);
	case QUERY_OR:
		return one_holds(node->first, subject);
	case QUERY_NOT:
		return !holds(node->first, subject);
	case QUERY_NEAR:
		return query_near(node, subject->text);
	case QUERY_PHRASE:
		return query_text_find(subject->text, &node->phrase, 0, QUERY_NOWHERE).first !=
		       QUERY_NOWHERE;
	case QUERY_TEST:
		return node->test.field->holds(&node->test, subject);
	}
	return false;
}

bool
query_matches(const struct query *query, const struct query_subject *subject)
{
	return holds(query->root, subject);
}

struct telling {
	const struct query_subject *subject;
	query_spot_fn *tell;
	void *context;
};

static void
tell_place(void *context, struct query_place place)
{
	const struct telling *telling = context;
	struct query_spot spot = query_text_spot(telling->subject->text, place);

	telling->tell(telling->context, &spot);
}

static void
tell_phrase(struct telling *telling, const struct query_phrase *phrase)
{
	struct query_text *text = telling->subject->text;
	struct query_place place = query_text_find(text, phrase, 0, QUERY_NOWHERE);

	while (place.first != QUERY_NOWHERE) {
		tell_place(telling, place);
		place = query_text_find(text, phrase, place.last + 1, QUERY_NOWHERE);
	}
}

static void
tell(struct telling *telling, const struct query_node *node)
{
	switch (node->op) {
	case QUERY_AND:
	case QUERY_OR:
		for (const struct query_node *operand = node->first; operand != NULL;
			operand = operand->next)
			if (node->op == QUERY_AND || holds(operand, telling->subject))
				tell(telling, operand);
		break;
	case QUERY_NEAR:
		query_near_each(node, telling->subject->text, tell_place, telling);
		break;
	case QUERY_PHRASE:
		tell_phrase(telling, &node->phrase);
		break;
	case QUERY_NOT: /* what is not there cannot be marked */
	case QUERY_TEST:
		break;
	}
}

bool
query_spots(const struct query *query, const struct query_subject *subject, query_spot_fn *fn,
	void *context)
{
	struct telling telling = {subject, fn, context};

	if (!query_matches(query, subject))
		return false;
	tell(&telling, query->root);
	return true;
}
