#ifndef AGGREGATOR_PUSH_REPORT_H
#define AGGREGATOR_PUSH_REPORT_H

#include <stddef.h>
#include <stdint.h>

#include "aggregator/store/store.h"
#include "feeds/base/arena.h"
#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"

/* What becomes of the WebSub subscriptions, for people: read from the store, no hub is asked. */

enum push_state {
	PUSH_FAILING, /* the hub refuses, cannot be had, or does not do what it promised */
	PUSH_LAPSED,  /* its lease ran out; the daemon asks again */
	PUSH_ASKED,   /* asked for, and not confirmed yet */
	PUSH_ON,      /* news comes by itself until lease_until */
};
/* One word: "failing", "lapsed", "asked", "pushed". */
const char *push_state_name(enum push_state state);

/* One feed's. */
struct push_report {
	int64_t feed;
	enum push_state state;
	struct span hub;
	struct span
		error; /* SPAN_NONE: none; a hub that does not renew has one while it is PUSH_ON */
	int64_t lease_until; /* 0: none was given */
	int64_t next_try;    /* when the hub is asked next */
	int64_t pushes;      /* documents that came */
	int64_t pushed_at;   /* the last of them; 0: none */
	uint32_t missed;     /* visits in a row that found what had not been pushed */
};

/* Those of one hub together. */
struct push_hub {
	struct span hub;
	size_t n_feeds;
	size_t n_pushed;
	size_t n_failing;
	int64_t first_end; /* of the leases that run; 0: none does */
	int64_t next_try;  /* of what fails; 0: nothing does */
	struct span error; /* of one that fails; SPAN_NONE: none does */
};

struct push_reports {
	struct push_report *at; /* by feed */
	size_t n;
	struct push_hub *hubs; /* those that fail first, then those with most feeds */
	size_t n_hubs;
	struct push_hub all; /* without a name and an error */
};

/* Subscriptions that are wanted; all in the arena. */
MUST_USE bool push_reports_read(struct push_reports *reports, struct store *store, int64_t now,
	struct arena *arena, struct error *err);

/* That of a feed; NULL: it names no hub that was asked. */
const struct push_report *push_reports_find(const struct push_reports *reports, int64_t feed);

/* Adds "pushed by https://hub.example/ until 2026-12-10 12:00 UTC", or why not. */
void push_report_tell(const struct push_report *report, struct buf *line);

/* Adds "12 of 14 feeds that name a hub; the first lease ends 2026-12-10 12:00 UTC". */
void push_reports_tell(const struct push_reports *reports, struct buf *line);

/* Adds "2 of 3 feeds pushed, 1 fails: ...; asked again 2026-12-10 12:00 UTC", without the hub's name. */
void push_hub_tell(const struct push_hub *hub, struct buf *line);

#endif
