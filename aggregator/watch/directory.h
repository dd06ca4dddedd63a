#ifndef AGGREGATOR_WATCH_DIRECTORY_H
#define AGGREGATOR_WATCH_DIRECTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/watch/company.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

/*
 * The directory of companies, funds and indices, as the data files say it: companies.tsv, world.tsv,
 * private.tsv, indices.tsv, assets.tsv, and aliases.tsv, which adds to their entries. Immutable.
 */
struct directory;

/* An entry. Lists are joined by '|', tickers by ','; an empty list is empty. */
struct entry {
	struct company company;
	struct span tickers; /* of the other classes */
	struct span former_tickers;
	struct span names;   /* other ways to write the name */
	struct span aliases; /* from aliases.tsv: what people call it */
	struct span former_names;
	struct span products; /* and brands and subsidiaries */
	struct span people;
	struct span rejects; /* text that looks like it and is not */
};

/*
 * The data files of `data_dir`; NULL: of datadir(). NULL is
 * given when one is missing (EX_NOINPUT) or broken (EX_DATAERR), with file and line in `err`.
 */
struct directory *directory_new(const char *data_dir, struct error *err) MUST_USE;
void directory_free(struct directory *directory);

/* Where the data files are, for a `data_dir` that may be NULL. */
const char *directory_path(const char *data_dir);

size_t directory_count(const struct directory *directory);

/* Entry `number`, below the count; borrowed from the directory. */
const struct entry *directory_at(const struct directory *directory, uint32_t number);

/*
 * A name of aliases.tsv may begin with a mark: '!' no other thing is called so, '+' an ordinary word
 * that in the news is mostly the company, '?' counts only beside other evidence, '*' several are
 * called so together, '$' a former ticker.
 */
#define NAME_MARKS "!+?*$"

/* The name without its mark. */
struct span name_unmarked(struct span name);

#define DIRECTORY_NONE UINT32_MAX

/* The entry of a ticker (any class, current before former, "BRK.B" like "BRK-B") or an id; or DIRECTORY_NONE. */
uint32_t directory_by_ticker(const struct directory *directory, struct span ticker);

/*
 * Whether the ticker is one that an entry has now (not a former one, not an id).
 */
bool directory_is_current(const struct directory *directory, struct span ticker, uint32_t number);

/*
 * The entries whose ticker, name, alias, product or CIK is or begins with `text`, whatever the
 * case; the closest first, then the largest. Writes at most `max` numbers, gives how many.
 */
size_t directory_find(
	const struct directory *directory, struct span text, uint32_t *found, size_t max);

/* One hash of all data files: what was made from them is stale when it differs. */
uint64_t directory_hash(const struct directory *directory);

#endif
