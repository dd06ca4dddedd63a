#include "aggregator/store/feed_store.h"

#include <assert.h>
#include <stdlib.h>

#include "aggregator/store/days.h"
#include "aggregator/store/store_private.h"
#include "feeds/base/arena.h"
#include "feeds/base/memory.h"
#include "feeds/base/utf8.h"

#define LINE_BYTES_MAX 4096 /* of titles, addresses, errors, validators; more is cut */

/* When a feed that is gone is due: it does not stand among those that are looked through. */
#define NEVER ((int64_t)253402300799) /* the end of the year 9999 */

#define SELECT_FEED                                                                                \
	"SELECT number, kind, url, configured_title, tags, is_active, added_at, etag,"             \
	" last_modified, body_hash, last_visit, next_visit, last_success, failing_since,"          \
	" failures, is_gone, last_error, moved_to, title, html_url, hints, rhythm, traits,"        \
	" losses, lost_at, same_as FROM feeds"

static const char select_due[] =
	SELECT_FEED " WHERE is_active = 1 AND next_visit <= $1 AND next_visit >= $2"
		    " AND is_gone = 0 AND same_as = 0 ORDER BY next_visit, number";
static const char select_all[] = SELECT_FEED " ORDER BY number";
static const char select_number[] = SELECT_FEED " WHERE number = $1";
static const char select_url[] = SELECT_FEED " WHERE url = $1";
static const char select_next[] =
	"SELECT next_visit FROM feeds WHERE is_active = 1 AND is_gone = 0"
	" AND same_as = 0 AND next_visit > $1 ORDER BY next_visit LIMIT 1";
static const char update_ahead[] =
	"UPDATE feeds SET next_visit = $1 WHERE last_visit > $2 AND next_visit > $1";
static const char update_state[] =
	"UPDATE feeds SET etag = $2, last_modified = $3, body_hash = $4, last_visit = $5,"
	" next_visit = $6, last_success = $7, failing_since = $8, failures = $9, is_gone = $10,"
	" last_error = $11, moved_to = $12, title = $13, html_url = $14, hints = $15,"
	" rhythm = $16, traits = $17, losses = $18, lost_at = $19, same_as = $20"
	" WHERE number = $1";

static const char select_same[] =
	"SELECT number FROM feeds WHERE (url = $2 OR moved_to = $2) AND number <> $1"
	" AND is_active = 1 AND is_gone = 0 AND same_as = 0"
	" ORDER BY CASE WHEN url = $2 THEN 0 ELSE 1 END, number LIMIT 1";

struct feed_cursor {
	struct db_query *query;
	struct feed_record feed;
};

static struct feed_cursor *
cursor_new(struct store *store, const char *sql)
{
	struct feed_cursor *cursor = memory_new(1, sizeof *cursor);

	cursor->query = db_query_new(store->db, sql);
	return cursor;
}

struct feed_cursor *
feeds_due_since(struct store *store, int64_t since, int64_t now)
{
	struct feed_cursor *cursor = cursor_new(store, select_due);

	db_bind_int(cursor->query, now);
	db_bind_int(cursor->query, since);
	return cursor;
}

struct feed_cursor *
feeds_due(struct store *store, int64_t now)
{
	return feeds_due_since(store, INT64_MIN, now);
}

struct feed_cursor *
feeds_all(struct store *store)
{
	return cursor_new(store, select_all);
}

struct feed_cursor *
feed_of_number(struct store *store, int64_t number)
{
	struct feed_cursor *cursor = cursor_new(store, select_number);

	db_bind_int(cursor->query, number);
	return cursor;
}

struct feed_cursor *
feed_of_url(struct store *store, struct span url)
{
	struct feed_cursor *cursor = cursor_new(store, select_url);

	db_bind_text(cursor->query, url);
	return cursor;
}

/* Columns are those of SELECT_FEED. */
static void
read_state(struct feed_state *state, struct db_query *row)
{
	state->etag = db_column_span(row, 7);
	state->last_modified = db_column_span(row, 8);
	state->body_hash = (uint64_t)db_column_int(row, 9);
	state->last_visit = db_column_int(row, 10);
	state->next_visit = db_column_int(row, 11);
	state->last_success = db_column_int(row, 12);
	state->failing_since = db_column_int(row, 13);
	state->failures = (uint32_t)db_column_int(row, 14);
	state->is_gone = db_column_int(row, 15) != 0;
	state->last_error = db_column_span(row, 16);
	state->moved_to = db_column_span(row, 17);
	state->title = db_column_span(row, 18);
	state->html_url = db_column_span(row, 19);
	state->hints = db_column_span(row, 20);
	state->rhythm = db_column_span(row, 21);
	state->traits = (unsigned)db_column_int(row, 22);
	state->losses = (uint32_t)db_column_int(row, 23);
	state->lost_at = db_column_int(row, 24);
	state->same_as = db_column_int(row, 25);
}

