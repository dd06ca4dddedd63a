#include <sysexits.h>

#include "aggregator/store/db_driver.h"

/* In a program that was configured --without-postgresql: the kind is known, and says so. */
static struct db *
open_nothing(const char *where, enum db_mode mode, struct error *err)
{
	(void)where;
	(void)mode;
	error_set(err, EX_CONFIG,
		"store: this broadtape was built without PostgreSQL: give a file's path, or build "
		"it "
		"with libpq");
	return NULL;
}

const struct db_driver db_postgresql = {.prefix = "postgresql://", .open = open_nothing};
