#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "aggregator/store/backup.h"
#include "aggregator/store/item_store.h"
#include "aggregator/store/search_store.h"
#include "feeds/base/buf.h"

/*
 * Lines of a backup from anybody. Promise: it is refused with a message, or what was read gives the
 * same backup again, and everything can be read without harm.
 */

static char folder[] = "/tmp/fuzz-store-XXXXXX";
static char path[64];
static struct store *store;

static void
remove_folder(void)
{
	static const char *const endings[] = {"", "-wal", "-shm", "-lock"};

	store_close(store);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		char name[80];

		snprintf(name, sizeof name, "%s%s", path, endings[i]);
		unlink(name);
	}
	rmdir(folder);
}

static void
open_once(void)
{
	struct error err;

	if (store != NULL)
		return;
	if (mkdtemp(folder) == NULL)
		abort();
	snprintf(path, sizeof path, "%s/fuzz.db", folder);
	store = store_open(path, STORE_IMPORT, &err);
	assert(store != NULL);
	atexit(remove_folder);
}

static bool
keep_line(void *context, struct span line, struct error *err)
{
	(void)err;
	buf_add(context, line);
	return buf_add_byte(context, '\n');
}

static bool
import(struct span lines)
{
	struct error err = {0};
	struct backup_reader *reader = store_import(store, &err);
	struct span line;
	long long rows;
	bool ok = true;

	assert(reader != NULL);
	while (ok && span_split(&lines, '\n', &line))
		ok = line.len == 0 || backup_read_line(reader, line, &err);
	ok = ok && backup_finish(reader, &rows, &err);
	assert(ok || (err.status != 0 && err.text[0] != '\0'));
	backup_reader_free(reader);
	return ok;
}

static void export(struct buf *lines)
{
	struct error err;
	bool ok;

	buf_clear(lines);
	ok = store_export(store, keep_line, lines, &err);
	assert(ok);
}

static void
read_everything(void)
{
	struct search_wish wish = {.filter = SPAN("\"a\""), .since = INT64_MIN, .until = INT64_MAX};
	struct item_cursor *cursor = items_between(store, INT64_MIN, INT64_MAX, ITEM_WHOLE);
	struct error err;
	int64_t left;

	while (item_cursor_next(cursor) != NULL)
		continue;
	if (!item_cursor_close(cursor, &err) || !search_index_pending(store, 100, &left, &err))
		return;
	cursor = search_open(store, &wish);
	while (item_cursor_next(cursor) != NULL)
		continue;
	if (!item_cursor_close(cursor, &err))
		abort();
}

/* So that the next import finds a store that it may empty: the end is missing. */
static void
leave_half(void)
{
	struct error err;
	struct backup_reader *reader = store_import(store, &err);

	if (reader == NULL)
		store_note(store, "store.importing", 1, &err) ? (void)0 : abort();
	backup_reader_free(reader);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct buf first;
	struct buf second;

	open_once();
	if (!import(span_make((const char *)bytes, len)))
		return 0;
	buf_init(&first, BUF_UNLIMITED);
	buf_init(&second, BUF_UNLIMITED);
	export(&first);
	leave_half();
	if (!import(buf_span(&first)))
		abort();
	export(&second);
	assert(span_equal(buf_span(&first), buf_span(&second)));
	read_everything();
	leave_half();
	buf_release(&first);
	buf_release(&second);
	return 0;
}
