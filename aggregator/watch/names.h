#ifndef AGGREGATOR_WATCH_NAMES_H
#define AGGREGATOR_WATCH_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/span.h"

/* How much of the name a spelling keeps. */
enum name_form {
	NAME_LEGAL, /* with "Inc": nobody writes that of anything else */
	NAME_SHORT, /* without */
	NAME_STUMP, /* without "Group", "Company", "Holdings" too: one word may be too little */
};

/* A way to write a name, in plain form (reading.h) without the outer spaces. */
struct spelling {
	struct span plain; /* borrowed during the call */
	enum name_form form;
	size_t n_words;
};
typedef void spelling_fn(void *context, const struct spelling *spelling);

/*
 * Tells the ways in which texts write a company's name: with and without its legal suffix and
 * "The", with "and" or "&", "Wal-Mart" and "Walmart", "Lowe's" and "Lowes", "A. O. Smith" and
 * "AO Smith". Possessives and punctuation need no spelling of their own. The same spelling may be
 * told twice; the one that keeps most comes first.
 */
void names_spell(struct span name, spelling_fn *tell, void *context);

/* Whether a name's last word says only what kind of company it is: "Ltd.", "Group". */
bool name_is_suffix(struct span word);

/* Whether nothing follows `own` in the plain name but such suffixes: "tesco plc" of "tesco". */
bool name_adds_suffixes(struct span plain, struct span own);

#endif
