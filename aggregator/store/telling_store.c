#include "aggregator/store/telling_store.h"

#include "aggregator/store/item_store.h"
#include "aggregator/store/store_private.h"

/* What editions told, and what those stories went into since, however often. */
static const char select_tellings[] =
	"WITH RECURSIVE kept (story) AS ("
	"SELECT s.story FROM edition_stories s JOIN editions e ON e.number = s.edition"
	" WHERE e.created >= $1"
	" UNION SELECT m.merged_into FROM stories m JOIN kept k ON m.number = k.story"
	" WHERE m.merged_into <> 0)"
	" SELECT i.story, i.feed, i.first_seen, i.published,"
	" CASE WHEN i.story IN (SELECT story FROM kept) THEN 1 ELSE 0 END"
	" FROM items i WHERE i.first_seen >= $1 AND i.first_seen < $2";

bool
tellings_each(struct store *store, const struct telling_window *window, telling_fn *tell,
	void *context, struct error *err)
{
	struct db_query *query = db_query(store->db, select_tellings);

	db_bind_int(query, window->since);
	db_bind_int(query, window->until);
	while (db_next(query)) {
		const struct telling telling = {
			.story = db_column_int(query, 0),
			.feed = db_column_int(query, 1),
			.first_seen_at = db_column_int(query, 2),
			.published_at = db_column_is_null(query, 3) ? ITEM_TIME_NONE
								    : db_column_int(query, 3),
			.is_kept = db_column_int(query, 4) != 0,
		};

		tell(context, &telling);
	}
	return db_done(query, err);
}
