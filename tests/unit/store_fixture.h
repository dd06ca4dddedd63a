#ifndef TESTS_UNIT_STORE_FIXTURE_H
#define TESTS_UNIT_STORE_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "aggregator/store/feed_store.h"
#include "aggregator/store/item_store.h"
#include "aggregator/store/store.h"
#include "feeds/base/error.h"

/*
 * A store of its own, gone after the test: a file in a new folder; or, when BROADTAPE_POSTGRESQL
 * gives the address of a server, a new schema there.
 */
struct fixture {
	char folder[64]; /* or the schema */
	char path[256];
	const char *server; /* NULL: a file */
	struct store *store;
	struct error err;
};

/* Fails the test with the error's text. */
#define assert_ok(fixture, call)                                                                   \
	do {                                                                                       \
		if (!(call))                                                                       \
			fail_msg("%s", (fixture)->err.text);                                       \
	} while (0)

static inline void
fixture_open(struct fixture *fixture)
{
	fixture->store = store_open(fixture->path, STORE_WRITE, &fixture->err);
	if (fixture->store == NULL)
		fail_msg("%s", fixture->err.text);
}

static inline void
fixture_psql(const struct fixture *fixture, const char *verb)
{
	char command[512];

	snprintf(command, sizeof command, "psql -q -v ON_ERROR_STOP=1 '%s' -c '%s' 2>/dev/null >&2",
		fixture->server, verb);
	assert_int_equal(system(command), 0);
}

static inline void
fixture_place_on_server(struct fixture *fixture)
{
	static int n;
	char verb[128];

	snprintf(fixture->folder, sizeof fixture->folder, "test_%ld_%d", (long)getpid(), ++n);
	snprintf(fixture->path, sizeof fixture->path, "%s&options=-csearch_path%%3D%s",
		fixture->server, fixture->folder);
	snprintf(verb, sizeof verb, "CREATE SCHEMA %s", fixture->folder);
	fixture_psql(fixture, verb);
}

static inline void
fixture_place_in_folder(struct fixture *fixture)
{
	const char *parent = getenv("TMPDIR") != NULL ? getenv("TMPDIR") : "/tmp";

	snprintf(fixture->folder, sizeof fixture->folder, "%s/store-test-XXXXXX", parent);
	assert_non_null(mkdtemp(fixture->folder));
	snprintf(fixture->path, sizeof fixture->path, "%s/broadtape.db", fixture->folder);
}

static inline void
fixture_init(struct fixture *fixture)
{
	memset(fixture, 0, sizeof *fixture);
	fixture->server = getenv("BROADTAPE_POSTGRESQL");
	if (fixture->server != NULL)
		fixture_place_on_server(fixture);
	else
		fixture_place_in_folder(fixture);
	fixture_open(fixture);
}

static inline void
fixture_reopen(struct fixture *fixture)
{
	store_close(fixture->store);
	fixture_open(fixture);
}

static inline void
fixture_remove_folder(const struct fixture *fixture)
{
	static const char *const endings[] = {"", "-wal", "-shm", "-lock", "-journal"};

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		char path[sizeof fixture->path + 16];

		snprintf(path, sizeof path, "%s%s", fixture->path, endings[i]);
		unlink(path);
	}
	rmdir(fixture->folder);
}

static inline void
fixture_release(struct fixture *fixture)
{
	char verb[128];

	store_close(fixture->store);
	if (fixture->server == NULL) {
		fixture_remove_folder(fixture);
		return;
	}
	snprintf(verb, sizeof verb, "DROP SCHEMA %s CASCADE", fixture->folder);
	fixture_psql(fixture, verb);
}

/* A feed to hang items on. */
static inline int64_t
fixture_feed(struct fixture *fixture, const char *url)
{
	struct feed_wish wish = {.kind = FEED_URL, .url = span_of(url), .added_at = 1};
	int64_t number = 0;
	struct feed_wishes wishes = {&wish, 1, &number};

	assert_ok(fixture, feeds_configure(fixture->store, &wishes, &fixture->err));
	return number;
}

/* An item of feed 1 that tells itself from others by `identity` alone. */
static inline struct item_record
fixture_item(uint64_t identity, const char *title, const char *text)
{
	return (struct item_record){.feed = 1,
		.identity = identity,
		.content = identity * 3,
		.published_at = ITEM_TIME_NONE,
		.updated_at = ITEM_TIME_NONE,
		.title = span_of(title),
		.text = span_of(text)};
}

/* One item in a batch of its own. */
static inline int64_t
fixture_add(struct fixture *fixture, const struct item_record *item, int64_t now)
{
	int64_t number;

	assert_ok(fixture, store_batch_begin(fixture->store, now, &fixture->err));
	assert_ok(fixture, item_add(fixture->store, item, &number, &fixture->err));
	assert_ok(fixture, store_batch_commit(fixture->store, &fixture->err));
	return number;
}

#endif
