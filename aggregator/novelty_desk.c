#include "aggregator/novelty_desk.h"

#include <stdlib.h>

#include "aggregator/company_past.h"
#include "aggregator/story/rank.h"
#include "feeds/base/arena.h"
#include "feeds/base/memory.h"

#define COMPANIES_MAX 300 /* whose past is read for one edition */

struct known_company {
	struct span id;
	struct company_past past;
};

struct novelty_desk {
	struct store *store;
	int64_t until;
	struct arena *arena; /* has the ids */
	struct known_company companies[COMPANIES_MAX];
	size_t n;
};

struct novelty_desk *
novelty_desk_new(struct store *store, int64_t until)
{
	struct novelty_desk *desk = memory_new(1, sizeof *desk);

	desk->store = store;
	desk->until = until;
	desk->arena = arena_new();
	return desk;
}

void
novelty_desk_free(struct novelty_desk *desk)
{
	if (desk == NULL)
		return;
	for (size_t i = 0; i < desk->n; i++)
		company_past_release(&desk->companies[i].past);
	arena_free(desk->arena);
	free(desk);
}

/* NULL in `past`: too many are known already. */
static bool
find_past(struct novelty_desk *desk, struct span company, const struct company_past **past,
	struct error *err)
{
	struct known_company *fresh;
	size_t at = 0;

	while (at < desk->n && !span_equal(desk->companies[at].id, company))
		at++;
	*past = at < COMPANIES_MAX ? &desk->companies[at].past : NULL;
	if (at < desk->n || at == COMPANIES_MAX)
		return true;
	fresh = &desk->companies[desk->n++];
	fresh->id = arena_copy(desk->arena, company);
	return company_past_init(&fresh->past, desk->store, company, desk->until, err);
}

bool
novelty_desk_ask(struct novelty_desk *desk, struct span company, const struct novelty_own *own,
	struct novelty *novelty, struct error *err)
{
	const struct company_past *past;

	*novelty = (struct novelty){RANK_NOVELTY_UNKNOWN, NOVELTY_NEVER, 0};
	if (own->n == 0)
		return true;
	if (!find_past(desk, company, &past, err))
		return false;
	if (past == NULL)
		return true;
	novelty_measure(own->items, own->n, past->items, past->n, novelty);
	return true;
}
