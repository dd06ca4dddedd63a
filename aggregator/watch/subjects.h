#ifndef AGGREGATOR_WATCH_SUBJECTS_H
#define AGGREGATOR_WATCH_SUBJECTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/watch/directory.h"
#include "aggregator/watch/lexicon.h"
#include "aggregator/watch/watch.h"
#include "aggregator/watch/words.h"
#include "feeds/base/arena.h"

/* What can be recognised: every entry of the directory, then the user's own companies. */
struct subject {
	struct company company;
	bool is_watched;
	bool is_users; /* the configuration has a line for it */
};

struct subjects {
	struct subject *at;
	size_t n;
	size_t n_entries;       /* so many of them are the directory's, with the same numbers */
	const uint32_t *wished; /* the subject of each of the wishes' companies */
};

/*
 * Makes the list of subjects and tells the lexicon their names, tickers, products, people and what
 * to reject. Strings are the directory's, or copied into the arena.
 */
void subjects_make(struct subjects *subjects, const struct directory *directory,
	const struct watchlist *wishes, struct arena *arena);

/* Puts all their names into the lexicon. */
void subjects_name(const struct subjects *subjects, const struct directory *directory,
	const struct watchlist *wishes, const struct words_known *words, struct lexicon *lexicon);

#endif
