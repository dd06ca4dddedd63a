#include "tests/unit/test.h"

#include <sqlite3.h>

#include "aggregator/store/edition_store.h"
#include "aggregator/store/search_store.h"
#include "tests/unit/store_fixture.h"

/*
 * A disk that fails: a layer over SQLite's own files, in which the n-th write (or sync, or cut)
 * goes wrong, and each after it until the disk is mended. The store must then say so, keep all
 * that it announced, and go on when there is room again.
 */

enum fault {
	FAULT_FULL,  /* nothing is written */
	FAULT_TORN,  /* half of it is written, then the disk is full */
	FAULT_BREAK, /* an input/output error */
	FAULTS
};

static struct disk {
	enum fault fault;
	long left; /* operations that still go well; below 0: the disk never fails */
} disk;

struct faulty_file {
	sqlite3_file base;
	sqlite3_file *real;
};

static bool
fails_now(void)
{
	if (disk.left < 0)
		return false;
	if (disk.left == 0)
		return true;
	disk.left--;
	return false;
}

static int
failure(int otherwise)
{
	return disk.fault == FAULT_BREAK ? otherwise : SQLITE_FULL;
}

static sqlite3_file *
real(sqlite3_file *file)
{
	return ((struct faulty_file *)file)->real;
}

static int
faulty_write(sqlite3_file *file, const void *bytes, int len, sqlite3_int64 at)
{
	if (!fails_now())
		return real(file)->pMethods->xWrite(real(file), bytes, len, at);
	if (disk.fault == FAULT_TORN)
		real(file)->pMethods->xWrite(real(file), bytes, len / 2, at);
	return failure(SQLITE_IOERR_WRITE);
}

static int
faulty_cut(sqlite3_file *file, sqlite3_int64 len)
{
	if (!fails_now())
		return real(file)->pMethods->xTruncate(real(file), len);
	return SQLITE_IOERR_TRUNCATE;
}

