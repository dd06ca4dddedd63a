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
	uint32_t near[QUERY_NEAR_OPERANDS_MAX]; /* between the node before and this one */
	struct places places[QUERY_NEAR_OPERANDS_MAX];
	size_t n;
	bool is_turned; /* from the last operand to the first: nearness is mutual */
};

static void
add_place(struct places *places, struct query_place place)
{
	places->at = memory_room(places->at, places->n, &places->capacity, sizeof *places->at);
	places->at[places->n++] = place;
}

/* Those whose first word is one of `from` to `until`. */
static void
add_places(struct places *places, struct query_text *text, const struct query_phrase *phrase,
	uint32_t from, uint32_t until)
{
	struct query_place place = query_text_find(text, phrase, from, until);

	while (place.first != QUERY_NOWHERE) {
		add_place(places, place);
		place = query_text_find(text, phrase, place.first + 1, until);
	}
}

/* Words that begin so are looked for one by one, but only where they can count: near `before`. */
static void
add_places_near(struct places *places, struct query_text *text, const struct query_phrase *phrase,
	const struct places *before, uint32_t near)
{
	uint32_t margin = near + (uint32_t)phrase->n_words;
	uint32_t from = 0;

	for (size_t i = 0; i < before->n; i++) {
		const struct query_place *place = &before->at[i];
		uint32_t until = place->last + near + 1;

		if (place->first > margin && from < place->first - margin)
			from = place->first - margin;
		if (from > until)
			continue;
		add_places(places, text, phrase, from, until);
		from = until + 1;
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

static void
collect_phrase(struct near *near, size_t i, const struct query_phrase *phrase)
{
	if (i > 0 && phrase->words[0].is_prefix)
		add_places_near(
			&near->places[i], near->text, phrase, &near->places[i - 1], near->near[i]);
	else
		add_places(&near->places[i], near->text, phrase, 0, QUERY_NOWHERE);
}

/* The places of operand `i`, in the order of the text: at least those near the operand before. */
static void
collect(struct near *near, size_t i)
{
	const struct query_node *operand = near->nodes[i];
	struct places *places = &near->places[i];

	places->n = 0;
	if (operand->op == QUERY_PHRASE) {
		collect_phrase(near, i, &operand->phrase);
		return;
	}
	for (const struct query_node *choice = operand->first; choice != NULL;
		choice = choice->next)
		collect_phrase(near, i, &choice->phrase);
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

/* Whether it has to be looked for word by word. */
static bool
has_prefix(const struct query_node *operand)
{
	if (operand->op == QUERY_PHRASE)
		return operand->phrase.words[0].is_prefix;
	for (const struct query_node *choice = operand->first; choice != NULL;
		choice = choice->next) {
		if (choice->phrase.words[0].is_prefix)
			return true;
	}
	return false;
}

static void
turn(struct near *near)
{
	for (size_t i = 0, last = near->n - 1; i < last; i++, last--) {
		const struct query_node *node = near->nodes[i];

		near->nodes[i] = near->nodes[last];
		near->nodes[last] = node;
	}
	for (size_t i = 1, last = near->n - 1; i < last; i++, last--) {
		uint32_t words = near->near[i];

		near->near[i] = near->near[last];
		near->near[last] = words;
	}
	near->is_turned = true;
}

static void
near_init(struct near *near, const struct query_node *node, struct query_text *text)
{
	near->text = text;
	near->n = 0;
	near->is_turned = false;
	for (const struct query_node *operand = node->first; operand != NULL;
		operand = operand->next) {
		near->places[near->n] = (struct places){NULL, 0, 0};
		near->near[near->n] = (uint32_t)operand->near;
		near->nodes[near->n++] = operand;
	}
	if (has_prefix(near->nodes[0]) && !has_prefix(near->nodes[near->n - 1]))
		turn(near);
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
		collect(near, i);
		if (i > 0)
			keep_near(
				near->text, &near->places[i - 1], &near->places[i], near->near[i]);
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
		keep_near(near->text, &near->places[i], &near->places[i - 1], near->near[i]);
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
		for (size_t i = 0; i < near.n; i++) {
			const struct places *places =
				&near.places[near.is_turned ? near.n - 1 - i : i];

			for (size_t j = 0; j < places->n; j++)
				tell(context, places->at[j]);
		}
	}
	near_release(&near);
}
