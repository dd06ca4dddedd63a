#include "aggregator/store/search_store.h"

#include <stdio.h>

#include "aggregator/store/item_cursor.h"
#include "aggregator/store/search_words.h"

#define FILTER_BYTES_MAX ((size_t)1 << 20)

#define SELECT_FOUND                                                                               \
	"SELECT " ITEM_HEAD_COLUMNS ITEM_BODY_COLUMNS                                              \
	" FROM search w JOIN items i ON i.number = w.rowid JOIN bodies b ON b.item = w.rowid"

static const char select_found[] =
	SELECT_FOUND " WHERE {match words} AND w.rowid > $2 AND w.rowid < $3"
		     " AND i.first_seen >= $4 AND i.first_seen < $5 ORDER BY w.rowid DESC";
/* With those that were changed and not yet indexed anew: by their new words they may match. */
static const char select_found_or_stale[] =
	SELECT_WHOLE " WHERE i.number IN (SELECT w.rowid FROM search w WHERE {match words}"
		     " AND w.rowid > $2 AND w.rowid < $3 UNION ALL SELECT item FROM stale"
		     " WHERE item > $2 AND item < $3)"
		     " AND i.first_seen >= $4 AND i.first_seen < $5 ORDER BY i.number DESC";
static const char select_any_stale[] = "SELECT 1 FROM stale LIMIT 1";
static const char select_all[] =
	SELECT_WHOLE " WHERE i.number > $1 AND i.number < $2"
		     " AND i.first_seen >= $3 AND i.first_seen < $4 ORDER BY i.number DESC";

/*
 * The numbers rise with the time at which items were first seen, but for `slack` seconds where
 * the clock went back. So every item first seen from `since` on has a higher number than any
 * first seen before since - slack; and likewise at the other end.
 */
static const char select_low[] = "SELECT number FROM items WHERE first_seen < $1"
				 " ORDER BY first_seen DESC, number DESC LIMIT 1";
static const char select_high[] = "SELECT number FROM items WHERE first_seen >= $1"
				  " ORDER BY first_seen, number LIMIT 1";

static int64_t
read_bound(struct store *store, const char *sql, int64_t at, int64_t otherwise)
{
	struct db_query *query = db_query(store->db, sql);
	int64_t number;

	db_bind_int(query, at);
	number = db_next(query) ? db_column_int(query, 0) : otherwise;
	/* A failure here comes again, and is told, when the items are read. */
	return db_done(query, NULL) ? number : otherwise;
}

/* Numbers between which (both ends out) all items of the wish lie. */
static void
find_bounds(struct store *store, const struct search_wish *wish, int64_t *low, int64_t *high)
{
	int64_t slack = store->numbers.slack;

	*low = 0;
	*high = wish->before > 0 ? wish->before : INT64_MAX;
	if (wish->since > INT64_MIN + slack)
		*low = read_bound(store, select_low, wish->since - slack, 0);
	if (wish->until < INT64_MAX - slack) {
		int64_t end = read_bound(store, select_high, wish->until + slack, INT64_MAX);

		*high = end < *high ? end : *high;
	}
}

static void
add_all(struct item_cursor *cursor, const struct search_wish *wish, int64_t low, int64_t high)
{
	struct db_query *query = item_cursor_add(cursor, select_all);

	db_bind_int(query, low);
	db_bind_int(query, high);
	db_bind_int(query, wish->since);
	db_bind_int(query, wish->until);
}

static bool
has_stale(struct store *store)
{
	struct db_query *query = db_query(store->db, select_any_stale);
	bool is_any = db_next(query);

	return db_done(query, NULL) && is_any;
}

static void
add_found(struct store *store, struct item_cursor *cursor, const struct search_wish *wish,
	const int64_t bounds[2])
{
	const char *sql = has_stale(store) ? select_found_or_stale : select_found;
	struct db_query *query = item_cursor_add(cursor, sql);

	db_bind_text(query, item_cursor_keep(cursor, wish->filter));
	db_bind_int(query, bounds[0]);
	db_bind_int(query, bounds[1]);
	db_bind_int(query, wish->since);
	db_bind_int(query, wish->until);
}

