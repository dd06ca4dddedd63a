#ifndef AGGREGATOR_STORY_ACCOUNT_H
#define AGGREGATOR_STORY_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/feed_names.h"
#include "aggregator/store/item_store.h"
#include "aggregator/store/story_store.h"
#include "aggregator/story/novelty.h"
#include "feeds/base/arena.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

/* One story, told in full to a person who wants to know why it is one. */

#define ACCOUNT_FACTS_MAX 8 /* of one item */

/* An item of it. */
struct account_item {
	const struct item_record *record;
	struct span outlet;
	struct novelty_fact facts[ACCOUNT_FACTS_MAX]; /* that no earlier item has; none of a copy */
	size_t n_facts;
};

/* A company that the story is about, and how new it is to it. */
struct account_company {
	struct span id;
	struct novelty novelty;
};

struct story_account {
	struct story_record story;  /* number 0: there is none */
	struct account_item *items; /* by the time of publication */
	size_t n_items;
	struct account_company *companies;
	size_t n_companies;
	struct span first;    /* the outlet that reported first; SPAN_NONE: only one did */
	struct span second;   /* and the next other one */
	int64_t lead_seconds; /* between them */
	struct arena *arena;  /* has all of it */
};

/* Reads the story of that number, or what it went into. Release it either way. */
MUST_USE bool story_account_init(struct story_account *account, struct store *store,
	const struct feed_names *names, int64_t number, struct error *err);
void story_account_release(struct story_account *account);

#endif
