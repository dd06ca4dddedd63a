#ifndef AGGREGATOR_STORE_SEARCH_WORDS_H
#define AGGREGATOR_STORE_SEARCH_WORDS_H

#include <stdint.h>

#include "aggregator/store/db.h"
#include "aggregator/store/search_store.h"
#include "feeds/base/buf.h"

/*
 * An item's entry in the search index: the folded words of its title and text, as feeds/fold.h
 * cuts them, and the query language with it; and a word each for its feed, companies and topics,
 * by their numbers, which no text has because it holds a sign.
 */
#define SEARCH_WORD "#%c%lld"
#define SEARCH_FEED 'f'
#define SEARCH_COMPANY 'c'
#define SEARCH_TOPIC 't'

struct search_words {
	struct db *db;
	enum db_words dialect;
	struct buf folded;
	struct buf words;
	unsigned n_words;
};

void search_words_init(struct search_words *search, struct db *db);
void search_words_release(struct search_words *search);

/* What an item says. */
struct search_entry {
	int64_t item;
	int64_t feed;
	struct span title;
	struct span text;
	struct span marks; /* as stored */
};

/*
 * Puts an entry in, takes it out (it must say what it said when it was put in). In a transaction.
 */
bool search_words_add(
	struct search_words *search, const struct search_entry *entry, struct error *err) MUST_USE;
bool search_words_remove(
	struct search_words *search, const struct search_entry *entry, struct error *err) MUST_USE;

#endif
