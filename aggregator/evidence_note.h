#ifndef AGGREGATOR_EVIDENCE_NOTE_H
#define AGGREGATOR_EVIDENCE_NOTE_H

#include <stddef.h>

#include "aggregator/watch/watch.h"
#include "feeds/base/arena.h"
#include "feeds/base/buf.h"
#include "feeds/base/span.h"

/*
 * Why an item is about a company, as it is kept beside the item: a line a piece of evidence, "kind
 * TAB field TAB start TAB end TAB weight TAB text". Written for each new item, so kept plain.
 */

/* In the arena; SPAN_NONE when there is none. */
struct span evidence_note_write(const struct evidence *evidence, size_t n, struct arena *arena);

/* For people: "legal name 'Meta Platforms Inc.' in the text; cashtag '$META' in the title". */
void evidence_note_tell(struct span note, struct buf *out);

#endif
