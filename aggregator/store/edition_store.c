#include "aggregator/store/edition_store.h"

#include <assert.h>

#include "aggregator/store/store_private.h"

static const char select_next[] = "SELECT (SELECT max(number) FROM editions),"
				  " (SELECT max(sequence) FROM editions WHERE digest = $1)";
static const char insert_edition[] =
	"INSERT INTO editions (number, digest, sequence, window_from, window_to, created,"
	" message_id, title, state, mail, tells_again)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
static const char insert_story[] =
	"INSERT INTO edition_stories (edition, rank, story, headline, items, sources)"
	" VALUES ($1, $2, $3, $4, $5, $6)";
static const char insert_delivery[] =
	"INSERT INTO deliveries (edition, recipient, state, attempts, next_try, body)"
	" VALUES ($1, $2, 0, 0, $3, $4) ON CONFLICT (edition, recipient) DO NOTHING";
static const char update_state[] = "UPDATE editions SET state = $2 WHERE number = $1";
static const char update_delivery[] =
	"UPDATE deliveries SET state = $3, attempts = $4, next_try = $5, last_error = $6"
	" WHERE edition = $1 AND recipient = $2";
static const char drop_body[] =
	"UPDATE deliveries SET body = NULL WHERE edition = $1 AND recipient = $2 AND state <> 0";

/* Who has got it, or never will, needs no further copy. */
static const char drop_mail[] =
	"UPDATE editions SET mail = NULL WHERE number = $1 AND mail IS NOT NULL AND NOT EXISTS"
	" (SELECT 1 FROM deliveries WHERE edition = $1 AND state = 0 AND body IS NULL)";

/* Runs `write` in a transaction that waits for the disk. */
typedef bool write_fn(struct store *store, void *what, struct error *err);

static bool
write_ledger(struct store *store, write_fn *write, void *what, struct error *err)
{
	assert(!store->in_batch);
	if (!db_begin(store->db, DB_SAFE_FROM_POWER, err))
		return false;
	if (write(store, what, err))
		return db_commit(store->db, err);
	db_rollback(store->db);
	return false;
}

struct new_edition {
	struct edition_record *edition;
	const struct edition_recipient *recipients;
	size_t n_recipients;
};

static bool
give_numbers(struct store *store, struct edition_record *edition, struct error *err)
{
	struct db_query *query = db_query(store->db, select_next);

	db_bind_text(query, edition->digest);
	if (db_next(query)) {
		edition->number = db_column_int(query, 0) + 1;
		edition->sequence = db_column_int(query, 1) + 1;
	}
	return db_done(query, err);
}

static bool
write_edition(struct store *store, const struct edition_record *edition, struct error *err)
{
	struct db_query *query = db_query(store->db, insert_edition);

	db_bind_int(query, edition->number);
	db_bind_text(query, edition->digest);
	db_bind_int(query, edition->sequence);
	db_bind_int(query, edition->window_from);
	db_bind_int(query, edition->window_to);
	db_bind_int(query, edition->created_at);
	db_bind_text(query, edition->message_id);
	db_bind_text(query, edition->title);
	db_bind_int(query, edition->state);
	db_bind_bytes(query, edition->mail);
	db_bind_int(query, edition->tells_again);
	return db_run(query, err);
}

static bool
write_stories(struct store *store, const struct edition_record *edition, struct error *err)
{
	for (size_t i = 0; i < edition->n_stories; i++) {
		const struct edition_story *story = &edition->stories[i];
		struct db_query *query = db_query(store->db, insert_story);

		db_bind_int(query, edition->number);
		db_bind_int(query, (int64_t)i + 1);
		db_bind_int(query, story->story);
		db_bind_text(query, story->headline);
		db_bind_int(query, story->n_items);
		db_bind_int(query, story->n_sources);
		if (!db_run(query, err))
			return false;
	}
	return true;
}

static bool
write_recipients(struct store *store, const struct new_edition *added, struct error *err)
{
	for (size_t i = 0; i < added->n_recipients; i++) {
		struct db_query *query = db_query(store->db, insert_delivery);

		db_bind_int(query, added->edition->number);
		db_bind_text(query, added->recipients[i].name);
		db_bind_int(query, added->edition->created_at);
		db_bind_bytes(query, added->recipients[i].body);
		if (!db_run(query, err))
			return false;
	}
	return true;
}

static bool
write_new(struct store *store, void *what, struct error *err)
{
	const struct new_edition *added = what;

	return give_numbers(store, added->edition, err) &&
	       write_edition(store, added->edition, err) &&
	       write_stories(store, added->edition, err) && write_recipients(store, added, err);
}

bool
edition_add(struct store *store, struct edition_record *edition,
	const struct edition_recipient *recipients, size_t n_recipients, struct error *err)
{
	struct new_edition added = {edition, recipients, n_recipients};

	return write_ledger(store, write_new, &added, err);
}

static bool
write_published(struct store *store, void *what, struct error *err)
{
	struct db_query *query = db_query(store->db, update_state);

	db_bind_int(query, *(const int64_t *)what);
	db_bind_int(query, EDITION_PUBLISHED);
	return db_run(query, err);
}

bool
edition_published(struct store *store, int64_t number, struct error *err)
{
	return write_ledger(store, write_published, &number, err);
}

static bool
write_delivery(struct store *store, void *what, struct error *err)
{
	const struct delivery *delivery = what;
	struct db_query *query = db_query(store->db, update_delivery);

	db_bind_int(query, delivery->edition);
	db_bind_text(query, delivery->recipient);
	db_bind_int(query, delivery->state);
	db_bind_int(query, delivery->attempts);
	db_bind_int(query, delivery->next_try_at);
	db_bind_text(query, delivery->last_error);
	if (!db_run(query, err))
		return false;
	query = db_query(store->db, drop_body);
	db_bind_int(query, delivery->edition);
	db_bind_text(query, delivery->recipient);
	if (!db_run(query, err))
		return false;
	query = db_query(store->db, drop_mail);
	db_bind_int(query, delivery->edition);
	return db_run(query, err);
}

bool
delivery_note(struct store *store, const struct delivery *delivery, struct error *err)
{
	struct delivery copy = *delivery;

	return write_ledger(store, write_delivery, &copy, err);
}
