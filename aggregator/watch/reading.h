#ifndef AGGREGATOR_WATCH_READING_H
#define AGGREGATOR_WATCH_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/watch/plain_words.h"
#include "aggregator/watch/watch.h"
#include "feeds/base/buf.h"
#include "feeds/base/span.h"
#include "feeds/fold.h"

/* From byte `plain` on, until the next step, bytes came from `shift` bytes later (mod 2^32). */
struct reading_step {
	uint32_t plain, shift;
};
struct reading_steps {
	struct reading_step *at;
	size_t n, capacity;
};

/*
 * An item made ready to be scanned: title and text in plain form, one after the other, and for each
 * byte of it the place where it came from. Plain form is folded text (feeds/fold.h) in which every
 * run of what is no part of a word is one space, with a space at both ends: "Lowe's, AT&T" is
 * " lowe s at t ". So a name is found with its word boundaries by looking for it between spaces.
 */
struct reading {
	struct buf plain;
	struct plain_words words; /* of title and text */
	struct reading_steps steps;
	bool has_label;   /* the title's first word was parted from a section's label */
	uint32_t *blocks; /* for each 64 bytes of plain, the first step that matters */
	size_t blocks_capacity;
	struct reading_field {
		struct span original; /* borrowed */
		struct buf folded;    /* not used for ASCII */
		struct fold_map map;
		bool is_ascii;
		size_t begin, end; /* in plain */
	} fields[2];               /* FIELD_TITLE, FIELD_TEXT */
};

void reading_init(struct reading *reading);
void reading_release(struct reading *reading);

/* Another item: borrows title and text until the next call. */
void reading_set(struct reading *reading, struct span title, struct span text);

/* The bytes [start, end) of a field. */
struct place {
	enum watch_field field;
	size_t start, end;
};

/* Where the plain bytes [start, end) come from; they must not be spaces at either end. */
struct place reading_place(const struct reading *reading, size_t start, size_t end);

/*
 * Whether a sign that parts names stands between the plain words of [start, end): "Gold, silver" is
 * no "gold-silver".
 */
bool reading_is_parted(const struct reading *reading, size_t start, size_t end);

/* The field's whole original text. */
struct span reading_text(const struct reading *reading, enum watch_field field);

/* Appends the plain form of `text`, without the outer spaces: for names. */
void plain_add(struct span text, struct buf *out);

#endif
