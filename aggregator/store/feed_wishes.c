#include "aggregator/store/feed_store.h"

#include <stdlib.h>

#include "aggregator/base/hash.h"
#include "aggregator/store/store_private.h"
#include "feeds/base/arena.h"
#include "feeds/base/memory.h"

/*
 * The configuration's feeds against the table's: one read of the table, and writes only where the
 * two differ, so that a list of 100,000 feeds costs next to nothing when it has not changed.
 */

static const char select_known[] =
	"SELECT number, url, kind, configured_title, tags, is_active FROM feeds ORDER BY number";
static const char insert_feed[] =
	"INSERT INTO feeds (number, url, kind, is_active, added_at, configured_title, tags,"
	" body_hash, last_visit, next_visit, last_success, failing_since, failures, is_gone)"
	" VALUES ($1, $2, $3, 1, $4, $5, $6, 0, 0, $7, 0, 0, 0, 0)";
static const char update_wish[] =
	"UPDATE feeds SET kind = $2, configured_title = $3, tags = $4, is_active = 1"
	" WHERE number = $1";
static const char put_to_rest[] = "UPDATE feeds SET is_active = 0 WHERE number = $1";
/* Who had become one with a feed that rests is asked again. */
static const char part_again[] = "UPDATE feeds SET same_as = 0, moved_to = NULL WHERE same_as <> 0"
				 " AND same_as IN (SELECT number FROM feeds WHERE is_active = 0)";

struct known_feed {
	struct feed_wish wish;
	int64_t number;
	bool is_active;
	bool is_wished;
};

struct known_feeds {
	struct arena *arena;
	struct known_feed *feeds;
	size_t n;
	size_t capacity;
	uint32_t *places; /* by hash of url: index + 1; open addressing, a power of two */
	size_t n_places;
	int64_t last_number;
};

static uint32_t *
find_place(struct known_feeds *known, struct span url)
{
	for (size_t at = (size_t)hash_span(url);; at++) {
		uint32_t *place = &known->places[at & (known->n_places - 1)];

		if (*place == 0 || span_equal(known->feeds[*place - 1].wish.url, url))
			return place;
	}
}

static struct known_feed *
add_known(struct known_feeds *known, const struct feed_wish *wish)
{
	struct known_feed *feed;

	known->feeds = memory_room(known->feeds, known->n, &known->capacity, sizeof *known->feeds);
	feed = &known->feeds[known->n++];
	*feed = (struct known_feed){.wish = *wish};
	return feed;
}

/* Places for what is known, and for as many wishes as may come. */
static void
index_known(struct known_feeds *known, size_t n_wishes)
{
	known->n_places = 16;
	while (known->n_places < (known->n + n_wishes) * 2)
		known->n_places *= 2;
	known->places = memory_new(known->n_places, sizeof *known->places);
	for (size_t i = 0; i < known->n; i++)
		*find_place(known, known->feeds[i].wish.url) = (uint32_t)(i + 1);
}

static bool
read_known(struct store *store, struct known_feeds *known, struct error *err)
{
	struct db_query *query = db_query(store->db, select_known);

	while (db_next(query)) {
		struct feed_wish wish = {
			.url = arena_copy(known->arena, db_column_span(query, 1)),
			.kind = (enum feed_kind)db_column_int(query, 2),
			.title = arena_copy(known->arena, db_column_span(query, 3)),
			.tags = arena_copy(known->arena, db_column_span(query, 4)),
		};
		struct known_feed *feed = add_known(known, &wish);

		feed->number = db_column_int(query, 0);
		feed->is_active = db_column_int(query, 5) != 0;
		known->last_number = feed->number;
	}
	return db_done(query, err);
}

static bool
insert(struct store *store, struct known_feeds *known, const struct feed_wish *wish,
	struct error *err)
{
	struct db_query *query = db_query(store->db, insert_feed);
	struct known_feed *feed = add_known(known, wish);

	feed->number = ++known->last_number;
	feed->is_wished = true;
	*find_place(known, wish->url) = (uint32_t)known->n;
	db_bind_int(query, feed->number);
	db_bind_text(query, wish->url);
	db_bind_int(query, wish->kind);
	db_bind_int(query, wish->added_at);
	db_bind_text(query, wish->title);
	db_bind_text(query, wish->tags);
	db_bind_int(query, wish->first_visit);
	return db_run(query, err);
}

static bool
is_as_wished(const struct known_feed *feed, const struct feed_wish *wish)
{
	return feed->is_active && feed->wish.kind == wish->kind &&
	       span_equal(feed->wish.title, wish->title) && span_equal(feed->wish.tags, wish->tags);
}

/* The first of two equal urls wins. */
static bool
update(struct store *store, struct known_feed *feed, const struct feed_wish *wish,
	struct error *err)
{
	struct db_query *query;

	if (feed->is_wished)
		return true;
	feed->is_wished = true;
	if (is_as_wished(feed, wish))
		return true;
	query = db_query(store->db, update_wish);
	db_bind_int(query, feed->number);
	db_bind_int(query, wish->kind);
	db_bind_text(query, wish->title);
	db_bind_text(query, wish->tags);
	return db_run(query, err);
}

static bool
rest_others(struct store *store, struct known_feeds *known, struct error *err)
{
	size_t n_rested = 0;

	for (size_t i = 0; i < known->n; i++) {
		struct db_query *query;

		if (known->feeds[i].is_wished || !known->feeds[i].is_active)
			continue;
		query = db_query(store->db, put_to_rest);
		db_bind_int(query, known->feeds[i].number);
		if (!db_run(query, err))
			return false;
		n_rested++;
	}
	return n_rested == 0 || db_run(db_query(store->db, part_again), err);
}

static bool
write_wishes(struct store *store, struct known_feeds *known, const struct feed_wishes *wishes,
	struct error *err)
{
	for (size_t i = 0; i < wishes->n; i++) {
		const struct feed_wish *wish = &wishes->at[i];
		uint32_t place = *find_place(known, wish->url);
		bool ok = place == 0 ? insert(store, known, wish, err)
				     : update(store, &known->feeds[place - 1], wish, err);

		if (!ok)
			return false;
		if (wishes->numbers != NULL)
			wishes->numbers[i] = known->feeds[*find_place(known, wish->url) - 1].number;
	}
	return rest_others(store, known, err);
}

static bool
compare_and_write(struct store *store, struct known_feeds *known, const struct feed_wishes *wishes,
	struct error *err)
{
	if (!read_known(store, known, err))
		return false;
	index_known(known, wishes->n);
	return write_wishes(store, known, wishes, err);
}

bool
feeds_configure(struct store *store, const struct feed_wishes *wishes, struct error *err)
{
	struct known_feeds known = {.arena = arena_new()};
	bool ok = db_begin(store->db, DB_SAFE_FROM_KILL, err);

	if (ok) {
		ok = compare_and_write(store, &known, wishes, err);
		if (ok)
			ok = db_commit(store->db, err);
		else
			db_rollback(store->db);
	}
	arena_free(known.arena);
	free(known.feeds);
	free(known.places);
	return ok;
}
