#ifndef AGGREGATOR_STORE_DB_SQLITE_WORDS_H
#define AGGREGATOR_STORE_DB_SQLITE_WORDS_H

#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

struct sqlite3;

/*
 * Gives the connection the FTS5 tokenizer `words`: what stands between two spaces is a word, byte
 * for byte. The text has been folded and cut into words before (feeds/fold.h), so that index and
 * queries cannot disagree.
 */
bool db_sqlite_words(struct sqlite3 *handle, const char *where, struct error *err) MUST_USE;

#endif
