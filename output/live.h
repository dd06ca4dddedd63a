#ifndef OUTPUT_LIVE_H
#define OUTPUT_LIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "output/digest.h"
#include "output/site.h"

/*
 * The pages that the built-in server makes when they are asked for, in the look of the site. Plain
 * values, borrowed from the caller. Links lead to what the server has: search, story/ID,
 * company/ID, topic/NAME, status.
 */

/* What all of them need. */
struct live_page {
	const struct site *site;
	struct span path; /* of this page under the site: "search", "story/42" */
	int64_t now;
	int32_t utc_offset_seconds;
	struct span zone_name; /* "EST" */
};

/* --- output/live_search.c --- */

#define LIVE_SEARCH_STORIES 20 /* on a page */

struct live_search {
	struct span query;   /* as the user wrote it; empty: nothing was asked yet */
	struct span mistake; /* what is wrong with it; SPAN_NONE: nothing */
	size_t mistake_at;   /* the character that the mistake points at, from 1; 0: none */
	unsigned page;       /* from 1 */
	bool has_more;       /* there is a page behind this one */
	bool is_cut;         /* so many items were looked at that the search ended early */
	size_t looked_at;
	const struct digest_story *stories; /* found on this page; marks show why */
	size_t n_stories;
};

/* The form and what was found. */
MUST_USE bool live_render_search(const struct live_page *page, const struct live_search *search,
	struct buf *out, struct error *err);

/* What was found as an Atom feed; `feed_id` is its name for ever. */
MUST_USE bool live_render_search_atom(const struct live_page *page,
	const struct live_search *search, struct span feed_id, struct buf *out, struct error *err);

/* --- output/live_story.c --- */

/* An edition that told a story. */
struct live_telling {
	struct span digest_title;
	struct span html_path; /* of the digest; SPAN_NONE: it has no pages */
	struct digest_edition edition;
};

struct live_story {
	const struct digest_story *story;
	uint64_t continues;                  /* the older story that it follows; 0: none */
	const struct live_telling *tellings; /* the oldest first */
	size_t n_tellings;
};

/* One story: every report of it, and who told it when. */
MUST_USE bool live_render_story(const struct live_page *page, const struct live_story *story,
	struct buf *out, struct error *err);

/* --- output/live_status.c --- */

/* A feed that needs a person. */
struct live_feed {
	struct span title;
	struct span state;   /* "failing" */
	struct span trouble; /* what is, and since when */
	struct span advice;  /* what to do; SPAN_NONE: nothing */
};

struct live_digest {
	struct span title;
	struct span html_path;      /* SPAN_NONE: it has no pages */
	uint64_t editions;          /* made so far */
	int64_t last;               /* TIME_NONE: none yet */
	bool is_unwritten;          /* the last one's files are not in place */
	int64_t next;               /* TIME_NONE: its schedule names none */
	int32_t utc_offset_seconds; /* of its zone, at `next` */
	struct span zone_name;
};

/* A WebSub hub that does not push what it should. */
struct live_hub {
	struct span name;
	struct span trouble;
};

/* A delivery that waits, or was refused for good. */
struct live_delivery {
	struct span recipient;
	struct span reason;
	unsigned attempts;
	int64_t next; /* TIME_NONE: it is refused */
};

struct live_status {
	uint64_t items, stories, bytes, unindexed;
	int64_t newest; /* TIME_NONE: nothing yet */
	uint64_t feeds;
	struct span feeds_line; /* "12 alive, 3 failing" */
	int64_t next_visit;     /* TIME_NONE: none */
	const struct live_feed *troubled;
	size_t n_troubled;
	uint64_t more_troubled;  /* that are not listed */
	struct span pushed_line; /* "2 of 3 feeds that name a hub"; SPAN_NONE: none does */
	const struct live_hub *hubs;
	size_t n_hubs;
	const struct live_digest *digests;
	size_t n_digests;
	const struct live_delivery *deliveries;
	size_t n_deliveries;
	uint64_t more_deliveries;
	struct span version;
};

/* How everything is, for people. */
MUST_USE bool live_render_status(const struct live_page *page, const struct live_status *status,
	struct buf *out, struct error *err);

/* --- output/live_message.c --- */

/* A page that only says something: what is not there, what went wrong, and the way back. */
MUST_USE bool live_render_message(const struct live_page *page, struct span title, struct span text,
	struct buf *out, struct error *err);

/* Whether all of the page is in `out`; else `err` says so. */
MUST_USE bool live_finish(const struct buf *out, struct error *err);

#endif
