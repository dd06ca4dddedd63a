#include "aggregator/store/subscription_store.h"

#include <assert.h>

#include "aggregator/store/store_private.h"
#include "feeds/base/utf8.h"

#define ERROR_BYTES_MAX 512

static const char delete_one[] = "DELETE FROM subscriptions WHERE feed = $1";
static const char insert_one[] =
	"INSERT INTO subscriptions (feed, hub, topic, token, secret, state, lease_until, next_try,"
	" failures, pushes, pushed_at, missed, last_error)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
static const char select_trusted[] =
	"SELECT 1 FROM subscriptions WHERE feed = $1 AND state = $2 AND lease_until > $3"
	" AND pushes > 0 AND missed = 0";
static const char select_every[] =
	"SELECT feed, hub, topic, token, secret, state, lease_until, next_try, failures, pushes,"
	" pushed_at, missed, last_error FROM subscriptions ORDER BY feed";

bool
subscription_find_trust(struct store *store, struct subscription_trust *trust, struct error *err)
{
	struct db_query *query = db_query(store->db, select_trusted);

	db_bind_int(query, trust->feed);
	db_bind_int(query, trust->state);
	db_bind_int(query, trust->now);
	trust->is_trusted = db_next(query);
	return db_done(query, err);
}

bool
subscription_drop(struct store *store, int64_t feed, struct error *err)
{
	struct db_query *query = db_query(store->db, delete_one);

	assert(store->in_batch);
	db_bind_int(query, feed);
	return db_run(query, err);
}

bool
subscription_save(
	struct store *store, const struct subscription_record *subscription, struct error *err)
{
	struct db_query *query;

	if (!subscription_drop(store, subscription->feed, err))
		return false;
	query = db_query(store->db, insert_one);
	db_bind_int(query, subscription->feed);
	db_bind_text(query, subscription->hub);
	db_bind_text(query, subscription->topic);
	db_bind_text(query, subscription->token);
	db_bind_text(query, subscription->secret);
	db_bind_int(query, subscription->state);
	db_bind_int(query, subscription->lease_until);
	db_bind_int(query, subscription->next_try);
	db_bind_int(query, subscription->failures);
	db_bind_int(query, subscription->pushes);
	db_bind_int(query, subscription->pushed_at);
	db_bind_int(query, subscription->missed);
	db_bind_text(query, utf8_head(subscription->last_error, ERROR_BYTES_MAX));
	return db_run(query, err);
}

/* Columns are those of select_every. */
static struct subscription_record
read_one(struct db_query *row)
{
	return (struct subscription_record){
		.feed = db_column_int(row, 0),
		.hub = db_column_span(row, 1),
		.topic = db_column_span(row, 2),
		.token = db_column_span(row, 3),
		.secret = db_column_span(row, 4),
		.state = (int)db_column_int(row, 5),
		.lease_until = db_column_int(row, 6),
		.next_try = db_column_int(row, 7),
		.failures = (uint32_t)db_column_int(row, 8),
		.pushes = db_column_int(row, 9),
		.pushed_at = db_column_int(row, 10),
		.missed = (uint32_t)db_column_int(row, 11),
		.last_error = db_column_span(row, 12),
	};
}

bool
subscriptions_each(struct store *store, subscription_fn *tell, void *context, struct error *err)
{
	struct db_query *query = db_query(store->db, select_every);

	while (db_next(query)) {
		struct subscription_record subscription = read_one(query);

		tell(context, &subscription);
	}
	return db_done(query, err);
}
