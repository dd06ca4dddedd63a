#include "aggregator/store/edition_store.h"

#include "aggregator/store/store_private.h"

/* What stands in the ledger. */

#define SELECT_EDITION                                                                             \
	"SELECT e.number, e.digest, e.sequence, e.window_from, e.window_to, e.created,"            \
	" e.message_id, e.title, e.state, e.tells_again FROM editions e"
#define SELECT_DELIVERY                                                                            \
	"SELECT d.edition, d.recipient, d.state, d.attempts, d.next_try, d.last_error"             \
	" FROM deliveries d"

static const char select_number[] = SELECT_EDITION " WHERE e.number = $1";
static const char select_mail[] = "SELECT mail FROM editions WHERE number = $1";
static const char select_body[] =
	"SELECT body FROM deliveries WHERE edition = $1 AND recipient = $2";
static const char count_stories[] = "SELECT count(*) FROM edition_stories WHERE edition = $1";
static const char select_stories[] = "SELECT story, headline, items, sources FROM edition_stories"
				     " WHERE edition = $1 ORDER BY rank";
static const char select_last[] =
	SELECT_EDITION " WHERE e.digest = $1 AND e.created <= $2 ORDER BY e.sequence DESC LIMIT 1";
static const char select_since[] =
	SELECT_EDITION " WHERE e.digest = $1 AND e.created >= $2 ORDER BY e.number";
static const char select_all_since[] = SELECT_EDITION " WHERE e.created >= $1 ORDER BY e.number";
static const char select_unpublished[] = SELECT_EDITION " WHERE e.state = 0 ORDER BY e.number";
static const char select_of_story[] =
	SELECT_EDITION " WHERE e.number IN (SELECT edition FROM edition_stories WHERE story = $1)"
		       " ORDER BY e.number";
static const char select_told[] =
	"SELECT e.number, e.created, s.items, s.sources FROM edition_stories s"
	" JOIN editions e ON e.number = s.edition WHERE s.story = $1 AND e.digest = $2"
	" AND e.sequence < $3"
	" ORDER BY s.edition DESC LIMIT 1"; /* by the index of stories, not through all editions */

static const char select_due[] = SELECT_DELIVERY " WHERE d.state = 0 AND d.next_try <= $1"
						 " ORDER BY d.next_try, d.edition, d.recipient";
static const char select_of_edition[] =
	SELECT_DELIVERY " WHERE d.edition = $1 ORDER BY d.recipient";
static const char select_refused[] =
	SELECT_DELIVERY " JOIN editions e ON e.number = d.edition"
			" WHERE d.state = 2 AND e.created >= $1 ORDER BY d.edition, d.recipient";

/* Columns are those of SELECT_EDITION. */
static struct edition_record
read_edition(struct db_query *row, struct arena *arena)
{
	return (struct edition_record){
		.number = db_column_int(row, 0),
		.digest = arena_copy(arena, db_column_span(row, 1)),
		.sequence = db_column_int(row, 2),
		.window_from = db_column_int(row, 3),
		.window_to = db_column_int(row, 4),
		.created_at = db_column_int(row, 5),
		.message_id = arena_copy(arena, db_column_span(row, 6)),
		.title = arena_copy(arena, db_column_span(row, 7)),
		.state = (enum edition_state)db_column_int(row, 8),
		.tells_again = db_column_int(row, 9) != 0,
	};
}

static bool
list_editions(struct db_query *query, struct edition_list *list, struct error *err)
{
	size_t capacity = 0;

	list->at = NULL;
	list->n = 0;
	while (db_next(query)) {
		list->at = arena_room(list->arena, list->at, list->n, &capacity, sizeof *list->at);
		list->at[list->n++] = read_edition(query, list->arena);
	}
	return db_done(query, err);
}

bool
editions_last(struct store *store, struct span digest, int64_t until, struct edition_list *list,
	struct error *err)
{
	struct db_query *query = db_query(store->db, select_last);

	db_bind_text(query, digest);
	db_bind_int(query, until);
	return list_editions(query, list, err);
}

bool
editions_since(struct store *store, struct span digest, int64_t since, struct edition_list *list,
	struct error *err)
{
	struct db_query *query =
		db_query(store->db, digest.at != NULL ? select_since : select_all_since);

	if (digest.at != NULL)
		db_bind_text(query, digest);
	db_bind_int(query, since);
	return list_editions(query, list, err);
}

bool
editions_unpublished(struct store *store, struct edition_list *list, struct error *err)
{
	return list_editions(db_query(store->db, select_unpublished), list, err);
}

