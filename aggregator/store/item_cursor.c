#include "aggregator/store/item_cursor.h"

#include <assert.h>
#include <stdlib.h>

#include "aggregator/store/marks.h"
#include "feeds/base/memory.h"

static const char select_window[] = SELECT_HEAD " WHERE i.first_seen >= $1 AND i.first_seen < $2"
						" ORDER BY i.first_seen, i.number";
static const char select_window_whole[] =
	SELECT_WHOLE " WHERE i.first_seen >= $1 AND i.first_seen < $2"
		     " ORDER BY i.first_seen, i.number";
static const char select_story[] = SELECT_HEAD " WHERE i.story = $1 ORDER BY i.number";
static const char select_story_whole[] = SELECT_WHOLE " WHERE i.story = $1 ORDER BY i.number";
static const char select_one[] = SELECT_WHOLE " WHERE i.number = $1";
static const char select_versions[] =
	"SELECT changed_at, title, text FROM versions WHERE item = $1 ORDER BY version";

struct item_cursor {
	struct store *store;
	enum item_parts parts;
	struct db_query *queries[CURSOR_QUERIES_MAX];
	size_t n;
	size_t at; /* the statement that gives the next row */
	struct arena *kept;
	struct error failure; /* of a statement before the last */
	struct item_record item;
	struct marks marks;
	struct item_company companies[MARKS_COMPANIES_MAX];
	struct item_topic topics[MARKS_TOPICS_MAX];
};

struct item_cursor *
item_cursor_new(struct store *store, enum item_parts parts)
{
	struct item_cursor *cursor = memory_new(1, sizeof *cursor);

	cursor->store = store;
	cursor->parts = parts;
	cursor->item.companies = cursor->companies;
	cursor->item.topics = cursor->topics;
	return cursor;
}

struct db_query *
item_cursor_add(struct item_cursor *cursor, const char *sql)
{
	assert(cursor->n < CURSOR_QUERIES_MAX);
	cursor->queries[cursor->n] = db_query_new(cursor->store->db, sql);
	return cursor->queries[cursor->n++];
}

struct span
item_cursor_keep(struct item_cursor *cursor, struct span bytes)
{
	if (cursor->kept == NULL)
		cursor->kept = arena_new();
	return arena_copy(cursor->kept, bytes);
}

static int64_t
read_time(struct db_query *query, int column)
{
	if (db_column_is_null(query, column))
		return ITEM_TIME_NONE;
	return db_column_int(query, column);
}

static void
read_marks(struct item_cursor *cursor, struct span bytes)
{
	struct store *store = cursor->store;

	/* Marks of a newer program are not understood; the item is still an item. */
	if (!marks_read(bytes, &cursor->marks))
		cursor->marks.n_companies = 0;
	cursor->item.n_companies = cursor->marks.n_companies;
	cursor->item.n_topics = cursor->marks.n_topics;
	for (size_t i = 0; i < cursor->marks.n_companies; i++) {
		const struct company_mark *mark = &cursor->marks.companies[i];

		cursor->companies[i] =
			(struct item_company){names_id(store->companies, mark->company),
				mark->relevance, mark->confidence, mark->role, mark->evidence};
	}
	for (size_t i = 0; i < cursor->marks.n_topics; i++) {
		const struct topic_mark *mark = &cursor->marks.topics[i];

		cursor->topics[i] =
			(struct item_topic){names_id(store->topics, mark->topic), mark->evidence};
	}
}

/* Columns are those of ITEM_HEAD_COLUMNS. */
static void
read_head(struct item_record *item, struct db_query *row)
{
	item->number = db_column_int(row, 0);
	item->feed = db_column_int(row, 1);
	item->first_seen_at = db_column_int(row, 2);
	item->place.story = db_column_int(row, 3);
	item->place.relation = (int)db_column_int(row, 4);
	item->place.score = (int)db_column_int(row, 5);
	item->place.reasons = (unsigned)db_column_int(row, 6);
	item->place.like_item = db_column_int(row, 7);
	item->place.is_recycled = db_column_int(row, 8) != 0;
	item->published_at = read_time(row, 9);
	item->updated_at = read_time(row, 10);
	item->canonical = (uint64_t)db_column_int(row, 11);
	item->url = db_column_span(row, 12);
	item->title = db_column_span(row, 13);
	item->author = db_column_span(row, 14);
	item->source = db_column_span(row, 15);
	item->language = db_column_span(row, 16);
	item->tickers = db_column_span(row, 17);
}

