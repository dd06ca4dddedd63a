#include "tests/unit/test.h"

#include <sqlite3.h>
#include <sysexits.h>

#include "aggregator/store/backup.h"
#include "aggregator/store/backup_table.h"
#include "aggregator/store/edition_store.h"
#include "aggregator/store/search_store.h"
#include "feeds/base/buf.h"
#include "tests/unit/store_fixture.h"

static bool
keep_line(void *context, struct span line, struct error *err)
{
	struct buf *lines = context;

	(void)err;
	assert_int_equal(span_find_byte(line, '\n'), line.len);
	buf_add(lines, line);
	return buf_add_byte(lines, '\n');
}

static void export(struct fixture *fixture, struct buf *lines)
{
	buf_init(lines, BUF_UNLIMITED);
	assert_ok(fixture, store_export(fixture->store, keep_line, lines, &fixture->err));
}

static bool
import(struct store *store, struct span lines, struct error *err)
{
	struct backup_reader *reader = store_import(store, err);
	bool ok = reader != NULL;
	struct span line;
	long long rows;

	while (ok && span_split(&lines, '\n', &line))
		ok = line.len == 0 || backup_read_line(reader, line, err);
	ok = ok && backup_finish(reader, &rows, err);
	backup_reader_free(reader);
	return ok;
}

static void
fill(struct fixture *fixture)
{
	const struct edition_recipient recipient = {.name = SPAN("desk@example.com")};
	struct item_company company = {SPAN("META"), 90, 90, 0, SPAN("\x01\xff")};
	struct item_topic topic = {SPAN("capex"), SPAN_NONE};
	struct edition_story story = {1, SPAN("Headline"), 1, 1};
	struct edition_record edition = {.digest = SPAN("morning"),
		.message_id = SPAN("<1@x>"),
		.mail = SPAN("\x00\xff"),
		.stories = &story,
		.n_stories = 1};
	struct item_record item = fixture_item(0xffffffffffffffff, "caf\xc3\xa9 \"x\"\n", "text");
	struct feed_state visit = {.etag = SPAN("\xff\x00")};
	int64_t left;

	fixture_feed(fixture, "https://example.com/");
	item.companies = &company;
	item.n_companies = 1;
	item.topics = &topic;
	item.n_topics = 1;
	item.fingerprint = SPAN("\x00\x01\x02");
	item.place.story = 1;
	item.number = fixture_add(fixture, &item, 100);
	item.title = SPAN("changed");
	assert_ok(fixture, search_index_pending(fixture->store, 10, &left, &fixture->err));
	assert_ok(fixture, store_batch_begin(fixture->store, 200, &fixture->err));
	assert_ok(fixture, item_change(fixture->store, &item, &fixture->err));
	assert_ok(fixture, feed_visited(fixture->store, 1, &visit, &fixture->err));
	assert_ok(fixture, store_batch_commit(fixture->store, &fixture->err));
	assert_ok(fixture, edition_add(fixture->store, &edition, &recipient, 1, &fixture->err));
}

/* An empty store that waits for a backup. */
static void
fixture_empty(struct fixture *fixture)
{
	fixture_init(fixture);
	store_close(fixture->store);
	fixture->store = store_open(fixture->path, STORE_IMPORT, &fixture->err);
	assert_non_null(fixture->store);
}

static void
what_was_exported_is_imported_to_the_byte(void **state)
{
	struct search_wish wish = {
		.filter = SPAN("\"changed\""), .since = INT64_MIN, .until = INT64_MAX};
	struct fixture from;
	struct fixture to;
	struct buf before;
	struct buf after;
	struct item_cursor *cursor;
	int64_t left;

	(void)state;
	fixture_init(&from);
	fixture_empty(&to);
	fill(&from);
	export(&from, &before);
	assert_ok(&to, import(to.store, buf_span(&before), &to.err));
	export(&to, &after);
	assert_string_equal(buf_string(&after), buf_string(&before));
	fixture_reopen(&to);
	assert_int_equal(store_next_item(to.store), 2);
	assert_int_equal(store_next_story(to.store), 2);
	assert_ok(&to, search_index_pending(to.store, 10, &left, &to.err));
	if (search_dialect(to.store) == SEARCH_TSQUERY)
		wish.filter = SPAN("'changed'");
	cursor = search_open(to.store, &wish);
	assert_non_null(item_cursor_next(cursor));
	assert_ok(&to, item_cursor_close(cursor, &to.err));
	buf_release(&before);
	buf_release(&after);
	fixture_release(&from);
	fixture_release(&to);
}

static void
a_store_with_something_in_it_is_left_alone(void **state)
{
	struct fixture fixture;
	struct store_counts counts;

	(void)state;
	fixture_init(&fixture);
	fill(&fixture);
	assert_null(store_import(fixture.store, &fixture.err));
	assert_int_equal(fixture.err.status, EX_CANTCREAT);
	assert_ok(&fixture, store_count(fixture.store, &counts, &fixture.err));
	assert_int_equal(counts.items, 1);
	fixture_release(&fixture);
}

static void
half_a_backup_is_refused_and_can_be_done_again(void **state)
{
	struct error err = {0};
	struct fixture from;
	struct fixture to;
	struct buf lines;
	struct span half;

	(void)state;
	fixture_init(&from);
	fixture_empty(&to);
	fill(&from);
	export(&from, &lines);
	half = span_head(
		buf_span(&lines), span_find(buf_span(&lines), SPAN("{\"table\":\"known\"")));
	assert_false(import(to.store, half, &to.err));
	assert_non_null(strstr(to.err.text, "it is not whole"));
	store_close(to.store);
	assert_null(store_open(to.path, STORE_WRITE, &err));
	assert_int_equal(err.status, EX_DATAERR);
	assert_non_null(strstr(err.text, "import into it was cut off"));
	assert_null(store_open(to.path, STORE_READ, &err));
	to.store = store_open(to.path, STORE_IMPORT, &to.err);
	assert_non_null(to.store);
	assert_ok(&to, import(to.store, buf_span(&lines), &to.err));
	fixture_reopen(&to);
	buf_release(&lines);
	fixture_release(&from);
	fixture_release(&to);
}

