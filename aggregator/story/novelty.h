#ifndef AGGREGATOR_STORY_NOVELTY_H
#define AGGREGATOR_STORY_NOVELTY_H

#include <stddef.h>
#include <stdint.h>

#include "aggregator/story/fingerprint.h"
#include "aggregator/story/member.h"
#include "feeds/base/span.h"

/* An item about a company, as the store remembers it. */
struct novelty_item {
	const struct fingerprint *fingerprint;
	int64_t story;
};

/* How new a story is to a company. */
struct novelty {
	int score;            /* 0-100: 100 where nothing like it is known of the company */
	int days_since_alike; /* of the latest story like it; NOVELTY_NEVER: there is none */
	int64_t alike_story;  /* or 0 */
};
#define NOVELTY_NEVER (-1)

/*
 * Compares a story's items (`own`, at least one) with what was written about the company before the
 * story began (`all`, in any order; items of the story itself and later ones do not count). What
 * at least half of its stories say too, such as the company's name, does not make two stories alike.
 */
void novelty_measure(const struct novelty_item *own, size_t n_own, const struct novelty_item *all,
	size_t n_all, struct novelty *out);

enum novelty_kind {
	NOVELTY_NUMBER,   /* an amount that no earlier member has */
	NOVELTY_NAME,     /* a name */
	NOVELTY_NEGATION, /* "denies", "not", where none was */
};

/* One thing that a follow-up brings; `text` is part of the member's title or text. */
struct novelty_fact {
	enum novelty_kind kind;
	struct span text;
};

/*
 * What members[at] tells that none of the members before it does; the members stand in the order of
 * their time. At most `max` facts, in the order of the text; gives how many.
 */
size_t novelty_facts(
	const struct story_member *members, size_t at, struct novelty_fact *facts, size_t max);

#endif
