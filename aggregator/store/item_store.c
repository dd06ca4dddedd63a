#include "aggregator/store/item_store.h"

#include <assert.h>

#include "aggregator/store/marks.h"
#include "aggregator/store/store_private.h"
#include "feeds/base/utf8.h"

#define FLAG_RECYCLED 1

static const char any_known[] = "SELECT 1 FROM known WHERE feed = $1 LIMIT 1";
static const char find_known[] =
	"SELECT identity, item, content FROM known WHERE feed = $1 AND identity IN"
	" ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
#define KNOWN_AT_ONCE 16 /* identities in find_known */
static const char insert_known[] =
	"INSERT INTO known (feed, identity, item, content) VALUES ($1, $2, $3, $4)"
	" ON CONFLICT (feed, identity) DO NOTHING";
/* Of an item that is known to be new. */
static const char insert_expected[] =
	"INSERT INTO known (feed, identity, item, content) VALUES ($1, $2, $3, $4)";
static const char insert_item[] =
	"INSERT INTO items (number, feed, first_seen, story, relation, score, reasons, like_item,"
	" flags, published, updated, canonical, url, title, author, source, language, tickers, "
	"marks)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,"
	" $19)";
static const char insert_body[] =
	"INSERT INTO bodies (item, fingerprint, id, categories, summary, text, why)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7)";

static const char insert_version[] =
	"INSERT INTO versions (item, version, changed_at, title, text)"
	" SELECT number, (SELECT count(*) FROM versions WHERE item = $1), $2, title, text"
	" FROM items JOIN bodies ON item = number WHERE number = $1";
static const char insert_stale[] = "INSERT INTO stale (item, title, text, marks)"
				   " SELECT number, title, text, marks FROM items JOIN bodies ON "
				   "item = number WHERE number = $1"
				   " ON CONFLICT (item) DO NOTHING";
static const char update_item[] =
	"UPDATE items SET published = $2, updated = $3, canonical = $4, url = $5, title = $6,"
	" author = $7, source = $8, language = $9, tickers = $10, marks = $11 WHERE number = $1";
static const char update_body[] =
	"UPDATE bodies SET fingerprint = $2, id = $3, categories = $4, summary = $5, text = $6"
	" WHERE item = $1";
static const char update_known[] =
	"UPDATE known SET content = $3 WHERE feed = $1 AND identity = $2";

static bool
has_any(struct store *store, int64_t feed, bool *found, struct error *err)
{
	struct db_query *query = db_query(store->db, any_known);

	db_bind_int(query, feed);
	*found = db_next(query);
	return db_done(query, err);
}

static void
note_known(struct item_known *known, size_t n, struct db_query *row)
{
	uint64_t identity = (uint64_t)db_column_int(row, 0);

	for (size_t i = 0; i < n; i++) {
		if (known[i].identity != identity)
			continue;
		known[i].item = db_column_int(row, 1);
		known[i].content = (uint64_t)db_column_int(row, 2);
	}
}

/* KNOWN_AT_ONCE of them or less. */
static bool
find_some(struct store *store, int64_t feed, struct item_known *known, size_t n, struct error *err)
{
	struct db_query *query = db_query(store->db, find_known);

	db_bind_int(query, feed);
	for (size_t i = 0; i < KNOWN_AT_ONCE; i++)
		db_bind_int(query, (int64_t)known[i < n ? i : n - 1].identity);
	while (db_next(query))
		note_known(known, n, query);
	return db_done(query, err);
}

bool
items_known(
	struct store *store, int64_t feed, struct item_known *known, size_t n, struct error *err)
{
	bool is_old_feed;

	for (size_t i = 0; i < n; i++) {
		known[i].item = 0;
		known[i].content = 0;
	}
	if (!has_any(store, feed, &is_old_feed, err))
		return false;
	for (size_t i = 0; is_old_feed && i < n; i += KNOWN_AT_ONCE) {
		size_t more = n - i < KNOWN_AT_ONCE ? n - i : KNOWN_AT_ONCE;

		if (!find_some(store, feed, known + i, more, err))
			return false;
	}
	return true;
}

