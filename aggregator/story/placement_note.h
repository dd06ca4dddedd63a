#ifndef AGGREGATOR_STORY_PLACEMENT_NOTE_H
#define AGGREGATOR_STORY_PLACEMENT_NOTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/story/stories.h"
#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/span.h"

/*
 * Why an item stands where it does, as the store keeps it: what each feature gave to the score of the
 * story that it joined, and the stories that it nearly joined. One line of text:
 *
 *     cosine 512,shared 90,age -120;12 43 veto:period,veto:place;15 38
 */

/* What placement_note_write appends at most. */
#define PLACEMENT_NOTE_BYTES_MAX 2048

/* Appends the note; nothing for an item that is a copy, or alone and unlike everything. */
void placement_note_write(const struct placement *placement, struct buf *out);

/* A note that was read; names are borrowed from its text. */
struct placement_note {
	struct {
		struct span feature;
		int thousandths; /* of the score; it joined where the sum was above 0 */
	} parts[LIKENESS_PARTS];
	size_t n_parts;
	struct {
		int64_t story;
		int score;          /* 0-100 */
		struct span vetoes; /* "veto:period,veto:place"; empty: it was only too unlike */
	} near[PLACEMENT_NEAR_MAX];
	size_t n_near;
};

/* False, and `out` empty, for what is no such note: it may come out of a strange backup. */
bool placement_note_read(struct span text, struct placement_note *out) MUST_USE;

#endif
