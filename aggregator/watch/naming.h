#ifndef AGGREGATOR_WATCH_NAMING_H
#define AGGREGATOR_WATCH_NAMING_H

#include <stdbool.h>

#include "aggregator/watch/directory.h"
#include "aggregator/watch/lexicon.h"
#include "aggregator/watch/watchlist.h"
#include "aggregator/watch/words.h"

/* What the names of one subject are told with. */
struct namer {
	struct lexicon *lexicon;
	const struct words_known *words;
	struct target target;
	struct span written; /* the name as it was given */
	bool is_distinctive;
	bool is_cut; /* the directory's name has been cut from the legal one */
};

/* A name as it is given, maybe with a mark: all its spellings go into the lexicon. */
void namer_add(
	struct namer *namer, struct span name, enum target_kind kind, enum target_source source);

/* The names of a list with '|' between. */
void namer_add_list(
	struct namer *namer, struct span list, enum target_kind kind, enum target_source source);

/*
 * naming_short.c: what is left of a name that the user gave when headlines shorten it, of `n_words`
 * in plain form: "Dabur" of "Dabur India", "Maruti" of "Maruti Suzuki", "SABMiller" of "SAB Miller".
 */
void namer_add_short(const struct namer *namer, struct span plain, size_t n_words);

/* "RILs profit": one word of the user's, in headlines that leave out the apostrophe. */
void namer_add_bare_possessive(const struct namer *namer, struct span plain, unsigned form);

/* naming_user.c: what the user calls a company, and what the directory knows of one called so. */
void namer_add_wish(struct namer *namer, const struct directory *directory,
	const struct wanted_company *wanted);

#endif
