#ifndef AGGREGATOR_FILING_H
#define AGGREGATOR_FILING_H

#include <stdbool.h>
#include <stddef.h>

#include "aggregator/story/member.h"
#include "feeds/base/arena.h"
#include "feeds/base/span.h"

/*
 * The title of a filing in EDGAR's feeds, "8-K - Flux Power Holdings, Inc. (0001083743) (Filer)", as
 * a headline: "Flux Power Holdings, Inc.: 8-K, current report". Another title is given back as it
 * is. In the arena, or part of `title`.
 */
struct span filing_headline(struct span title, struct arena *arena);

/*
 * The headline of a story of filings: the company first, and the insider who files in brackets,
 * "Progressive Corp: form 4, an insider's trades (Davis Charles A)". SPAN_NONE: no member is a filing.
 */
struct span filing_story_headline(
	const struct story_member *members, size_t n, struct arena *arena);

/*
 * What a current report reports, by its items: "Results of Operations; Other Events." Empty where the
 * text names none. In the arena.
 */
struct span filing_items(struct span text, struct arena *arena);

#endif
