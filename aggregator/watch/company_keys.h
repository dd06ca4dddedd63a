#ifndef AGGREGATOR_WATCH_COMPANY_KEYS_H
#define AGGREGATOR_WATCH_COMPANY_KEYS_H

#include <stddef.h>

#include "aggregator/watch/company.h"
#include "feeds/base/span.h"

struct directory;

#define COMPANY_KEYS_MAX 16 /* nobody has so many classes of shares; those beyond mean nothing */

/*
 * By what a query may mean the company, besides its id and name: its ticker, those of its other
 * classes, its former ones that nobody else has now, and its CIK. Gives how many; borrowed from the
 * company and the directory.
 */
size_t company_keys(const struct directory *directory, const struct company *company,
	struct span keys[COMPANY_KEYS_MAX]);

#endif
