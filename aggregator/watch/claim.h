#ifndef AGGREGATOR_WATCH_CLAIM_H
#define AGGREGATOR_WATCH_CLAIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/watch/watch.h"
#include "aggregator/watch/weights.h"
#include "feeds/base/arena.h"

/*
 * What an item says for one company: all evidence, and what is left of it for the decision. Points
 * are kept of the strongest mention; the others add a little.
 */
struct claim {
	uint32_t subject;
	int best; /* points of the strongest mention that stands by itself; INT_MIN: none does */
	int best_weak;        /* of the strongest that needs another beside it */
	int best_setting;     /* of the strongest that counts only where no company is named */
	int best_family;      /* of the strongest that may be somebody's family name */
	int best_word;        /* of the strongest that may be the end of something else's name */
	const char *against;  /* the note of what weighed most against the best mention */
	size_t n_good;        /* mentions that are rather it than not */
	size_t n_title;       /* of them, in the title, and not aside */
	size_t n_text;        /* likewise, in the text */
	size_t n_aside_title; /* aside (aside.h), in the title */
	size_t n_aside_text;
	size_t first; /* byte of the text where the first of them stands; SIZE_MAX: none */
	size_t first_title;
	bool is_tagged;   /* by the feed itself */
	bool is_newsroom; /* it speaks itself */
	bool is_named;    /* by more than general words */
	bool is_person;   /* the item has somebody of that family name */
	bool is_others;   /* the item has something else of that name: "Delta State" */
	struct evidence *evidence;
	size_t n_evidence;
	size_t evidence_capacity;
};

/* One mention being weighed: its rows of evidence and their sum. */
#define WEIGHED_ROWS_MAX 12
struct weighed {
	enum weight rows[WEIGHED_ROWS_MAX];
	size_t n;
	int points;
	bool needs_other; /* counts only beside other evidence of the same company */
	bool is_aside;    /* aside (aside.h) */
	bool is_general;  /* a general word, which names no company */
	bool is_setting;  /* counts only where no company is named */
	bool is_family;   /* may be a family name, of somebody whom the item names in full */
	bool is_word;     /* may be short for something else, which the item names in full */
	bool is_person;   /* ends a longer name, and is mostly a family name */
};
void weighed_add(struct weighed *weighed, enum weight weight);

/* All claims of one item; in the order of their first evidence. */
struct claims {
	struct arena *arena; /* of the verdict */
	struct claim *at;
	size_t n;
	size_t capacity;
};

void claims_begin(struct claims *claims, struct arena *arena);

/* The claim of a subject; NULL: there is none. Borrowed as from claims_of. */
struct claim *claims_find(const struct claims *claims, uint32_t subject);

/* The claim of a subject, made when there is none; borrowed until the next one is made. */
struct claim *claims_of(struct claims *claims, uint32_t subject);

/* Notes a weighed mention: `text` stands at [start, end) of the field. */
struct mention_place {
	enum watch_field field;
	size_t start, end;
	struct span text;
};
void claim_add(struct claim *claim, struct arena *arena, const struct weighed *weighed,
	const struct mention_place *place);

#endif