const struct feed_record *
feed_cursor_next(struct feed_cursor *cursor)
{
	struct feed_record *feed = &cursor->feed;
	struct db_query *row = cursor->query;

	if (!db_next(row))
		return NULL;
	feed->number = db_column_int(row, 0);
	feed->kind = (enum feed_kind)db_column_int(row, 1);
	feed->url = db_column_span(row, 2);
	feed->configured_title = db_column_span(row, 3);
	feed->tags = db_column_span(row, 4);
	feed->is_active = db_column_int(row, 5) != 0;
	feed->added_at = db_column_int(row, 6);
	read_state(&feed->state, row);
	return feed;
}

bool
feed_cursor_close(struct feed_cursor *cursor, struct error *err)
{
	bool ok = db_done(cursor->query, err);

	db_query_free(cursor->query);
	free(cursor);
	return ok;
}

bool
feeds_next_due_after(struct store *store, int64_t after, int64_t *at, struct error *err)
{
	struct db_query *query = db_query(store->db, select_next);

	db_bind_int(query, after);
	*at = db_next(query) ? db_column_int(query, 0) : INT64_MAX;
	return db_done(query, err);
}

bool
feeds_forget_ahead(struct store *store, int64_t now, struct error *err)
{
	struct db_query *query = db_query(store->db, update_ahead);

	db_bind_int(query, now);
	db_bind_int(query, now + DAY_SECONDS);
	return db_run(query, err);
}

bool
feed_find_same(struct store *store, int64_t feed, struct span url, int64_t *same, struct error *err)
{
	struct db_query *query = db_query(store->db, select_same);

	db_bind_int(query, feed);
	db_bind_text(query, url);
	*same = db_next(query) ? db_column_int(query, 0) : 0;
	return db_done(query, err);
}

struct feed_state
feed_state_copy(const struct feed_state *state, struct arena *arena)
{
	struct feed_state copy = *state;

	copy.etag = arena_copy(arena, state->etag);
	copy.last_modified = arena_copy(arena, state->last_modified);
	copy.last_error = arena_copy(arena, state->last_error);
	copy.moved_to = arena_copy(arena, state->moved_to);
	copy.title = arena_copy(arena, state->title);
	copy.html_url = arena_copy(arena, state->html_url);
	copy.hints = arena_copy(arena, state->hints);
	copy.rhythm = arena_copy(arena, state->rhythm);
	return copy;
}

bool
feeds_next_due(struct store *store, int64_t *at, struct error *err)
{
	return feeds_next_due_after(store, INT64_MIN, at, err);
}

static void
bind_line(struct db_query *query, struct span line)
{
	db_bind_text(query, utf8_head(line, LINE_BYTES_MAX));
}

/* A validator that is cut would never match again: a long one is none. */
static void
bind_validator(struct db_query *query, struct span validator)
{
	db_bind_bytes(query, validator.len <= LINE_BYTES_MAX ? validator : SPAN_NONE);
}

bool
feed_visited(struct store *store, int64_t feed, const struct feed_state *state, struct error *err)
{
	struct db_query *query = db_query(store->db, update_state);

	assert(store->in_batch);
	db_bind_int(query, feed);
	bind_validator(query, state->etag);
	bind_validator(query, state->last_modified);
	db_bind_int(query, (int64_t)state->body_hash);
	db_bind_int(query, state->last_visit);
	db_bind_int(query, state->is_gone ? NEVER : state->next_visit);
	db_bind_int(query, state->last_success);
	db_bind_int(query, state->failing_since);
	db_bind_int(query, state->failures);
	db_bind_int(query, state->is_gone);
	bind_line(query, state->last_error);
	bind_line(query, state->moved_to);
	bind_line(query, state->title);
	bind_line(query, state->html_url);
	db_bind_bytes(query, state->hints);
	db_bind_bytes(query, state->rhythm);
	db_bind_int(query, state->traits);
	db_bind_int(query, state->losses);
	db_bind_int(query, state->lost_at);
	db_bind_int(query, state->same_as);
	return db_run(query, err);
}
