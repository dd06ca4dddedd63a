#ifndef FEEDS_HTML_CLEAN_H
#define FEEDS_HTML_CLEAN_H

#include "feeds/base/arena.h"
#include "feeds/base/span.h"

/*
 * A piece of HTML that may be shown: well formed, without anything that runs, frames, embeds,
 * tracks or leaves its place. The type is the proof: only the two functions below make one.
 */
struct clean_html {
	struct span html;
};

/*
 * Cleans any markup: elements, attributes, URL schemes and CSS properties by lists of what is
 * allowed; tracking pixels and beacons gone; links made absolute by `base_url` (SPAN_NONE: those
 * that are not are kept as they are if they are harmless). An element that is not allowed goes, its
 * content stays, except where the content is no text (script, style, svg ...). A parser that reads
 * the result again finds the same tree, and cleaning twice gives what cleaning once gave.
 *
 * Linear in the length; input beyond 4 MiB is cut. In `arena`; SPAN_NONE stays SPAN_NONE.
 */
struct clean_html html_clean(struct span html, struct span base_url, struct arena *arena);

/* Plain text as HTML: escaped, no element added. */
struct clean_html html_clean_text(struct span text, struct arena *arena);

#endif
