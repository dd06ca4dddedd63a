#ifndef FEEDS_LANGUAGE_H
#define FEEDS_LANGUAGE_H

#include "feeds/base/span.h"

/*
 * The language of a plain text: a two-letter code of ISO 639-1 such as "en", borrowed for ever. By
 * its script where that decides, else by its most frequent small words. SPAN_NONE when the text is
 * too short or too mixed to say. Reads no more than the first 4 KiB.
 */
struct span language_guess(struct span text);

#endif
