#ifndef FEEDS_MOJIBAKE_H
#define FEEDS_MOJIBAKE_H

#include "feeds/base/arena.h"
#include "feeds/base/span.h"

/*
 * Text that was UTF-8, was taken for Latin-1 or windows-1252, and was encoded once more ("cafÃ©",
 * "â€¦"), as it was meant: when each character beyond ASCII is part of such a sequence, and one at
 * least is none that a language writes. In `arena`, or `text` itself when it is sound or no whole
 * sequence of that kind.
 */
struct span mojibake_mend(struct span text, struct arena *arena);

#endif