bool
editions_of_story(struct store *store, int64_t story, struct edition_list *list, struct error *err)
{
	struct db_query *query = db_query(store->db, select_of_story);

	db_bind_int(query, story);
	return list_editions(query, list, err);
}

static bool
read_stories(
	struct store *store, struct edition_record *edition, struct arena *arena, struct error *err)
{
	struct db_query *query = db_query(store->db, select_stories);
	struct edition_story *stories = NULL;
	size_t capacity = 0;

	db_bind_int(query, edition->number);
	while (db_next(query)) {
		stories =
			arena_room(arena, stories, edition->n_stories, &capacity, sizeof *stories);
		stories[edition->n_stories++] = (struct edition_story){
			.story = db_column_int(query, 0),
			.headline = arena_copy(arena, db_column_span(query, 1)),
			.n_items = db_column_int(query, 2),
			.n_sources = db_column_int(query, 3),
		};
	}
	edition->stories = stories;
	return db_done(query, err);
}

static bool
read_mail(
	struct store *store, struct edition_record *edition, struct arena *arena, struct error *err)
{
	struct db_query *query = db_query(store->db, select_mail);

	db_bind_int(query, edition->number);
	if (db_next(query))
		edition->mail = arena_copy(arena, db_column_span(query, 0));
	return db_done(query, err);
}

bool
edition_read(struct store *store, int64_t number, struct arena *arena,
	struct edition_record **edition, struct error *err)
{
	struct edition_list list = {.arena = arena};
	struct db_query *query = db_query(store->db, select_number);

	*edition = NULL;
	db_bind_int(query, number);
	if (!list_editions(query, &list, err))
		return false;
	if (list.n == 0)
		return true;
	*edition = list.at;
	return read_stories(store, list.at, arena, err) && read_mail(store, list.at, arena, err);
}

bool
edition_count_stories(struct store *store, int64_t number, size_t *n, struct error *err)
{
	struct db_query *query = db_query(store->db, count_stories);

	*n = 0;
	db_bind_int(query, number);
	if (db_next(query))
		*n = (size_t)db_column_int(query, 0);
	return db_done(query, err);
}

bool
story_last_told(struct store *store, const struct story_asked *asked, struct story_telling *telling,
	struct error *err)
{
	struct db_query *query = db_query(store->db, select_told);

	*telling = (struct story_telling){0};
	db_bind_int(query, asked->story);
	db_bind_text(query, asked->digest);
	db_bind_int(query, asked->before);
	if (db_next(query))
		*telling = (struct story_telling){
			.edition = db_column_int(query, 0),
			.told_at = db_column_int(query, 1),
			.n_items = db_column_int(query, 2),
			.n_sources = db_column_int(query, 3),
		};
	return db_done(query, err);
}

static bool
list_deliveries(
	struct db_query *query, int64_t value, struct delivery_list *list, struct error *err)
{
	size_t capacity = 0;

	list->at = NULL;
	list->n = 0;
	db_bind_int(query, value);
	while (db_next(query)) {
		list->at = arena_room(list->arena, list->at, list->n, &capacity, sizeof *list->at);
		list->at[list->n++] = (struct delivery){
			.edition = db_column_int(query, 0),
			.recipient = arena_copy(list->arena, db_column_span(query, 1)),
			.state = (enum delivery_state)db_column_int(query, 2),
			.attempts = (uint32_t)db_column_int(query, 3),
			.next_try_at = db_column_int(query, 4),
			.last_error = arena_copy(list->arena, db_column_span(query, 5)),
		};
	}
	return db_done(query, err);
}

bool
deliveries_due(struct store *store, int64_t now, struct delivery_list *list, struct error *err)
{
	return list_deliveries(db_query(store->db, select_due), now, list, err);
}

bool
deliveries_of(struct store *store, int64_t edition, struct delivery_list *list, struct error *err)
{
	return list_deliveries(db_query(store->db, select_of_edition), edition, list, err);
}

bool
deliveries_refused(
	struct store *store, int64_t since, struct delivery_list *list, struct error *err)
{
	return list_deliveries(db_query(store->db, select_refused), since, list, err);
}

bool
delivery_read_body(struct store *store, const struct delivery *delivery, struct arena *arena,
	struct span *body, struct error *err)
{
	struct db_query *query = db_query(store->db, select_body);

	*body = SPAN_NONE;
	db_bind_int(query, delivery->edition);
	db_bind_text(query, delivery->recipient);
	if (db_next(query) && !db_column_is_null(query, 0))
		*body = arena_copy(arena, db_column_span(query, 0));
	return db_done(query, err);
}
