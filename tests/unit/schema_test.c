#include "tests/unit/test.h"

#include <sqlite3.h>

#include "aggregator/store/db_sqlite_words.h"
#include "aggregator/store/schema.h"
#include "feeds/base/buf.h"
#include "tests/unit/store_fixture.h"

/*
 * Stores of every version are out there. tests/corpus/store/version-N.sql has the tables as version N
 * made them; it is written once, with its migration, by `schema_test write`.
 */

/* All tables and indices, but those that SQLite makes for itself. */
static const char list_schema[] =
	"SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'search\\__%'"
	" ESCAPE '\\' ORDER BY rowid";

static sqlite3 *
open_raw(const char *path)
{
	sqlite3 *handle = NULL;
	struct error err;

	assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
	assert_true(db_sqlite_words(handle, path, &err));
	return handle;
}

static void
read_schema(const char *path, struct buf *schema)
{
	sqlite3 *handle = open_raw(path);
	sqlite3_stmt *statement = NULL;

	buf_init(schema, BUF_UNLIMITED);
	assert_int_equal(sqlite3_prepare_v2(handle, list_schema, -1, &statement, NULL), SQLITE_OK);
	while (sqlite3_step(statement) == SQLITE_ROW)
		buf_format(schema, "%s\n", (const char *)sqlite3_column_text(statement, 0));
	sqlite3_finalize(statement);
	sqlite3_close(handle);
}

static void
name_version(int version, char *path, size_t size)
{
	const char *top = getenv("TOP_SRCDIR") != NULL ? getenv("TOP_SRCDIR") : ".";

	snprintf(path, size, "%s/tests/corpus/store/version-%d.sql", top, version);
}

static void
read_version(int version, struct buf *schema)
{
	char path[512];
	char bytes[4096];
	size_t len;
	FILE *file;

	name_version(version, path, sizeof path);
	file = fopen(path, "r");
	if (file == NULL)
		fail_msg("there is no %s: `schema_test write` makes it, once", path);
	buf_init(schema, BUF_UNLIMITED);
	while ((len = fread(bytes, 1, sizeof bytes, file)) > 0)
		buf_add(schema, span_make(bytes, len));
	fclose(file);
}

/* A store as that version of the program left it. */
static void
make_old(const struct fixture *fixture, int version)
{
	struct buf schema;
	sqlite3 *handle;
	char pragmas[128];

	read_version(version, &schema);
	unlink(fixture->path);
	handle = open_raw(fixture->path);
	snprintf(pragmas, sizeof pragmas,
		"PRAGMA application_id = 1651794288; PRAGMA user_version = %d", version);
	assert_int_equal(sqlite3_exec(handle, buf_string(&schema), NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(handle, pragmas, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(handle);
	buf_release(&schema);
}

/* Good manners want that an upgrade forgets no validators: the next visit is conditional. */
static const char insert_feed[] =
	"INSERT INTO feeds (number, url, kind, is_active, added_at, body_hash, last_visit,"
	" next_visit, last_success, failing_since, failures, is_gone, etag, last_modified)"
	" VALUES (1, 'http://a/', 0, 1, 5, 77, 6, 7, 6, 0, 0, 0, 'W/\"tag\"', 'in May')";

static void
validators_survive_an_upgrade(void **state)
{
	(void)state;
	for (int version = 1; version <= schema_version(); version++) {
		struct fixture fixture;
		struct feed_cursor *cursor;
		const struct feed_record *feed;
		sqlite3 *handle;

		fixture_init(&fixture);
		store_close(fixture.store);
		make_old(&fixture, version);
		handle = open_raw(fixture.path);
		assert_int_equal(sqlite3_exec(handle, insert_feed, NULL, NULL, NULL), SQLITE_OK);
		sqlite3_close(handle);
		fixture_open(&fixture);
		cursor = feeds_all(fixture.store);
		feed = feed_cursor_next(cursor);
		assert_non_null(feed);
		assert_span(feed->state.etag, "W/\"tag\"");
		assert_span(feed->state.last_modified, "in May");
		assert_int_equal(feed->state.body_hash, 77);
		assert_int_equal(feed->state.next_visit, 7);
		assert_ok(&fixture, feed_cursor_close(cursor, &fixture.err));
		fixture_release(&fixture);
	}
}

static void
a_store_of_every_version_is_brought_up_to_date(void **state)
{
	struct item_record item = fixture_item(1, "one", "text");

	(void)state;
	for (int version = 1; version <= schema_version(); version++) {
		struct fixture fixture;
		struct buf fresh;
		struct buf migrated;

		fixture_init(&fixture);
		read_schema(fixture.path, &fresh);
		store_close(fixture.store);
		make_old(&fixture, version);
		fixture_open(&fixture);
		read_schema(fixture.path, &migrated);
		assert_string_equal(buf_string(&migrated), buf_string(&fresh));
		assert_int_equal(fixture_add(&fixture, &item, 100), 1);
		fixture_reopen(&fixture);
		buf_release(&fresh);
		buf_release(&migrated);
		fixture_release(&fixture);
	}
}

static void
a_migration_that_landed_is_never_edited(void **state)
{
	struct fixture fixture;
	struct buf fresh;
	struct buf kept;

	(void)state;
	fixture_init(&fixture);
	read_schema(fixture.path, &fresh);
	read_version(schema_version(), &kept);
	assert_string_equal(buf_string(&fresh), buf_string(&kept));
	buf_release(&fresh);
	buf_release(&kept);
	fixture_release(&fixture);
}

/* What feeds are worth goes over all items: the rows are ten times what is asked of them. */
static void
the_heads_of_items_are_read_off_an_index(void **state)
{
	static const char plan[] =
		"EXPLAIN QUERY PLAN SELECT story, feed, first_seen, published FROM items"
		" WHERE first_seen >= 1 AND first_seen < 9 ORDER BY first_seen, number";
	struct fixture fixture;
	sqlite3_stmt *statement;
	sqlite3 *handle;

	(void)state;
	fixture_init(&fixture);
	handle = open_raw(fixture.path);
	assert_int_equal(sqlite3_prepare_v2(handle, plan, -1, &statement, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	assert_non_null(strstr((const char *)sqlite3_column_text(statement, 3), "COVERING INDEX"));
	assert_int_equal(sqlite3_step(statement), SQLITE_DONE); /* and nothing is sorted */
	sqlite3_finalize(statement);
	sqlite3_close(handle);
	fixture_release(&fixture);
}

/* By hand, with a new migration. */
static int
write_version(void)
{
	struct fixture fixture;
	struct buf fresh;
	char path[512];
	FILE *file;

	fixture_init(&fixture);
	read_schema(fixture.path, &fresh);
	name_version(schema_version(), path, sizeof path);
	file = fopen(path, "wx");
	if (file == NULL || fputs(buf_string(&fresh), file) < 0 || fclose(file) != 0) {
		fprintf(stderr, "%s: is there already, or cannot be written\n", path);
		return 1;
	}
	buf_release(&fresh);
	fixture_release(&fixture);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_store_of_every_version_is_brought_up_to_date),
		cmocka_unit_test(validators_survive_an_upgrade),
		cmocka_unit_test(a_migration_that_landed_is_never_edited),
		cmocka_unit_test(the_heads_of_items_are_read_off_an_index),
	};

	if (argc > 1 && strcmp(argv[1], "write") == 0)
		return write_version();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
