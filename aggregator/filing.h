#ifndef AGGREGATOR_FILING_H
#define AGGREGATOR_FILING_H

#include <stdbool.h>

#include "feeds/base/arena.h"
#include "feeds/base/span.h"

/*
 * The title of a filing in EDGAR's feeds, "8-K - Flux Power Holdings, Inc. (0001083743) (Filer)", as
 * a headline: "Flux Power Holdings, Inc.: 8-K, current report". Another title is given back as it
 * is. In the arena, or part of `title`.
 */
struct span filing_headline(struct span title, struct arena *arena);

/* Whether a summary says only where the filing lies: "Filed: 2026-01-12 AccNo: ... Size: 7 KB". */
bool filing_is_index(struct span summary);

#endif