static void
bind_line(struct db_query *query, struct span line)
{
	db_bind_text(query, utf8_head(line, ITEM_LINE_BYTES_MAX));
}

static void
bind_long(struct db_query *query, struct span text)
{
	db_bind_text(query, utf8_head(text, ITEM_TEXT_BYTES_MAX));
}

static void
bind_time(struct db_query *query, int64_t at)
{
	if (at == ITEM_TIME_NONE)
		db_bind_text(query, SPAN_NONE);
	else
		db_bind_int(query, at);
}

/* Companies and topics by their numbers, written into store->marks. */
static bool
write_marks(struct store *store, const struct item_record *item, struct error *err)
{
	struct marks marks;

	marks.n_companies =
		item->n_companies < MARKS_COMPANIES_MAX ? item->n_companies : MARKS_COMPANIES_MAX;
	marks.n_topics = item->n_topics < MARKS_TOPICS_MAX ? item->n_topics : MARKS_TOPICS_MAX;
	for (size_t i = 0; i < marks.n_companies; i++) {
		const struct item_company *company = &item->companies[i];
		struct company_mark *mark = &marks.companies[i];

		*mark = (struct company_mark){0, company->relevance, company->confidence,
			company->role, company->evidence};
		if (!names_number(store->companies, company->id, &mark->company, err))
			return false;
	}
	for (size_t i = 0; i < marks.n_topics; i++) {
		marks.topics[i].evidence = item->topics[i].evidence;
		if (!names_number(store->topics, item->topics[i].name, &marks.topics[i].topic, err))
			return false;
	}
	buf_clear(&store->marks);
	marks_write(&marks, &store->marks);
	return true;
}

/* The columns that a change replaces, in the order of insert_item and update_item. */
static void
bind_head(struct db_query *query, const struct item_record *item, const struct buf *marks)
{
	bind_time(query, item->published_at);
	bind_time(query, item->updated_at);
	db_bind_int(query, (int64_t)item->canonical);
	bind_line(query, item->url);
	bind_line(query, item->title);
	bind_line(query, item->author);
	bind_line(query, item->source);
	bind_line(query, item->language);
	bind_line(query, item->tickers);
	db_bind_bytes(query, marks->len > 0 ? buf_span(marks) : SPAN_NONE);
}

/* In the order of insert_body and update_body. */
static void
bind_body(struct db_query *query, int64_t number, const struct item_record *item)
{
	db_bind_int(query, number);
	db_bind_bytes(query, item->fingerprint);
	bind_line(query, item->id);
	bind_line(query, item->categories);
	bind_long(query, item->summary);
	bind_long(query, item->text);
}

static bool
add_body(struct store *store, const struct item_record *item, int64_t number, struct error *err)
{
	struct db_query *query = db_query(store->db, insert_body);

	bind_body(query, number, item);
	db_bind_bytes(query, item->place.why.len > 0 ? item->place.why : SPAN_NONE);
	return db_run(query, err);
}

/* Why it stands in its story stays: it was placed by what it said then. */
static bool
change_body(struct store *store, const struct item_record *item, struct error *err)
{
	struct db_query *query = db_query(store->db, update_body);

	bind_body(query, item->number, item);
	return db_run(query, err);
}

/* `is_new`: nothing has its identity. What is not expected to be new is asked for. */
static bool
add_known(struct store *store, const struct item_record *item, bool *is_new, struct error *err)
{
	bool is_expected = expected_take(&store->expected, item->feed, item->identity);
	struct db_query *query = db_query(store->db, is_expected ? insert_expected : insert_known);

	db_bind_int(query, item->feed);
	db_bind_int(query, (int64_t)item->identity);
	db_bind_int(query, store_next_item(store));
	db_bind_int(query, (int64_t)item->content);
	if (!db_run(query, err))
		return false;
	*is_new = is_expected || db_changed(store->db) > 0;
	return true;
}