/* The test does not cut the power: nothing need reach the disk. */
static int
faulty_sync(sqlite3_file *file, int flags)
{
	(void)file;
	(void)flags;
	return fails_now() ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int
faulty_close(sqlite3_file *file)
{
	int code = real(file)->pMethods->xClose(real(file));

	sqlite3_free(real(file));
	return code;
}

static int
faulty_read(sqlite3_file *file, void *bytes, int len, sqlite3_int64 at)
{
	return real(file)->pMethods->xRead(real(file), bytes, len, at);
}

static int
faulty_size(sqlite3_file *file, sqlite3_int64 *size)
{
	return real(file)->pMethods->xFileSize(real(file), size);
}

static int
faulty_lock(sqlite3_file *file, int level)
{
	return real(file)->pMethods->xLock(real(file), level);
}

static int
faulty_unlock(sqlite3_file *file, int level)
{
	return real(file)->pMethods->xUnlock(real(file), level);
}

static int
faulty_is_reserved(sqlite3_file *file, int *answer)
{
	return real(file)->pMethods->xCheckReservedLock(real(file), answer);
}

static int
faulty_control(sqlite3_file *file, int verb, void *argument)
{
	return real(file)->pMethods->xFileControl(real(file), verb, argument);
}

static int
faulty_sector(sqlite3_file *file)
{
	return real(file)->pMethods->xSectorSize(real(file));
}

static int
faulty_traits(sqlite3_file *file)
{
	return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

static int
faulty_map(sqlite3_file *file, int page, int size, int is_write, void volatile **at)
{
	return real(file)->pMethods->xShmMap(real(file), page, size, is_write, at);
}

static int
faulty_map_lock(sqlite3_file *file, int at, int n, int flags)
{
	return real(file)->pMethods->xShmLock(real(file), at, n, flags);
}

static void
faulty_barrier(sqlite3_file *file)
{
	real(file)->pMethods->xShmBarrier(real(file));
}

static int
faulty_unmap(sqlite3_file *file, int is_delete)
{
	return real(file)->pMethods->xShmUnmap(real(file), is_delete);
}

static const sqlite3_io_methods faulty_methods = {2, faulty_close, faulty_read, faulty_write,
	faulty_cut, faulty_sync, faulty_size, faulty_lock, faulty_unlock, faulty_is_reserved,
	faulty_control, faulty_sector, faulty_traits, faulty_map, faulty_map_lock, faulty_barrier,
	faulty_unmap, NULL, NULL};

static sqlite3_vfs *real_vfs;

static int
faulty_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
	struct faulty_file *faulty = (struct faulty_file *)file;
	int code;

	(void)vfs;
	faulty->real = sqlite3_malloc(real_vfs->szOsFile);
	code = real_vfs->xOpen(real_vfs, name, faulty->real, flags, out_flags);
	faulty->base.pMethods = code == SQLITE_OK ? &faulty_methods : NULL;
	if (code != SQLITE_OK)
		sqlite3_free(faulty->real);
	return code;
}

static void
install_disk(void)
{
	static sqlite3_vfs faulty;

	real_vfs = sqlite3_vfs_find(NULL);
	faulty = *real_vfs;
	faulty.zName = "faulty";
	faulty.szOsFile = sizeof(struct faulty_file);
	faulty.xOpen = faulty_open;
	sqlite3_vfs_register(&faulty, 1);
	disk.left = -1;
}

#define BATCH 3
#define BATCHES 4

/* What a run announced. */
struct announced {
	int64_t items;
	int64_t editions;
};

static bool
store_batch(struct store *store, struct announced *announced, struct error *err)
{
	int64_t number;

	if (!store_batch_begin(store, 1000 + announced->items, err))
		return false;
	for (int i = 0; i < BATCH; i++) {
		struct item_record item = fixture_item(
			(uint64_t)store_next_item(store), "a title of some words", "a text");

		item.place.story = store_next_story(store);
		if (!item_add(store, &item, &number, err)) {
			store_batch_abandon(store);
			return false;
		}
	}
	if (!store_batch_commit(store, err))
		return false;
	announced->items += BATCH;
	return true;
}

static bool
record_edition(struct store *store, struct announced *announced, struct error *err)
{
	char id[32];
	struct edition_record edition = {.digest = SPAN("morning"), .created_at = 5};

	snprintf(id, sizeof id, "<%lld@x>", (long long)announced->editions);
	edition.message_id = span_of(id);
	if (!edition_add(store, &edition, NULL, 0, err))
		return false;
	announced->editions++;
	return true;
}

/* A small life of a store; ends at the first failure. */
static bool
live(struct store *store, struct announced *announced, struct error *err)
{
	int64_t left;

	for (int i = 0; i < BATCHES; i++)
		if (!store_batch(store, announced, err))
			return false;
	return record_edition(store, announced, err) &&
	       search_index_pending(store, 100, &left, err) && store_settle(store, err) &&
	       store_batch(store, announced, err);
}

static void
holds(struct fixture *fixture, const struct announced *announced)
{
	struct store_counts counts;

	assert_ok(fixture, store_check(fixture->store, &fixture->err));
	assert_ok(fixture, store_count(fixture->store, &counts, &fixture->err));
	assert_int_equal(counts.items, announced->items);
	assert_int_equal(counts.stories, announced->items);
	assert_int_equal(counts.editions, announced->editions);
}

/* After the failure: the same store goes on when the disk is mended, and so does a new one. */
static void
goes_on(struct fixture *fixture, struct announced *announced)
{
	if (fixture->store != NULL) {
		assert_ok(fixture, store_batch(fixture->store, announced, &fixture->err));
		assert_ok(fixture, record_edition(fixture->store, announced, &fixture->err));
		holds(fixture, announced);
		store_close(fixture->store);
	}
	fixture_open(fixture);
	holds(fixture, announced);
	assert_ok(fixture, store_batch(fixture->store, announced, &fixture->err));
	holds(fixture, announced);
}

/* False: the life ended well before the disk had its chance. */
static bool
fail_at(enum fault fault, long operation)
{
	struct announced announced = {0};
	struct error err = {0};
	struct fixture fixture;
	bool ok;

	fixture_init(&fixture);
	store_close(fixture.store);
	unlink(fixture.path);
	disk = (struct disk){fault, operation};
	fixture.store = store_open(fixture.path, STORE_WRITE, &err);
	ok = fixture.store != NULL && live(fixture.store, &announced, &err);
	disk.left = -1;
	if (!ok) {
		assert_int_not_equal(err.status, 0);
		assert_non_null(strstr(err.text, fixture.path));
		goes_on(&fixture, &announced);
	}
	fixture_release(&fixture);
	return !ok;
}

static void
fail_everywhere(enum fault fault)
{
	long n = 0;

	while (fail_at(fault, n))
		n++;
	assert_true(n > 50);
	print_message("# the disk failed in %ld places\n", n);
}

static void
a_full_disk_loses_nothing_announced(void **state)
{
	(void)state;
	fail_everywhere(FAULT_FULL);
}

static void
a_torn_write_loses_nothing_announced(void **state)
{
	(void)state;
	fail_everywhere(FAULT_TORN);
}

static void
a_broken_disk_loses_nothing_announced(void **state)
{
	(void)state;
	fail_everywhere(FAULT_BREAK);
}

static void
a_full_disk_is_told_as_such(void **state)
{
	struct announced announced = {0};
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	disk = (struct disk){FAULT_FULL, 0};
	assert_false(store_batch(fixture.store, &announced, &fixture.err));
	disk.left = -1;
	assert_non_null(strstr(fixture.err.text, "the disk is full; what was stored is safe"));
	fixture_release(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_full_disk_loses_nothing_announced),
		cmocka_unit_test(a_torn_write_loses_nothing_announced),
		cmocka_unit_test(a_broken_disk_loses_nothing_announced),
		cmocka_unit_test(a_full_disk_is_told_as_such),
	};

	install_disk();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
