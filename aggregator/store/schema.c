#include "aggregator/store/schema.h"

#include <sysexits.h>

/*
 * Each step is from one version to the next and is never edited after it landed: stores of every
 * version are out there. Times are Unix seconds; hashes are 64 bits, kept as signed numbers;
 * what comes from outside and may be no UTF-8 (validators, addresses of feeds) is bytes.
 */
static const char step_1[] =
	"CREATE TABLE meta (name TEXT PRIMARY KEY, value BIGINT NOT NULL) {clustered};"

	/* What is asked for comes from the configuration, the rest from the visits. */
	"CREATE TABLE feeds ("
	" number {key}, url TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL, is_active INTEGER NOT "
	"NULL,"
	" added_at BIGINT NOT NULL, configured_title TEXT, tags TEXT, title TEXT, html_url TEXT,"
	" etag {bytes}, last_modified {bytes}, body_hash BIGINT NOT NULL,"
	" last_visit BIGINT NOT NULL, next_visit BIGINT NOT NULL, last_success BIGINT NOT NULL,"
	" failing_since BIGINT NOT NULL, failures INTEGER NOT NULL, last_error TEXT,"
	" moved_to TEXT, is_gone INTEGER NOT NULL, hints {bytes}, rhythm {bytes});"
	"CREATE INDEX feeds_due ON feeds (next_visit) WHERE is_active = 1;"

	/*
	 * An item in two rows: what a digest's window reads, narrow, and what only the chosen ones
	 * need, wide. `marks` holds the companies and topics (marks.h).
	 */
	"CREATE TABLE items ("
	" number {key}, feed BIGINT NOT NULL, first_seen BIGINT NOT NULL,"
	" story BIGINT NOT NULL, relation INTEGER NOT NULL, score INTEGER NOT NULL,"
	" reasons BIGINT NOT NULL, like_item BIGINT NOT NULL, flags INTEGER NOT NULL,"
	" published BIGINT, updated BIGINT, canonical BIGINT NOT NULL,"
	" url TEXT, title TEXT, author TEXT, source TEXT, language TEXT, tickers TEXT,"
	" marks {bytes});"
	"CREATE INDEX items_first_seen ON items (first_seen);"
	"CREATE INDEX items_story ON items (story);"
	"CREATE TABLE bodies ("
	" item {key}, fingerprint {bytes}, id TEXT, categories TEXT, summary TEXT, text TEXT);"

	/* By what a feed's item is known again, and whether it is still the same. */
	"CREATE TABLE known ("
	" feed BIGINT NOT NULL, identity BIGINT NOT NULL, item BIGINT NOT NULL,"
	" content BIGINT NOT NULL, PRIMARY KEY (feed, identity)) {clustered};"

	/* What an item said before it was changed. */
	"CREATE TABLE versions ("
	" item BIGINT NOT NULL, version INTEGER NOT NULL, changed_at BIGINT NOT NULL,"
	" title TEXT, text TEXT, PRIMARY KEY (item, version)) {clustered};"

	"CREATE TABLE companies (number {key}, id TEXT NOT NULL UNIQUE);"
	"CREATE TABLE topics (number {key}, id TEXT NOT NULL UNIQUE);"
	"CREATE TABLE company_days ("
	" company BIGINT NOT NULL, day INTEGER NOT NULL, items INTEGER NOT NULL,"
	" stories INTEGER NOT NULL, PRIMARY KEY (company, day)) {clustered};"

	"CREATE TABLE stories ("
	" number {key}, first_item BIGINT NOT NULL, created BIGINT NOT NULL, updated BIGINT NOT "
	"NULL,"
	" items INTEGER NOT NULL, continues BIGINT NOT NULL, merged_into BIGINT NOT NULL);"
	"CREATE INDEX stories_merged ON stories (merged_into) WHERE merged_into <> 0;"

	/* The ledger: an edition stands here before anything of it leaves the house. */
	"CREATE TABLE editions ("
	" number {key}, digest TEXT NOT NULL, sequence BIGINT NOT NULL, window_from BIGINT NOT "
	"NULL,"
	" window_to BIGINT NOT NULL, created BIGINT NOT NULL, message_id TEXT NOT NULL UNIQUE,"
	" title TEXT, state INTEGER NOT NULL, mail {bytes}, UNIQUE (digest, sequence));"
	"CREATE TABLE edition_stories ("
	" edition BIGINT NOT NULL, rank INTEGER NOT NULL, story BIGINT NOT NULL, headline TEXT,"
	" items INTEGER NOT NULL, sources INTEGER NOT NULL, PRIMARY KEY (edition, rank)) "
	"{clustered};"
	"CREATE INDEX edition_stories_story ON edition_stories (story, edition);"
	"CREATE TABLE deliveries ("
	" edition BIGINT NOT NULL, recipient TEXT NOT NULL, state INTEGER NOT NULL,"
	" attempts INTEGER NOT NULL, next_try BIGINT NOT NULL, last_error TEXT,"
	" PRIMARY KEY (edition, recipient)) {clustered};"
	"CREATE INDEX deliveries_due ON deliveries (next_try) WHERE state = 0;"

	/* What the search index still holds of an item that was changed since. */
	"CREATE TABLE stale (item {key}, title TEXT, text TEXT, marks {bytes});"
	"{search}";

