#ifndef TESTS_LIB_WATCHING_H
#define TESTS_LIB_WATCHING_H

#include "aggregator/watch/watch.h"
#include "feeds/base/buf.h"

/* A watch, and all that reading an item with it takes. */
struct watching {
	struct watch *watch;
	struct watch_scratch *scratch;
	struct arena *arena;
	struct verdict verdict; /* of the last item */
};

/* Of the real data files; `wishes` NULL: the whole directory. Ends on an error. */
void watching_init(struct watching *watching, const struct watchlist *wishes, bool is_explaining);
void watching_release(struct watching *watching);

/* Likewise, as a group's setup and teardown: explaining, of the whole directory. */
int watching_open_directory(void **state);
int watching_close_directory(void **state);

/* Reads one item of title and text; the verdict lasts until the next one. */
const struct verdict *watching_read(struct watching *watching, const char *title, const char *text);

/* Likewise, with all that an item can have. */
const struct verdict *watching_read_item(struct watching *watching, const struct watch_item *item);

/* Writes "META:about OPENAI:mention", by id, to `line`. */
void watching_companies(const struct verdict *verdict, struct buf *line);

#endif