/* The id's number; one that no item has if nothing has the id. */
static int64_t
number_of(struct names *names, struct span id)
{
	int64_t number;

	return names_find(names, id, &number, NULL) ? number : 0;
}

/* One word that an item must have, in quotes as both dialects have them. */
static void
want_number(struct store *store, struct buf *out, char kind, int64_t number)
{
	bool is_fts5 = db_words(store->db) == DB_WORDS_FTS5;
	const char *quote = is_fts5 ? "\"" : "'";

	if (out->len > 0)
		buf_add_text(out, is_fts5 ? " AND " : " & ");
	buf_add_text(out, quote);
	buf_format(out, SEARCH_WORD, kind, (long long)number);
	buf_add_text(out, quote);
}

/* The whole wish as one expression; empty if nothing but time is wanted. */
static void
write_filter(struct store *store, const struct search_wish *wish, struct buf *out)
{
	if (wish->filter.at != NULL)
		buf_format(out, "(%.*s)", SPAN_ARGS(wish->filter));
	if (wish->company.at != NULL)
		want_number(store, out, SEARCH_COMPANY, number_of(store->companies, wish->company));
	if (wish->topic.at != NULL)
		want_number(store, out, SEARCH_TOPIC, number_of(store->topics, wish->topic));
	if (wish->feed != 0)
		want_number(store, out, SEARCH_FEED, wish->feed);
}

/* A reader's own number grows old while the writer indexes. */
static int64_t
read_indexed(struct store *store)
{
	int64_t indexed;

	if (!store_noted(store, STORE_NOTE_INDEXED, &indexed, NULL))
		return store->numbers.indexed;
	return indexed;
}

struct item_cursor *
search_open(struct store *store, const struct search_wish *wish)
{
	struct item_cursor *cursor = item_cursor_new(store, ITEM_WHOLE);
	int64_t indexed = read_indexed(store);
	struct search_wish whole = *wish;
	struct buf filter;
	int64_t low;
	int64_t high;

	buf_init(&filter, FILTER_BYTES_MAX);
	write_filter(store, wish, &filter);
	find_bounds(store, wish, &low, &high);
	whole.filter = buf_span(&filter);
	if (filter.len == 0 || high > indexed + 1)
		add_all(cursor, wish, filter.len == 0 || low > indexed ? low : indexed, high);
	if (filter.len > 0)
		add_found(store, cursor, &whole,
			(int64_t[]){low, high < indexed + 1 ? high : indexed + 1});
	buf_release(&filter);
	return cursor;
}

struct naming {
	char kind;
	search_name_fn *tell;
	void *context;
};

static void
tell_name(void *context, int64_t number, struct span id)
{
	const struct naming *naming = context;
	char word[SEARCH_WORD_MAX];

	snprintf(word, sizeof word, SEARCH_WORD, naming->kind, (long long)number);
	naming->tell(naming->context, id, span_of(word));
}

bool
search_names(struct store *store, enum search_kind kind, search_name_fn *tell, void *context,
	struct error *err)
{
	bool is_company = kind == SEARCH_COMPANIES;
	struct naming naming = {is_company ? SEARCH_COMPANY : SEARCH_TOPIC, tell, context};

	return names_each(is_company ? store->companies : store->topics, tell_name, &naming, err);
}

void
search_feed_word(int64_t feed, char word[SEARCH_WORD_MAX])
{
	snprintf(word, SEARCH_WORD_MAX, SEARCH_WORD, SEARCH_FEED, (long long)feed);
}

enum search_dialect
search_dialect(const struct store *store)
{
	return db_words(store->db) == DB_WORDS_FTS5 ? SEARCH_FTS5 : SEARCH_TSQUERY;
}
