#include "tests/unit/test.h"

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>

#include "aggregator/store/company_store.h"
#include "aggregator/store/edition_store.h"
#include "aggregator/store/search_store.h"
#include "tests/unit/store_fixture.h"

/* Opens, expects a refusal, and checks what the user is told. */
static void
refused(struct fixture *fixture, enum store_mode mode, int status, const char *words)
{
	struct error err = {0};
	struct store *store = store_open(fixture->path, mode, &err);

	assert_null(store);
	if (err.status != status || strstr(err.text, words) == NULL ||
		strstr(err.text, fixture->path) == NULL)
		fail_msg("status %d, '%s'; wanted %d, '%s'", err.status, err.text, status, words);
}

static void
write_file(const char *path, const char *bytes, size_t len)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}

static void
run_sql(const char *path, const char *sql)
{
	sqlite3 *handle = NULL;

	assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
	assert_int_equal(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(handle);
}

static void
a_second_writer_is_told_who_writes(void **state)
{
	char number[32];
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	snprintf(number, sizeof number, "process %ld", (long)getpid());
	refused(&fixture, STORE_WRITE, EX_TEMPFAIL, number);
	store_close(fixture.store);
	fixture_open(&fixture);
	fixture_release(&fixture);
}

static void
a_reader_reads_beside_the_writer(void **state)
{
	struct item_record item = fixture_item(1, "one", "text");
	struct store_counts counts;
	struct fixture fixture;
	struct store *reader;
	int64_t number;

	(void)state;
	fixture_init(&fixture);
	fixture_add(&fixture, &item, 100);
	reader = store_open(fixture.path, STORE_READ, &fixture.err);
	assert_non_null(reader);
	assert_ok(&fixture, store_batch_begin(fixture.store, 200, &fixture.err));
	item.identity = 2;
	assert_ok(&fixture, item_add(fixture.store, &item, &number, &fixture.err));
	assert_ok(&fixture, store_count(reader, &counts, &fixture.err));
	assert_int_equal(counts.items, 1);
	assert_ok(&fixture, store_batch_commit(fixture.store, &fixture.err));
	assert_ok(&fixture, store_count(reader, &counts, &fixture.err));
	assert_int_equal(counts.items, 2);
	assert_int_equal(counts.newest_at, 200);
	assert_int_equal(counts.unindexed, 2);
	assert_true(counts.bytes > 0);
	store_close(reader);
	fixture_release(&fixture);
}

static void
a_reader_changes_nothing(void **state)
{
	struct fixture fixture;
	struct store *reader;

	(void)state;
	fixture_init(&fixture);
	reader = store_open(fixture.path, STORE_READ, &fixture.err);
	assert_non_null(reader);
	assert_false(store_note(reader, "x", 1, &fixture.err));
	assert_int_equal(fixture.err.status, EX_IOERR);
	store_close(reader);
	fixture_release(&fixture);
}

static void
what_is_no_store_is_refused_and_left_alone(void **state)
{
	static const char text[] = "This is a text file, and longer than a hundred bytes, so that "
				   "nobody takes it for the header of a database file ....";
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	store_close(fixture.store);
	fixture.store = NULL;
	unlink(fixture.path);
	refused(&fixture, STORE_READ, EX_NOINPUT, "broadtape run");
	write_file(fixture.path, text, sizeof text);
	refused(&fixture, STORE_WRITE, EX_DATAERR, "no broadtape store");
	refused(&fixture, STORE_READ, EX_DATAERR, "no broadtape store");
	unlink(fixture.path);
	run_sql(fixture.path, "CREATE TABLE other (x); PRAGMA application_id = 7");
	refused(&fixture, STORE_WRITE, EX_DATAERR, "another program's");
	unlink(fixture.path);
	run_sql(fixture.path, "CREATE TABLE other (x)");
	refused(&fixture, STORE_WRITE, EX_DATAERR, "another program's");
	fixture_release(&fixture);
}

static void
a_store_from_a_newer_version_is_refused(void **state)
{
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	store_close(fixture.store);
	fixture.store = NULL;
	run_sql(fixture.path, "PRAGMA user_version = 999");
	refused(&fixture, STORE_WRITE, EX_CONFIG, "newer broadtape (its tables are version 999");
	refused(&fixture, STORE_READ, EX_CONFIG, "upgrade broadtape");
	fixture_release(&fixture);
}

static void
a_reader_does_not_migrate(void **state)
{
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	store_close(fixture.store);
	fixture.store = NULL;
	unlink(fixture.path);
	run_sql(fixture.path, "PRAGMA application_id = 1651794288");
	refused(&fixture, STORE_READ, EX_TEMPFAIL, "older broadtape");
	fixture_open(&fixture);
	fixture_release(&fixture);
}

static void
a_folder_that_may_not_be_written_is_told(void **state)
{
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	store_close(fixture.store);
	fixture.store = NULL;
	unlink(fixture.path);
	snprintf(fixture.path, sizeof fixture.path, "/proc/broadtape.db");
	refused(&fixture, STORE_WRITE, EX_CANTCREAT, "cannot be written");
	snprintf(fixture.path, sizeof fixture.path, "%s/broadtape.db", fixture.folder);
	fixture_release(&fixture);
}

#define NOBODY 65534

static void
unlink_lock(const struct fixture *fixture)
{
	char path[sizeof fixture->path + 8];

	snprintf(path, sizeof path, "%s-lock", fixture->path);
	unlink(path);
}

/* Root may write what is read-only, so root becomes nobody for a moment. */
static void
a_file_that_may_not_be_written_is_told(void **state)
{
	bool is_root = geteuid() == 0;
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	store_close(fixture.store);
	fixture.store = NULL;
	assert_int_equal(chmod(fixture.path, 0444), 0);
	if (is_root) {
		assert_int_equal(chmod(fixture.folder, 0777), 0);
		assert_int_equal(seteuid(NOBODY), 0);
	}
	unlink_lock(&fixture);
	refused(&fixture, STORE_WRITE, EX_IOERR, "may not be written");
	if (is_root)
		assert_int_equal(seteuid(0), 0);
	fixture_release(&fixture);
}

/* As another user, who may read and not write; `is_one` false: as before. */
static void
be_a_guest(const struct fixture *fixture, bool is_one)
{
	bool is_root = getuid() == 0;

	if (is_root && !is_one)
		assert_int_equal(seteuid(0), 0);
	assert_int_equal(chmod(fixture->folder, is_one ? 0555 : 0755), 0);
	if (is_root && is_one)
		assert_int_equal(seteuid(NOBODY), 0);
}

static void
a_store_at_rest_is_read_where_nothing_may_be_written(void **state)
{
	struct item_record item = fixture_item(1, "a title", "a text");
	struct error err = {0};
	struct store_counts counts;
	struct fixture fixture;
	struct store *guest;

	(void)state;
	fixture_init(&fixture);
	fixture_add(&fixture, &item, 100);
	be_a_guest(&fixture, true);
	guest = store_open(fixture.path, STORE_READ, &err); /* beside a writer */
	if (guest != NULL)
		assert_true(store_count(guest, &counts, &err) && counts.items == 1);
	store_close(guest);
	be_a_guest(&fixture, false);
	store_close(fixture.store);
	be_a_guest(&fixture, true);
	guest = store_open(fixture.path, STORE_READ, &fixture.err);
	be_a_guest(&fixture, false);
	if (guest == NULL)
		fail_msg("%s", fixture.err.text);
	assert_ok(&fixture, store_count(guest, &counts, &fixture.err));
	assert_int_equal(counts.items, 1);
	refused(&fixture, STORE_WRITE, EX_TEMPFAIL, "another broadtape"); /* while it is read */
	store_close(guest);
	fixture_open(&fixture);
	fixture_release(&fixture);
}

static void
damage_is_found_and_told(void **state)
{
	struct fixture fixture;
	struct stat about;
	struct error err = {0};
	struct store *store;
	bool is_found;
	int fd;

	(void)state;
	fixture_init(&fixture);
	for (uint64_t i = 1; i < 200; i++) {
		struct item_record item = fixture_item(i, "a title of some length", "text");

		fixture_add(&fixture, &item, 100);
	}
	assert_ok(&fixture, store_check(fixture.store, &fixture.err));
	store_close(fixture.store);
	fixture.store = NULL;
	fd = open(fixture.path, O_WRONLY);
	assert_int_equal(fstat(fd, &about), 0);
	for (off_t at = 8192; at < about.st_size; at += 8192)
		assert_int_equal(pwrite(fd, "\xff\xff\xff\xff\xff\xff\xff\xff", 8, at), 8);
	close(fd);
	store = store_open(fixture.path, STORE_WRITE, &err);
	is_found = store == NULL || !store_check(store, &err);
	assert_true(is_found);
	assert_int_equal(err.status, EX_DATAERR);
	assert_non_null(strstr(err.text, "damaged"));
	store_close(store);
	fixture_release(&fixture);
}

static void
numbers_are_kept_under_names(void **state)
{
	struct fixture fixture;
	int64_t value = -1;

	(void)state;
	fixture_init(&fixture);
	assert_ok(&fixture, store_noted(fixture.store, "cycle", &value, &fixture.err));
	assert_int_equal(value, 0);
	assert_ok(&fixture, store_note(fixture.store, "cycle", INT64_MIN, &fixture.err));
	fixture_reopen(&fixture);
	assert_ok(&fixture, store_noted(fixture.store, "cycle", &value, &fixture.err));
	assert_true(value == INT64_MIN);
	fixture_release(&fixture);
}

static void
what_is_old_goes_and_does_not_come_back(void **state)
{
	struct item_known known = {.identity = 1};
	struct store_counts counts;
	struct fixture fixture;
	int64_t removed;

	(void)state;
	fixture_init(&fixture);
	for (uint64_t i = 1; i <= 5; i++) {
		struct item_record item = fixture_item(i, "title", "text");

		item.place.story = i < 3 ? 1 : (int64_t)i - 1;
		fixture_add(&fixture, &item, 100 * (int64_t)i);
	}
	assert_ok(&fixture, store_expire(fixture.store, 400, 2, &removed, &fixture.err));
	assert_int_equal(removed, 2);
	assert_ok(&fixture, store_expire(fixture.store, 400, 2, &removed, &fixture.err));
	assert_int_equal(removed, 1);
	assert_ok(&fixture, store_count(fixture.store, &counts, &fixture.err));
	assert_int_equal(counts.items, 2);
	assert_int_equal(counts.stories, 2);
	assert_ok(&fixture, items_known(fixture.store, 1, &known, 1, &fixture.err));
	assert_int_equal(known.item, 1);
	assert_ok(&fixture, store_expire(fixture.store, 9999, 99, &removed, &fixture.err));
	fixture_reopen(&fixture);
	assert_int_equal(store_next_item(fixture.store), 6);
	assert_int_equal(store_next_story(fixture.store), 5);
	fixture_release(&fixture);
}

static void
a_company_is_counted_day_by_day(void **state)
{
	struct item_company company = {SPAN("META"), 90, 90, 0, SPAN_NONE};
	uint32_t stories[3], items[3];
	struct company_days days = {86400 * 12 + 5, 3, stories, items};
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	for (uint64_t i = 1; i <= 4; i++) {
		struct item_record item = fixture_item(i, "title", "text");

		item.companies = &company;
		item.n_companies = 1;
		item.place.story = i < 3 ? 1 : (int64_t)i - 1;
		fixture_add(&fixture, &item, 86400 * (i < 4 ? 10 : 12));
	}
	assert_ok(&fixture, company_read_days(fixture.store, SPAN("META"), &days, &fixture.err));
	assert_int_equal(stories[0], 2);
	assert_int_equal(items[0], 3);
	assert_int_equal(stories[1], 0);
	assert_int_equal(stories[2], 1);
	assert_ok(&fixture, company_read_days(fixture.store, SPAN("NOBODY"), &days, &fixture.err));
	assert_int_equal(stories[0], 0);
	fixture_release(&fixture);
}

#define KILLED_BATCH 25

static bool
store_batch(struct store *store, int64_t now, struct error *err)
{
	if (!store_batch_begin(store, now, err))
		return false;
	for (int i = 0; i < KILLED_BATCH; i++) {
		struct item_record item =
			fixture_item((uint64_t)store_next_item(store), "title", "some text");
		int64_t number;

		item.place.story = store_next_story(store);
		if (!item_add(store, &item, &number, err) || number == 0)
			return false;
	}
	return store_batch_commit(store, err);
}

static bool
record_edition(struct store *store, int64_t now, struct error *err)
{
	const struct edition_recipient recipient = {.name = SPAN("desk@example.com")};
	char id[64];
	struct edition_record edition = {.digest = SPAN("morning"), .created_at = now};

	snprintf(id, sizeof id, "<%ld.%lld@x>", (long)getpid(), (long long)now);
	edition.message_id = span_of(id);
	return edition_add(store, &edition, &recipient, 1, err);
}

/*
 * For as long as it lives: batches, each announced; the index follows them, and each third one is
 * told in an edition, which is recorded before the batch is announced.
 */
static void
store_and_announce(const char *path, int announce)
{
	struct error err = {0};
	struct store *store = store_open(path, STORE_WRITE, &err);
	bool ok = store != NULL;
	int64_t left;

	for (int64_t batch = 1; ok; batch++) {
		ok = store_batch(store, batch, &err);
		if (ok && batch % 2 == 0)
			ok = search_index_pending(store, KILLED_BATCH / 2, &left, &err);
		if (ok && batch % 3 == 0)
			ok = record_edition(store, batch, &err);
		ok = ok && write(announce, &batch, sizeof batch) == sizeof batch;
	}
	_exit(1);
}

/* After so many announcements; gives how many there were in the end. */
static int64_t
kill_after(const char *path, int64_t announcements)
{
	int64_t announced = 0;
	int64_t batch;
	int ends[2];
	pid_t pid;

	assert_int_equal(pipe(ends), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		store_and_announce(path, ends[1]);
	close(ends[1]);
	while (announced < announcements && read(ends[0], &batch, sizeof batch) == sizeof batch)
		announced++;
	kill(pid, SIGKILL);
	while (read(ends[0], &batch, sizeof batch) == sizeof batch)
		announced++;
	close(ends[0]);
	waitpid(pid, NULL, 0);
	return announced;
}

/* Every item is a candidate for its own word: from the index, or because it is not there yet. */
static int64_t
count_found(struct fixture *fixture)
{
	struct search_wish wish = {
		.filter = SPAN("\"title\""), .since = INT64_MIN, .until = INT64_MAX};
	struct item_cursor *cursor = search_open(fixture->store, &wish);
	int64_t n = 0;

	while (item_cursor_next(cursor) != NULL)
		n++;
	assert_ok(fixture, item_cursor_close(cursor, &fixture->err));
	return n;
}

static void
what_was_announced_survives_a_kill(void **state)
{
	struct store_counts counts;
	struct fixture fixture;
	int64_t batches = 0;
	int64_t editions = 0;

	(void)state;
	fixture_init(&fixture);
	for (int64_t round = 0; round < 12; round++) {
		int64_t announced;

		store_close(fixture.store);
		fixture.store = NULL;
		announced = kill_after(fixture.path, 1 + round * 3);
		fixture_open(&fixture);
		assert_ok(&fixture, store_check(fixture.store, &fixture.err));
		assert_ok(&fixture, store_count(fixture.store, &counts, &fixture.err));
		/* The last commit may have been done and not yet announced; never half of it. */
		assert_int_equal(counts.items % KILLED_BATCH, 0);
		assert_int_equal(counts.items, counts.stories);
		assert_int_equal(store_next_item(fixture.store), counts.items + 1);
		assert_in_range(counts.items / KILLED_BATCH - batches - announced, 0, 1);
		assert_in_range(counts.editions - editions - announced / 3, 0, 1);
		assert_int_equal(counts.unsent, counts.editions);
		assert_int_equal(count_found(&fixture), counts.items);
		batches = counts.items / KILLED_BATCH;
		editions = counts.editions;
	}
	fixture_release(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_second_writer_is_told_who_writes),
		cmocka_unit_test(a_reader_reads_beside_the_writer),
		cmocka_unit_test(a_reader_changes_nothing),
		cmocka_unit_test(what_is_no_store_is_refused_and_left_alone),
		cmocka_unit_test(a_store_from_a_newer_version_is_refused),
		cmocka_unit_test(a_reader_does_not_migrate),
		cmocka_unit_test(a_folder_that_may_not_be_written_is_told),
		cmocka_unit_test(a_file_that_may_not_be_written_is_told),
		cmocka_unit_test(a_store_at_rest_is_read_where_nothing_may_be_written),
		cmocka_unit_test(damage_is_found_and_told),
		cmocka_unit_test(numbers_are_kept_under_names),
		cmocka_unit_test(what_is_old_goes_and_does_not_come_back),
		cmocka_unit_test(a_company_is_counted_day_by_day),
		cmocka_unit_test(what_was_announced_survives_a_kill),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