static bool
add_head(struct store *store, const struct item_record *item, int64_t number, struct error *err)
{
	struct db_query *query = db_query(store->db, insert_item);

	db_bind_int(query, number);
	db_bind_int(query, item->feed);
	db_bind_int(query, store->batch_at);
	db_bind_int(query, item->place.story);
	db_bind_int(query, item->place.relation);
	db_bind_int(query, item->place.score);
	db_bind_int(query, item->place.reasons);
	db_bind_int(query, item->place.like_item);
	db_bind_int(query, item->place.is_recycled ? FLAG_RECYCLED : 0);
	bind_head(query, item, &store->marks);
	return db_run(query, err);
}

/* What the store itself remembers of a new item. */
static bool
count_item(struct store *store, const struct item_record *item, struct error *err)
{
	struct store_numbers *numbers = &store->numbers;
	bool is_new_story = item->place.story > numbers->last_story;

	numbers->last_item++;
	if (store->batch_at > numbers->newest_at)
		numbers->newest_at = store->batch_at;
	else if (numbers->newest_at - store->batch_at > numbers->slack)
		numbers->slack = numbers->newest_at - store->batch_at;
	if (is_new_story)
		numbers->last_story = item->place.story;
	if (item->place.story != 0)
		story_counts_add(store->story_counts, item->place.story, numbers->last_item,
			item->place.continues);
	for (size_t i = 0; i < item->n_companies && i < MARKS_COMPANIES_MAX; i++) {
		int64_t company;

		if (!names_find(store->companies, item->companies[i].id, &company, err))
			return false;
		days_add(store->days, company, store->batch_at, is_new_story);
	}
	return true;
}

bool
items_expect(
	struct store *store, int64_t feed, struct item_known *wanted, size_t n, struct error *err)
{
	assert(store->in_batch);
	if (!db_is_remote(store->db))
		return true;
	expected_begin(&store->expected, feed);
	if (!items_known(store, feed, wanted, n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (wanted[i].item == 0)
			expected_add(&store->expected, wanted[i].identity);
	expected_sort(&store->expected);
	return true;
}

bool
item_add(struct store *store, const struct item_record *item, int64_t *number, struct error *err)
{
	int64_t next = store_next_item(store);
	bool is_new;

	assert(store->in_batch);
	*number = 0;
	if (!add_known(store, item, &is_new, err))
		return false;
	if (!is_new)
		return true;
	if (!write_marks(store, item, err) || !add_head(store, item, next, err) ||
		!add_body(store, item, next, err) || !count_item(store, item, err))
		return false;
	*number = next;
	return true;
}

/* What it said so far becomes a version; the search index learns of it later. */
static bool
keep_version(struct store *store, int64_t number, struct error *err)
{
	struct db_query *query = db_query(store->db, insert_version);

	db_bind_int(query, number);
	db_bind_int(query, store->batch_at);
	if (!db_run(query, err))
		return false;
	if (number > store->numbers.indexed)
		return true;
	query = db_query(store->db, insert_stale);
	db_bind_int(query, number);
	return db_run(query, err);
}

static bool
change_known(struct store *store, const struct item_record *item, struct error *err)
{
	struct db_query *query = db_query(store->db, update_known);

	db_bind_int(query, item->feed);
	db_bind_int(query, (int64_t)item->identity);
	db_bind_int(query, (int64_t)item->content);
	return db_run(query, err);
}

bool
item_change(struct store *store, const struct item_record *item, struct error *err)
{
	struct db_query *query;

	assert(store->in_batch);
	if (!keep_version(store, item->number, err) || !write_marks(store, item, err))
		return false;
	query = db_query(store->db, update_item);
	db_bind_int(query, item->number);
	bind_head(query, item, &store->marks);
	return db_run(query, err) && change_body(store, item, err) &&
	       change_known(store, item, err);
}
