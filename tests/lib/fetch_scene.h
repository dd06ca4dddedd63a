#ifndef TESTS_LIB_FETCH_SCENE_H
#define TESTS_LIB_FETCH_SCENE_H

#include "tests/lib/fetching.h"
#include "tests/unit/test.h"

/* What the cmocka tests of fetching have in common: each with a fetcher and a server of its own. */

#define FEED "<rss version=\"2.0\"><channel><title>t</title></channel></rss>"
#define OK_HEAD "HTTP/1.1 200 OK\nContent-Type: application/rss+xml\n"

/* Set-up and tear-down of a test whose state is a struct fetching. */
int fetch_scene_set(void **state);
int fetch_scene_clear(void **state);
#define FETCH_SCENE(test) cmocka_unit_test_setup_teardown(test, fetch_scene_set, fetch_scene_clear)

/* Fails the test unless the visit failed that way, and says so with `text` in it. */
void assert_failed(const struct visit_result *result, enum failure failure, const char *text);

/* Whether the request of that number, from 0, has `text` in its head; case does not count. */
bool request_has(struct fetching *fetching, size_t number, const char *text);

#endif
