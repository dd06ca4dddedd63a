#include "aggregator/store/item_recent.h"

#include <assert.h>

#include "aggregator/store/item_store.h"
#include "aggregator/store/store_private.h"

static const char select_recent[] =
	"SELECT DISTINCT number, published, url, title, source FROM known JOIN items"
	" ON items.number = known.item WHERE known.feed = $1 ORDER BY number DESC LIMIT $2";
static const char insert_alias[] =
	"INSERT INTO known (feed, identity, item, content) VALUES ($1, $2, $3, $4)"
	" ON CONFLICT (feed, identity) DO NOTHING";

bool
items_recent(struct store *store, int64_t feed, size_t limit, struct recent_items *list,
	struct error *err)
{
	struct db_query *query = db_query(store->db, select_recent);

	list->at = arena_array(list->arena, limit, sizeof *list->at);
	list->n = 0;
	db_bind_int(query, feed);
	db_bind_int(query, (int64_t)limit);
	while (list->n < limit && db_next(query))
		list->at[list->n++] = (struct recent_item){
			.number = db_column_int(query, 0),
			.published_at = db_column_is_null(query, 1) ? ITEM_TIME_NONE
								    : db_column_int(query, 1),
			.url = arena_copy(list->arena, db_column_span(query, 2)),
			.title = arena_copy(list->arena, db_column_span(query, 3)),
			.source = arena_copy(list->arena, db_column_span(query, 4)),
		};
	return db_done(query, err);
}

bool
item_add_alias(struct store *store, int64_t feed, const struct item_alias *alias, struct error *err)
{
	struct db_query *query = db_query(store->db, insert_alias);

	assert(store->in_batch);
	expected_release(&store->expected); /* an alias may be one of them */
	db_bind_int(query, feed);
	db_bind_int(query, (int64_t)alias->identity);
	db_bind_int(query, alias->item);
	db_bind_int(query, (int64_t)alias->content);
	return db_run(query, err);
}
