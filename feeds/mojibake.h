#ifndef FEEDS_MOJIBAKE_H
#define FEEDS_MOJIBAKE_H

#include <stdbool.h>

#include "feeds/base/arena.h"
#include "feeds/base/span.h"

/*
 * Whether the text was UTF-8, was taken for Latin-1 or windows-1252, and was encoded once more
 * ("cafÃ©", "â€¦"): each character beyond ASCII is part of such a sequence, and one at least is none
 * that a language writes.
 */
bool mojibake_is(struct span text);

/* Text of which mojibake_is is true as it was meant, in `arena`. */
struct span mojibake_mend(struct span text, struct arena *arena);

#endif
