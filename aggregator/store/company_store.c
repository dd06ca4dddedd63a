#include "aggregator/store/company_store.h"

#include <string.h>

#include "aggregator/store/store_private.h"

static const char select_days[] = "SELECT day, items, stories FROM company_days"
				  " WHERE company = $1 AND day > $2 AND day <= $3";

static int64_t
day_of(int64_t at)
{
	return at / DAY_SECONDS - (at % DAY_SECONDS < 0);
}

bool
company_read_days(struct store *store, struct span id, struct company_days *days, struct error *err)
{
	int64_t first = day_of(days->until) - (int64_t)days->n;
	struct db_query *query;
	int64_t company;

	memset(days->stories, 0, days->n * sizeof *days->stories);
	if (days->items != NULL)
		memset(days->items, 0, days->n * sizeof *days->items);
	if (!names_find(store->companies, id, &company, err))
		return false;
	query = db_query(store->db, select_days);
	db_bind_int(query, company);
	db_bind_int(query, first);
	db_bind_int(query, day_of(days->until));
	while (db_next(query)) {
		size_t at = (size_t)(db_column_int(query, 0) - first - 1);

		days->stories[at] = (uint32_t)db_column_int(query, 2);
		if (days->items != NULL)
			days->items[at] = (uint32_t)db_column_int(query, 1);
	}
	return db_done(query, err);
}
