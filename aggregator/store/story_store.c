#include "aggregator/store/story_store.h"

#include <assert.h>

#include "aggregator/store/store_private.h"

#define MERGES_MAX 1000 /* a chain of merges; a longer one is a ring, and damage */

static const char select_story[] =
	"SELECT number, first_item, created, updated, items, continues, merged_into"
	" FROM stories WHERE number = $1";
static const char move_items[] = "UPDATE items SET story = $1 WHERE story = $2";
static const char take_counts[] =
	"UPDATE stories SET items = items + (SELECT items FROM stories WHERE number = $2),"
	" created = (SELECT min(created) FROM stories WHERE number IN ($1, $2)),"
	" updated = (SELECT max(updated) FROM stories WHERE number IN ($1, $2)),"
	" first_item = (SELECT min(first_item) FROM stories WHERE number IN ($1, $2))"
	" WHERE number = $1";
static const char mark_merged[] =
	"UPDATE stories SET merged_into = $1, items = 0 WHERE number = $2";

bool
story_merge(struct store *store, int64_t story, int64_t other, struct error *err)
{
	const char *const statements[] = {move_items, take_counts, mark_merged};

	assert(store->in_batch);
	if (!story_counts_write(store->story_counts, store->db, store->batch_at, err))
		return false;
	for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
		struct db_query *query = db_query(store->db, statements[i]);

		db_bind_int(query, story);
		db_bind_int(query, other);
		if (!db_run(query, err))
			return false;
	}
	return true;
}

static bool
read_one(struct store *store, int64_t number, struct story_record *record, struct error *err)
{
	struct db_query *query = db_query(store->db, select_story);

	*record = (struct story_record){0};
	db_bind_int(query, number);
	if (db_next(query))
		*record = (struct story_record){
			.number = db_column_int(query, 0),
			.first_item = db_column_int(query, 1),
			.created_at = db_column_int(query, 2),
			.updated_at = db_column_int(query, 3),
			.n_items = db_column_int(query, 4),
			.continues = db_column_int(query, 5),
			.merged_into = db_column_int(query, 6),
		};
	return db_done(query, err);
}

bool
story_read(struct store *store, int64_t number, struct story_record *record, struct error *err)
{
	for (int i = 0; i < MERGES_MAX; i++) {
		if (!read_one(store, number, record, err))
			return false;
		if (record->merged_into == 0)
			return true;
		number = record->merged_into;
	}
	*record = (struct story_record){0};
	return true;
}