static void
a_wrong_line_is_told_with_its_number(void **state)
{
#define HEAD "{\"broadtape\":\"store\",\"version\":1}\n"
	static const struct {
		const char *lines;
		const char *words;
	} cases[] = {
		{"", "line 1: the backup ends before its last line"},
		{"nothing\n", "line 1: is no JSON"},
		{"[1]\n", "line 1: is no backup of a store"},
		{"{\"broadtape\":\"store\",\"version\":9}\n", "from a newer broadtape (version 9"},
		{HEAD "{\"table\":\"cats\"}\n",
			"line 2: expected the name of a table, found 'cats'"},
		{HEAD "{}\n", "line 2: expected the name of a table, found 'none'"},
		{HEAD "{\"table\":\"topics\",\"number\":1}\n", "line 2: topics.id: is missing"},
		{HEAD "{\"table\":\"topics\",\"number\":\"1\",\"id\":\"x\"}\n",
			"line 2: topics.number: is of another type"},
		{HEAD "{\"table\":\"bodies\",\"item\":1,\"fingerprint\":\"0g\"}\n",
			"line 2: bodies.fingerprint: is of another type"},
		{HEAD "{\"end\":true,\"rows\":3}\n", "line 2: tells of 3 rows, found 0"},
		{HEAD "{\"end\":true,\"rows\":0}\n{\"table\":\"meta\"}\n",
			"line 3: stands behind the end"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fixture fixture;

		fixture_empty(&fixture);
		assert_false(import(fixture.store, span_of(cases[i].lines), &fixture.err));
		if (strstr(fixture.err.text, cases[i].words) == NULL)
			fail_msg("'%s' gives '%s'", cases[i].lines, fixture.err.text);
		fixture_release(&fixture);
	}
}

static void
what_older_programs_did_not_know_is_none(void **state)
{
	static const char lines[] =
		HEAD "{\"table\":\"feeds\",\"number\":1,\"url\":\"http://a/\",\"kind\":0,"
		     "\"is_active\":1,\"added_at\":5,\"configured_title\":null,\"tags\":null,"
		     "\"title\":null,\"html_url\":null,\"etag\":null,\"last_modified\":null,"
		     "\"body_hash\":0,\"last_visit\":0,\"next_visit\":0,\"last_success\":0,"
		     "\"failing_since\":0,\"failures\":0,\"last_error\":null,"
		     "\"moved_to\":null,\"is_gone\":0,\"hints\":null,\"rhythm\":null}\n"
		     "{\"end\":true,\"rows\":1}\n";
	const struct feed_record *feed;
	struct feed_cursor *cursor;
	struct fixture fixture;

	(void)state;
	fixture_empty(&fixture);
	assert_ok(&fixture, import(fixture.store, span_of(lines), &fixture.err));
	cursor = feeds_all(fixture.store);
	feed = feed_cursor_next(cursor);
	assert_non_null(feed);
	assert_span(feed->url, "http://a/");
	assert_int_equal(feed->state.losses, 0);
	assert_ok(&fixture, feed_cursor_close(cursor, &fixture.err));
	fixture_release(&fixture);
}

/* Made again from the others: no backup has them. */
static bool
is_made_again(const char *table)
{
	static const char *const names[] = {"stale", "search"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strncmp(table, names[i], strlen(names[i])) == 0)
			return true;
	return false;
}

static bool
has_column(const struct backup_table *table, const char *column)
{
	for (const struct backup_column *at = table->columns; at->name != NULL; at++)
		if (strcmp(at->name, column) == 0)
			return true;
	return false;
}

/* What a later migration adds and the backup forgets would be lost by a move to another store. */
static void
a_backup_has_every_table_and_every_column(void **state)
{
	static const char columns[] =
		"SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c"
		" WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'";
	struct fixture fixture;
	sqlite3_stmt *rows;
	sqlite3 *db;
	int n = 0;

	(void)state;
	fixture_init(&fixture);
	if (fixture.server != NULL) {
		fixture_release(&fixture);
		skip();
	}
	store_close(fixture.store);
	fixture.store = NULL;
	assert_int_equal(sqlite3_open(fixture.path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, columns, -1, &rows, NULL), SQLITE_OK);
	for (; sqlite3_step(rows) == SQLITE_ROW; n++) {
		const char *table = (const char *)sqlite3_column_text(rows, 0);
		const char *column = (const char *)sqlite3_column_text(rows, 1);
		const struct backup_table *backup = backup_find_table(span_of(table));

		if (is_made_again(table))
			continue;
		if (backup == NULL || !has_column(backup, column))
			fail_msg("the backup lacks '%s' of the table '%s'", column, table);
	}
	assert_in_range(n, 50, 1000);
	sqlite3_finalize(rows);
	sqlite3_close(db);
	fixture_release(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_backup_has_every_table_and_every_column),
		cmocka_unit_test(what_was_exported_is_imported_to_the_byte),
		cmocka_unit_test(a_store_with_something_in_it_is_left_alone),
		cmocka_unit_test(half_a_backup_is_refused_and_can_be_done_again),
		cmocka_unit_test(a_wrong_line_is_told_with_its_number),
		cmocka_unit_test(what_older_programs_did_not_know_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
