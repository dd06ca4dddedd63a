#ifndef AGGREGATOR_SERVE_TARGET_H
#define AGGREGATOR_SERVE_TARGET_H

#include <stdbool.h>

#include "feeds/base/arena.h"
#include "feeds/base/span.h"

/*
 * What a request asks for: "/news/story/42?x=1" is the path "/story/42" and the query "x=1" under
 * the base path "/news".
 */

enum target_kind {
	TARGET_PATH,
	TARGET_BASE,    /* the base path without its slash: the client must be sent to it */
	TARGET_OUTSIDE, /* not below the base path */
	TARGET_BROKEN, /* 400: an escape that is none, a NUL, a dot segment, an escaped slash ... */
};

/*
 * Cuts `target` (it begins with '/') into path and query; the path is decoded into the arena, and
 * is then UTF-8 without control characters, backslashes, and "." or ".." as a segment. `base_path`
 * is "" or begins with a slash and ends without one.
 */
enum target_kind target_read(struct span target, struct span base_path, struct arena *arena,
	struct span *path, struct span *query);

/*
 * The decoded value of the first parameter called `name` (application/x-www-form-urlencoded), in
 * the arena; what is not UTF-8 stays as it is. SPAN_NONE: there is none.
 */
struct span target_parameter(struct span query, struct span name, struct arena *arena);

#endif
