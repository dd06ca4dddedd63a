#include "tests/unit/test.h"

#include <signal.h>
#include <sys/wait.h>
#include <sysexits.h>

#include "aggregator/store/search_store.h"
#include "tests/unit/store_fixture.h"

/*
 * A store on a PostgreSQL server, beyond what it has in common with a file: run by
 * tests/peers/postgresql.t, which starts the server.
 */

static void
refused(const char *where, int status, const char *words)
{
	struct error err = {0};
	struct store *store = store_open(where, STORE_WRITE, &err);

	assert_null(store);
	if (err.status != status || strstr(err.text, words) == NULL)
		fail_msg("status %d, '%s'; wanted %d, '%s'", err.status, err.text, status, words);
	assert_null(strstr(err.text, "secret"));
}

static void
a_second_writer_is_told_who_writes(void **state)
{
	char holder[64];
	struct fixture other;
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	snprintf(holder, sizeof holder, "another broadtape (broadtape %ld on ", (long)getpid());
	refused(fixture.path, EX_TEMPFAIL, holder);
	fixture_init(&other); /* another schema is another store */
	fixture_release(&other);
	fixture_reopen(&fixture);
	fixture_release(&fixture);
}

static void
a_server_that_is_not_there_is_told_without_the_password(void **state)
{
	(void)state;
	refused("postgresql://me:secret@/news?host=/nowhere", EX_UNAVAILABLE,
		"store 'postgresql://me@/news': the server cannot be reached");
	refused("postgresql://me:secret@127.0.0.1:1/news", EX_UNAVAILABLE, "cannot be reached");
}

/* As a restart of the server does. */
static void
end_connections(struct fixture *fixture)
{
	fixture_psql(fixture, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
			      " WHERE pid <> pg_backend_pid()");
}

static void
a_lost_connection_loses_its_batch_and_comes_back(void **state)
{
	struct item_record item = fixture_item(1, "one", "text");
	struct item_known known = {.identity = 2};
	struct fixture fixture;
	int64_t number;

	(void)state;
	fixture_init(&fixture);
	fixture_add(&fixture, &item, 100);
	item.identity = 2;
	assert_ok(&fixture, store_batch_begin(fixture.store, 200, &fixture.err));
	assert_ok(&fixture, item_add(fixture.store, &item, &number, &fixture.err));
	end_connections(&fixture);
	assert_false(store_batch_commit(fixture.store, &fixture.err));
	assert_int_equal(fixture.err.status, EX_UNAVAILABLE);
	assert_ok(&fixture, items_known(fixture.store, 1, &known, 1, &fixture.err));
	assert_int_equal(known.item, 0);
	assert_int_equal(fixture_add(&fixture, &item, 300), 2);
	end_connections(&fixture);
	item.identity = 3;
	/* The first to notice fails; whoever comes after it finds a new connection. */
	assert_false(items_known(fixture.store, 1, &known, 1, &fixture.err));
	assert_int_equal(fixture_add(&fixture, &item, 300), 3);
	refused(fixture.path, EX_TEMPFAIL, "is writing to it");
	fixture_release(&fixture);
}

static void
a_failed_statement_leaves_the_next_ones_well(void **state)
{
	struct item_record item = fixture_item(1, "word", "text");
	struct search_wish wish = {.filter = SPAN("'open"), .since = INT64_MIN, .until = INT64_MAX};
	struct fixture fixture;
	struct item_cursor *cursor;
	int64_t left;

	(void)state;
	fixture_init(&fixture);
	for (int i = 0; i < 3; i++) {
		cursor = search_open(fixture.store, &wish);
		assert_null(item_cursor_next(cursor));
		assert_false(item_cursor_close(cursor, &fixture.err));
		item.identity++;
		fixture_add(&fixture, &item, 100);
		assert_ok(&fixture, search_index_pending(fixture.store, 9, &left, &fixture.err));
	}
	fixture_release(&fixture);
}

#define KILLED_BATCH 25

static void
store_and_announce(const char *path, int announce)
{
	struct error err = {0};
	struct store *store = store_open(path, STORE_WRITE, &err);

	for (uint64_t batch = 1; store != NULL; batch++) {
		bool ok = store_batch_begin(store, (int64_t)batch, &err);

		for (uint64_t i = 0; ok && i < KILLED_BATCH; i++) {
			struct item_record item = fixture_item(
				(uint64_t)store_next_item(store), "title", "some text");
			int64_t number;

			ok = item_add(store, &item, &number, &err);
		}
		if (!ok || !store_batch_commit(store, &err) ||
			write(announce, &batch, sizeof batch) != sizeof batch)
			break;
	}
	_exit(1);
}

static int64_t
kill_after(const char *path, int64_t announcements)
{
	int64_t announced = 0;
	uint64_t batch;
	int ends[2];
	pid_t pid;

	assert_int_equal(pipe(ends), 0);
	pid = fork();
	if (pid == 0)
		store_and_announce(path, ends[1]);
	close(ends[1]);
	while (announced < announcements && read(ends[0], &batch, sizeof batch) == sizeof batch)
		announced++;
	assert_int_equal(announced, announcements);
	kill(pid, SIGKILL);
	while (read(ends[0], &batch, sizeof batch) == sizeof batch)
		announced++;
	close(ends[0]);
	waitpid(pid, NULL, 0);
	return announced;
}

static void
what_was_announced_survives_a_kill(void **state)
{
	struct store_counts counts;
	struct fixture fixture;
	int64_t announced = 0;

	(void)state;
	fixture_init(&fixture);
	for (int64_t round = 0; round < 5; round++) {
		store_close(fixture.store);
		fixture.store = NULL;
		announced += kill_after(fixture.path, 1 + round * 5);
		fixture_open(&fixture);
		assert_ok(&fixture, store_count(fixture.store, &counts, &fixture.err));
		assert_int_equal(counts.items % KILLED_BATCH, 0);
		assert_in_range(counts.items / KILLED_BATCH - announced, 0, 1);
		announced = counts.items / KILLED_BATCH;
	}
	fixture_release(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_second_writer_is_told_who_writes),
		cmocka_unit_test(a_server_that_is_not_there_is_told_without_the_password),
		cmocka_unit_test(a_lost_connection_loses_its_batch_and_comes_back),
		cmocka_unit_test(a_failed_statement_leaves_the_next_ones_well),
		cmocka_unit_test(what_was_announced_survives_a_kill),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