/* Of ITEM_BODY_COLUMNS. */
static void
read_body(struct item_record *item, struct db_query *row)
{
	item->id = db_column_span(row, 19);
	item->categories = db_column_span(row, 20);
	item->summary = db_column_span(row, 21);
	item->text = db_column_span(row, 22);
	item->fingerprint = db_column_span(row, 23);
	item->place.why = db_column_span(row, 24);
}

const struct item_record *
item_cursor_next(struct item_cursor *cursor)
{
	struct db_query *row;

	while (cursor->at < cursor->n && !db_next(cursor->queries[cursor->at])) {
		if (!db_done(cursor->queries[cursor->at], &cursor->failure))
			cursor->n = cursor->at;
		else
			cursor->at++;
	}
	if (cursor->at >= cursor->n)
		return NULL;
	row = cursor->queries[cursor->at];
	read_head(&cursor->item, row);
	read_marks(cursor, db_column_span(row, 18));
	if (cursor->parts == ITEM_WHOLE)
		read_body(&cursor->item, row);
	return &cursor->item;
}

bool
item_cursor_close(struct item_cursor *cursor, struct error *err)
{
	bool ok = cursor->failure.status == 0;

	if (!ok)
		error_set(err, cursor->failure.status, "%s", cursor->failure.text);
	for (size_t i = 0; i < CURSOR_QUERIES_MAX; i++)
		db_query_free(cursor->queries[i]);
	arena_free(cursor->kept);
	free(cursor);
	return ok;
}

struct item_cursor *
items_between(struct store *store, int64_t from, int64_t to, enum item_parts parts)
{
	struct item_cursor *cursor = item_cursor_new(store, parts);
	struct db_query *query =
		item_cursor_add(cursor, parts == ITEM_WHOLE ? select_window_whole : select_window);

	db_bind_int(query, from);
	db_bind_int(query, to);
	return cursor;
}

struct item_cursor *
items_live(struct store *store, int64_t since)
{
	return items_between(store, since, INT64_MAX, ITEM_WHOLE);
}

struct item_cursor *
items_of_story(struct store *store, int64_t story, enum item_parts parts)
{
	struct item_cursor *cursor = item_cursor_new(store, parts);
	struct db_query *query =
		item_cursor_add(cursor, parts == ITEM_WHOLE ? select_story_whole : select_story);

	db_bind_int(query, story);
	return cursor;
}

/* Makes everything in the item the arena's. */
static const struct item_record *
copy_item(const struct item_record *item, struct arena *arena)
{
	struct item_record *copy = arena_alloc(arena, sizeof *copy);
	struct item_company *companies =
		arena_array(arena, item->n_companies + 1, sizeof *companies);
	struct item_topic *topics = arena_array(arena, item->n_topics + 1, sizeof *topics);
	*copy = *item;
	struct span *spans[] = {&copy->url, &copy->title, &copy->author, &copy->source,
		&copy->language, &copy->tickers, &copy->id, &copy->categories, &copy->summary,
		&copy->text, &copy->fingerprint, &copy->place.why};

	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
		*spans[i] = arena_copy(arena, *spans[i]);
	for (size_t i = 0; i < item->n_companies; i++) {
		companies[i] = item->companies[i];
		companies[i].id = arena_copy(arena, companies[i].id);
		companies[i].evidence = arena_copy(arena, companies[i].evidence);
	}
	for (size_t i = 0; i < item->n_topics; i++) {
		topics[i].name = arena_copy(arena, item->topics[i].name);
		topics[i].evidence = arena_copy(arena, item->topics[i].evidence);
	}
	copy->companies = companies;
	copy->topics = topics;
	return copy;
}

bool
item_read(struct store *store, int64_t number, struct arena *arena, const struct item_record **item,
	struct error *err)
{
	struct item_cursor *cursor = item_cursor_new(store, ITEM_WHOLE);
	const struct item_record *found;

	db_bind_int(item_cursor_add(cursor, select_one), number);
	found = item_cursor_next(cursor);
	*item = found != NULL ? copy_item(found, arena) : NULL;
	return item_cursor_close(cursor, err);
}

bool
item_versions(
	struct store *store, int64_t number, struct item_version_list *list, struct error *err)
{
	struct db_query *query = db_query(store->db, select_versions);
	size_t capacity = 0;

	list->at = NULL;
	list->n = 0;
	db_bind_int(query, number);
	while (db_next(query)) {
		list->at = arena_room(list->arena, list->at, list->n, &capacity, sizeof *list->at);
		list->at[list->n++] = (struct item_version){
			.changed_at = db_column_int(query, 0),
			.title = arena_copy(list->arena, db_column_span(query, 1)),
			.text = arena_copy(list->arena, db_column_span(query, 2)),
		};
	}
	return db_done(query, err);
}