/*
 * What good manners must remember over a restart: hosts that want to be left alone, what is wrong
 * with a feed beside its errors, which feeds are one, and who pushes to us (WebSub).
 */
static const char step_2[] =
	"ALTER TABLE feeds ADD COLUMN traits INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE feeds ADD COLUMN losses INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE feeds ADD COLUMN lost_at BIGINT NOT NULL DEFAULT 0;"
	"ALTER TABLE feeds ADD COLUMN same_as BIGINT NOT NULL DEFAULT 0;"
	"CREATE INDEX feeds_moved_to ON feeds (moved_to) WHERE moved_to IS NOT NULL;"
	"CREATE TABLE host_holds (name TEXT PRIMARY KEY, held_until BIGINT NOT NULL) {clustered};"
	"CREATE TABLE subscriptions ("
	" feed {key}, hub TEXT NOT NULL, topic TEXT NOT NULL, token TEXT NOT NULL UNIQUE,"
	" secret TEXT NOT NULL, state INTEGER NOT NULL, lease_until BIGINT NOT NULL,"
	" next_try BIGINT NOT NULL, failures INTEGER NOT NULL, pushes BIGINT NOT NULL,"
	" pushed_at BIGINT NOT NULL, missed INTEGER NOT NULL, last_error TEXT);";

/*
 * What else leaves with an edition than its mail has a body of its own; and an edition that was asked
 * to tell again what earlier ones told is made again as one.
 */
static const char step_3[] =
	"ALTER TABLE deliveries ADD COLUMN body {bytes};"
	"ALTER TABLE editions ADD COLUMN tells_again INTEGER NOT NULL DEFAULT 0;";

/* Why an item stands in its story, and what it nearly joined: story/'s own note. */
static const char step_4[] = "ALTER TABLE bodies ADD COLUMN why {bytes};";

/*
 * What feeds are worth is read off an index alone, in the order that windows want too: the rows are a tenth
 * of the store, and would be read for four numbers each.
 */
static const char step_5[] =
	"CREATE INDEX items_heads ON items (first_seen, number, story, feed, published);"
	"DROP INDEX items_first_seen;";

static const char *const steps[] = {step_1, step_2, step_3, step_4, step_5};

#define VERSION ((int)(sizeof steps / sizeof *steps))

int
schema_version(void)
{
	return VERSION;
}

static bool
tell_newer(const struct db *db, int version, struct error *err)
{
	return error_set(err, EX_CONFIG,
		"store '%s': is from a newer broadtape (its tables are version %d, this program "
		"knows "
		"%d): upgrade broadtape, or give another path to `store`",
		db_where(db), version, VERSION);
}

static bool
take_step(struct db *db, int version, struct error *err)
{
	if (!db_begin(db, DB_SAFE_FROM_POWER, err))
		return false;
	if (db_schema(db, steps[version], err) && db_set_version(db, version + 1, err))
		return db_commit(db, err);
	db_rollback(db);
	return error_in(err, "migration to version %d", version + 1);
}

bool
schema_migrate(struct db *db, struct error *err)
{
	int version;

	if (!db_version(db, &version, err))
		return false;
	if (version > VERSION)
		return tell_newer(db, version, err);
	for (; version < VERSION; version++)
		if (!take_step(db, version, err))
			return false;
	return true;
}

bool
schema_expect(struct db *db, struct error *err)
{
	int version;

	if (!db_version(db, &version, err))
		return false;
	if (version > VERSION)
		return tell_newer(db, version, err);
	if (version < VERSION)
		return error_set(err, EX_TEMPFAIL,
			"store '%s': is from an older broadtape (its tables are version %d, this "
			"program wants %d): run `broadtape run` once, which brings it up to date",
			db_where(db), version, VERSION);
	return true;
}
