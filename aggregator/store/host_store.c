#include "aggregator/store/host_store.h"

#include <assert.h>

#include "aggregator/store/store_private.h"

static const char drop_old[] = "DELETE FROM host_holds WHERE held_until <= $1";
static const char insert_hold[] =
	"INSERT INTO host_holds (name, held_until) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE"
	" SET held_until = excluded.held_until WHERE host_holds.held_until < excluded.held_until";
static const char select_holds[] =
	"SELECT name, held_until FROM host_holds WHERE held_until > $1 ORDER BY name";

bool
host_hold(struct store *store, struct span name, int64_t until, struct error *err)
{
	struct db_query *query = db_query(store->db, drop_old);

	assert(store->in_batch);
	db_bind_int(query, store->batch_at);
	if (!db_run(query, err))
		return false;
	query = db_query(store->db, insert_hold);
	db_bind_text(query, name);
	db_bind_int(query, until);
	return db_run(query, err);
}

bool
host_holds(struct store *store, int64_t now, host_hold_fn *tell, void *context, struct error *err)
{
	struct db_query *query = db_query(store->db, select_holds);

	db_bind_int(query, now);
	while (db_next(query))
		tell(context, db_column_span(query, 0), db_column_int(query, 1));
	return db_done(query, err);
}
