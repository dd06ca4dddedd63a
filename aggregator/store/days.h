#ifndef AGGREGATOR_STORE_DAYS_H
#define AGGREGATOR_STORE_DAYS_H

#include <stdint.h>

#include "aggregator/store/db.h"

/*
 * How much was told of each company on each day (UTC). A batch counts in memory, and writes one
 * row a company.
 */
struct days;

#define DAY_SECONDS 86400

struct days *days_new(void);
void days_free(struct days *days);

/* One item about the company, on the day of `at`; the first of its story, or a further one. */
void days_add(struct days *days, int64_t company, int64_t at, bool is_new_story);

/* Adds what was counted to the table (in a transaction), and counts from 0 again. */
bool days_write(struct days *days, struct db *db, struct error *err) MUST_USE;

/* Forgets what was counted. */
void days_clear(struct days *days);

#endif
