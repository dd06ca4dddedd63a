#include "aggregator/watch/query_near.h"

#include <stdlib.h>

#include "feeds/base/memory.h"

struct places {
	struct query_place *at;
	size_t n;
	size_t capacity;
};

/* The places of each operand; the parser lets no chain be longer. */
struct near {
	struct query_text *text;
	const struct query_node *nodes[QUERY_NEAR_OPERANDS_MAX];
	struct places places[QUERY_NEAR_OPERANDS_MAX];
	size_t n;
};

static void
add_place(struct places *places, struct query_place place)
{
	places->at = memory_room(places->at, places->n, &places->capacity, sizeof *places->at);
	places->at[places->n++] = place;
}

static void
add_places(struct places *places, struct query_text *text, const struct query_phrase *phrase)
{
	struct query_place place = query_text_find(text, phrase, 0);

	while (place.first != QUERY_NOWHERE) {
		add_place(places, place);
		place = query_text_find(text, phrase, place.first + 1);
	}
}

static int
by_first(const void *a, const void *b)
{
	const struct query_place *left = a;
	const struct query_place *right = b;

	if (left->first != right->first)
		return left->first < right->first ? -1 : 1;
	return (left->last > right->last) - (left->last < right->last);
}

/* All places of an operand, in the order of the text. */
static void
collect(struct places *places, struct query_text *text, const struct query_node *operand)
{
	places->n = 0;
	if (operand->op == QUERY_PHRASE) {
		add_places(places, text, &operand->phrase);
		return;
	}
	for (const struct query_node *choice = operand->first; choice != NULL;
		choice = choice->next)
		add_places(places, text, &choice->phrase);
	if (places->n > 1)
		qsort(places->at, places->n, sizeof *places->at, by_first);
}

static bool
is_near(struct query_text *text, struct query_place a, struct query_place b, uint32_t near)
{
	struct query_place left = a.first <= b.first ? a : b;
	struct query_place right = a.first <= b.first ? b : a;

	return right.first > left.last && right.first - left.last - 1 <= near &&
	       query_text_same_part(text, left.last, right.first);
}

/*
 * Keeps the places of `next` that have one of `before` beside them. Both are sorted, so what lies
 * too far behind is passed over once.
 */
static void
keep_near(struct query_text *text, const struct places *before, struct places *next, uint32_t near)
{
	size_t start = 0;
	size_t kept = 0;

	for (size_t i = 0; i < next->n; i++) {
		struct query_place place = next->at[i];
		bool is_kept = false;

		while (start < before->n &&
			before->at[start].last + near + QUERY_WORDS_MAX < place.first)
			start++;
		for (size_t j = start;
			j < before->n && !is_kept && before->at[j].first <= place.last + near + 1;
			j++)
			is_kept = is_near(text, before->at[j], place, near);
		if (is_kept)
			next->at[kept++] = place;
	}
	next->n = kept;
}

static void
near_init(struct near *near, const struct query_node *node, struct query_text *text)
{
	near->text = text;
	near->n = 0;
	for (const struct query_node *operand = node->first; operand != NULL;
		operand = operand->next) {
		near->places[near->n] = (struct places){NULL, 0, 0};
		near->nodes[near->n++] = operand;
	}
}

static void
near_release(struct near *near)
{
	for (size_t i = 0; i < near->n; i++)
		free(near->places[i].at);
}

/* Of each operand, the places beside one of the operand before; false when there is none. */
static bool
go_forward(struct near *near)
{
	for (size_t i = 0; i < near->n; i++) {
		collect(&near->places[i], near->text, near->nodes[i]);
		if (i > 0)
			keep_near(near->text, &near->places[i - 1], &near->places[i],
				(uint32_t)near->nodes[i]->near);
		if (near->places[i].n == 0)
			return false;
	}
	return true;
}

/* Of each operand, the places beside one that was kept of the operand behind. */
static void
go_back(struct near *near)
{
	for (size_t i = near->n - 1; i > 0; i--)
		keep_near(near->text, &near->places[i], &near->places[i - 1],
			(uint32_t)near->nodes[i]->near);
}

bool
query_near(const struct query_node *node, struct query_text *text)
{
	struct near near;
	bool is_true;

	near_init(&near, node, text);
	is_true = go_forward(&near);
	near_release(&near);
	return is_true;
}

void
query_near_each(
	const struct query_node *node, struct query_text *text, query_place_fn *tell, void *context)
{
	struct near near;

	near_init(&near, node, text);
	if (go_forward(&near)) {
		go_back(&near);
		for (size_t i = 0; i < near.n; i++)
			for (size_t j = 0; j < near.places[i].n; j++)
				tell(context, near.places[i].at[j]);
	}
	near_release(&near);
}
