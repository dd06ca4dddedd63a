#ifndef AGGREGATOR_STORY_FINGERPRINT_H
#define AGGREGATOR_STORY_FINGERPRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/story/sketch.h"
#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/span.h"

struct background;

/* A company that an item is about or mentions. */
struct story_company {
	uint32_t key;  /* fingerprint_company of the directory's key */
	bool is_about; /* its role: about, or else mention */
};

/* What an item tells about itself. Everything borrowed; a worker fills it on its stack. */
struct story_item {
	struct span title;  /* plain text */
	struct span text;   /* plain text, the longest that the feed gives; may be empty */
	struct span url;    /* as in the feed; may be empty */
	struct span source; /* the outlet's name as readers know it ("Reuters"); may be empty */
	struct span id;     /* the feed's id of the item (guid); may be empty */
	uint32_t feed;      /* number of the feed */
	int64_t published;  /* Unix seconds: the feed's date, but not later than it was seen */
	const struct story_company *companies; /* the most relevant first */
	size_t n_companies;
};

#define FINGERPRINT_TERMS_MAX 32
/* What fingerprint_write writes at most. */
#define FINGERPRINT_BYTES_MAX 320

/* What a term is, beside a word; two reports of one event agree upon these. */
enum term_kind {
	TERM_WORD,
	TERM_NUMBER,  /* an amount with its unit: "$4 billion", "3.5 %", "7" */
	TERM_YEAR,    /* 1900 to 2099 */
	TERM_PERIOD,  /* a quarter, half or fiscal year: "Q1", "third quarter" */
	TERM_MONTH,   /* */
	TERM_DAY,     /* of the week or the month: "Monday", "12th" */
	TERM_UP,      /* raise, beat, upgrade, ... */
	TERM_DOWN,    /* cut, miss, downgrade, ... */
	TERM_PLACE,   /* a country, state or large city */
	TERM_COMPANY, /* a key of fingerprint_company; in the title: the item is about it */
	TERM_KINDS
};

/* One thing that an item tells. */
struct fingerprint_term {
	uint32_t stem; /* hash of the folded stem, of the number and its unit, of the period, ... */
	uint8_t weight; /* how much it says: rarity times place */
	uint8_t marks;  /* FINGERPRINT_IN_TITLE | ..., and the kind */
};
#define FINGERPRINT_IN_TITLE 1
#define FINGERPRINT_IS_NAME 2 /* mostly written with a capital */
#define FINGERPRINT_IN_LINK 4 /* only the link's path has it */
#define FINGERPRINT_IS_SUBJECT 8 /* of the first name in the title: whom it is about, most often */
#define FINGERPRINT_KIND_SHIFT 4
static inline enum term_kind
fingerprint_kind(uint8_t marks)
{
	return (enum term_kind)(marks >> FINGERPRINT_KIND_SHIFT);
}

/*
 * All that story/ ever asks of an item: small, without pointers, copied by assignment. Made by a
 * worker, kept by the store as a blob, and enough to rebuild the live stories after a start.
 */
struct fingerprint {
	uint64_t link;  /* canonical_key; 0: none */
	uint64_t title; /* of the normalised title; 0: none, or too short to tell items apart */
	uint64_t text;  /* of the normalised text; 0: none, or too short to tell items apart */
	uint64_t id;    /* of feed and id; 0: none */
	int64_t published;
	uint32_t feed;
	uint32_t source; /* of the folded outlet name; 0: unknown */
	uint16_t words;  /* of the text; at most UINT16_MAX */
	uint8_t n_terms;
	bool has_sketch; /* the text was long enough */
	uint16_t sketch[SKETCH_SLOTS];
	struct fingerprint_term terms[FINGERPRINT_TERMS_MAX]; /* by stem */
};

/* The key of a company for struct story_company: any stable text will do (ticker or own id). */
uint32_t fingerprint_company(struct span key);

/*
 * Reads an item. Pure and without a heap: any number of threads at once, each with its own `out`.
 * `background` may be NULL (every word weighs the same; for tests).
 */
void fingerprint_make(const struct background *background, const struct story_item *item,
	struct fingerprint *out);

/* Appends the stored form, at most FINGERPRINT_BYTES_MAX bytes, the same on every machine. */
void fingerprint_write(const struct fingerprint *fingerprint, struct buf *out);

/*
 * The stored form back. False: the bytes are of no version that is known, or damaged; `out` is then
 * all zero, and the caller makes the fingerprint again from the item.
 */
bool fingerprint_read(struct span bytes, struct fingerprint *out) MUST_USE;

#endif
