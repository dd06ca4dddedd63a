#ifndef AGGREGATOR_WATCH_WEIGH_USERS_H
#define AGGREGATOR_WATCH_WEIGH_USERS_H

#include "aggregator/watch/around.h"
#include "aggregator/watch/claim.h"
#include "aggregator/watch/lexicon.h"
#include "aggregator/watch/words.h"

/*
 * What speaks against a name that the user gave: it is believed where a name of the directory would
 * not be, so what is written beside it tells whether it is the name or a part of another one.
 */
void weigh_users_name(const struct words_known *words, const struct target *target,
	const struct around *around, enum casing casing, struct weighed *weighed);

/* The same of a general word in small letters: "banks" for the user's "banks". */
void weigh_users_general(const struct words_known *words, const struct around *around,
	enum watch_field field, struct weighed *weighed);

#endif
