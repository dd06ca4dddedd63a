#ifndef AGGREGATOR_STORE_SCHEMA_H
#define AGGREGATOR_STORE_SCHEMA_H

#include "aggregator/store/db.h"

/* The version of the tables that this program reads and writes. */
int schema_version(void);

/*
 * Brings the tables of `db` (open for writing) to schema_version, step by step, each step in a
 * transaction of its own. False: they are from a newer program, or a step failed; then they are as
 * they were before it.
 */
bool schema_migrate(struct db *db, struct error *err) MUST_USE;

/* For a reader, which migrates nothing: whether the tables are of this version, and if not, why. */
bool schema_expect(struct db *db, struct error *err) MUST_USE;

#endif
