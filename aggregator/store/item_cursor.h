#ifndef AGGREGATOR_STORE_ITEM_CURSOR_H
#define AGGREGATOR_STORE_ITEM_CURSOR_H

#include "aggregator/store/item_store.h"
#include "aggregator/store/store_private.h"

/* How a statement that gives items begins: the columns that the cursor reads. */
#define ITEM_HEAD_COLUMNS                                                                          \
	"i.number, i.feed, i.first_seen, i.story, i.relation, i.score, i.reasons, i.like_item,"    \
	" i.flags, i.published, i.updated, i.canonical, i.url, i.title, i.author, i.source,"       \
	" i.language, i.tickers, i.marks"
#define ITEM_BODY_COLUMNS ", b.id, b.categories, b.summary, b.text, b.fingerprint, b.why"

#define SELECT_HEAD "SELECT " ITEM_HEAD_COLUMNS " FROM items i"
#define SELECT_WHOLE                                                                               \
	"SELECT " ITEM_HEAD_COLUMNS ITEM_BODY_COLUMNS " FROM items i"                              \
	" JOIN bodies b ON b.item = i.number"

#define CURSOR_QUERIES_MAX 2

/* For the files that make cursors: statements are run one after the other. */
struct item_cursor *item_cursor_new(struct store *store, enum item_parts parts);

/* A further statement, whose values the caller binds; it belongs to the cursor. */
struct db_query *item_cursor_add(struct item_cursor *cursor, const char *sql);

/* Bytes that a bound value needs for as long as the cursor lives. */
struct span item_cursor_keep(struct item_cursor *cursor, struct span bytes);

#endif
