#ifndef AGGREGATOR_STORE_NAMES_H
#define AGGREGATOR_STORE_NAMES_H

#include <stdint.h>

#include "aggregator/store/db.h"
#include "feeds/base/span.h"

/*
 * Ids that stand in many items (of companies, of topics), each kept once and known by a small
 * number. The table is read when it is first needed, and then kept in memory.
 */
struct names;

enum names_kind { NAMES_COMPANIES, NAMES_TOPICS };

/* The caller owns the result; `db` outlives it. */
struct names *names_new(struct db *db, enum names_kind kind);
void names_free(struct names *names);

/* The number of `id`, which is new if need be (in a transaction then). */
bool names_number(struct names *names, struct span id, int64_t *number, struct error *err) MUST_USE;

/* The number of `id`, or 0: nothing has it. */
bool names_find(struct names *names, struct span id, int64_t *number, struct error *err) MUST_USE;

/*
 * The id of `number`; empty if there is none. Borrowed until names_forget or names_free. A number
 * that another process made since is read from the table.
 */
struct span names_id(struct names *names, int64_t number);

/* Tells every id, by number; those that another process made since are read first. */
typedef void names_fn(void *context, int64_t number, struct span id);
bool names_each(struct names *names, names_fn *tell, void *context, struct error *err) MUST_USE;

/* What was read is forgotten, after a transaction that was given up. */
void names_forget(struct names *names);

#endif
