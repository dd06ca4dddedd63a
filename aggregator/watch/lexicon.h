#ifndef AGGREGATOR_WATCH_LEXICON_H
#define AGGREGATOR_WATCH_LEXICON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/watch/literal_edges.h"
#include "feeds/base/span.h"

/*
 * All the literals that are looked for, and what each stands for. One literal may stand for several
 * things: "visa" for a company and for a topic's word.
 */
struct lexicon;

/* What a literal stands for. */
enum target_kind {
	TARGET_LEGAL_NAME,
	TARGET_NAME,
	TARGET_FORMER_NAME,
	TARGET_PRODUCT,
	TARGET_PERSON,
	TARGET_TICKER, /* the bare word */
	TARGET_REJECT, /* text that looks like a company and is none: hides what it covers */
	TARGET_TOPIC,  /* `subject` is the topic's number */
};

/* How a name must be written to count; bits. */
enum target_form {
	FORM_SINGLE = 1 << 0,   /* one word */
	FORM_ORDINARY = 1 << 1, /* a dictionary has all its words */
	FORM_PROPER = 1 << 2,   /* one word, and a dictionary has it as people's or places' name */
	FORM_CAPITALS = 1 << 3, /* only in capitals: "GE" */
	FORM_ANY_CASE = 1 << 4, /* whoever asked for it wrote it in lower case */
	FORM_WEAK = 1 << 5,     /* only beside other evidence of the same company */
	FORM_SHARED = 1 << 6,   /* several companies bear it */
	FORM_INDEX = 1 << 7,    /* an index bears it too: "Dow" */
	FORM_USERS = 1 << 8,    /* the user asked for it */
	FORM_FUND = 1 << 9,     /* of a fund or an index */
	FORM_GROUP = 1 << 12,   /* of several companies at once: "Magnificent Seven" */
	FORM_WATCHED = 1 << 14, /* of a company of the directory that the user follows */
	FORM_TWIN =
		1 << 13, /* only where another entry of the user's is called so: "BG", "BG Group" */
	FORM_DISTINCTIVE = 1 << 11, /* in small letters too: "iphone" */
	FORM_KNOWN = 1 << 10,       /* ordinary, and yet with a capital it is mostly the company */
};

/* Who gave the name; the higher one takes a literal from the lower. */
enum target_source {
	SOURCE_DERIVED,
	SOURCE_LISTED,
	SOURCE_ALIAS,
	SOURCE_SHORT,   /* what headlines leave of a name that the user gave */
	SOURCE_ADOPTED, /* the directory's, of a company that the user named without its ticker */
	SOURCE_ADOPTED_OWN, /* likewise, a longer or shorter form of the user's own name */
	SOURCE_USER,
	SOURCE_USER_NAME, /* the name itself, before what else it is called */
};

struct target {
	uint32_t subject;
	uint16_t form; /* enum target_form */
	uint8_t kind;  /* enum target_kind */
	uint8_t source;
	uint32_t rank; /* of the company by size; the smaller is the more likely */
	uint32_t next; /* of the same literal; LEXICON_END */
};

#define LEXICON_END UINT32_MAX

struct lexicon *lexicon_new(void);
void lexicon_free(struct lexicon *lexicon);

/* `plain` (reading.h, without outer spaces) is copied. The same target twice is kept once. */
void lexicon_add(struct lexicon *lexicon, struct span plain, struct literal_edges edges,
	const struct target *target);

/*
 * Settles who owns a literal that several companies bear: what the user or aliases.tsv says, else the
 * much larger one; if none is, it is marked FORM_SHARED for all. A fund's or an index's name that
 * holds one of the user's ("Bank Nifty") yields to it. Call once, when all are added.
 */
void lexicon_settle(struct lexicon *lexicon);

/* The number of the literal; LEXICON_END: there is none. */
uint32_t lexicon_find(const struct lexicon *lexicon, struct span plain, struct literal_edges edges);

/* The literals with their edges as spaces, for the matcher; borrowed. */
const struct span *lexicon_literals(const struct lexicon *lexicon, size_t *n);

/* What a literal that was found is. */
struct literal {
	uint32_t first;  /* target of it, LEXICON_END: none is left; then target->next */
	uint32_t len;    /* bytes, with its edges */
	bool lead, tail; /* whether an edge is a space before or behind its words */
	bool has_gap;    /* it is of several words */
};
const struct literal *lexicon_literal(const struct lexicon *lexicon, uint32_t literal);

const struct target *lexicon_target(const struct lexicon *lexicon, uint32_t number);

#endif
