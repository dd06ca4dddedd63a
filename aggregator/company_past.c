#include "aggregator/company_past.h"

#include <stdbool.h>
#include <stdlib.h>

#include "aggregator/store/item_store.h"
#include "aggregator/store/search_store.h"
#include "aggregator/story/fingerprint.h"
#include "feeds/base/memory.h"

#define LOOKED_MAX 1000 /* items, while the index is behind and gives all of them */

/* What is not indexed yet comes unfiltered. */
static bool
has_company(const struct item_record *item, struct span company)
{
	for (size_t i = 0; i < item->n_companies; i++)
		if (span_equal(item->companies[i].id, company))
			return true;
	return false;
}

bool
company_past_init(struct company_past *past, struct store *store, struct span company,
	int64_t until, struct error *err)
{
	const struct search_wish wish = {
		.company = company, .since = until - COMPANY_PAST_SECONDS, .until = until};
	struct item_cursor *cursor = search_open(store, &wish);
	const struct item_record *item;

	*past = (struct company_past){.items = memory_new(COMPANY_PAST_ITEMS, sizeof *past->items),
		.fingerprints = memory_new(COMPANY_PAST_ITEMS, sizeof *past->fingerprints)};
	for (size_t looked = 0; looked < LOOKED_MAX && past->n < COMPANY_PAST_ITEMS; looked++) {
		struct fingerprint *fingerprint = &past->fingerprints[past->n];

		item = item_cursor_next(cursor);
		if (item == NULL)
			break;
		if (!has_company(item, company) ||
			!fingerprint_read(item->fingerprint, fingerprint))
			continue;
		past->items[past->n++] = (struct novelty_item){fingerprint, item->place.story};
	}
	return item_cursor_close(cursor, err);
}

void
company_past_release(struct company_past *past)
{
	free(past->items);
	free(past->fingerprints);
	*past = (struct company_past){.n = 0};
}
