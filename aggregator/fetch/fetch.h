#ifndef AGGREGATOR_FETCH_FETCH_H
#define AGGREGATOR_FETCH_FETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/fetch/profile.h"
#include "aggregator/fetch/visit.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

struct clock;
struct loop;

/*
 * The fetcher: visits wait for their host's budget, run on the loop thread, and end as results.
 * All of it belongs to the loop thread, except where a function says otherwise.
 */
struct fetch;

/* All strings are borrowed for as long as the fetcher lives; NULL: none. */
struct fetch_settings {
	size_t concurrency;    /* transfers at once, over all hosts */
	size_t per_host;       /* transfers at once to one host */
	double rate_per_host;  /* requests a second to one host, on average; 0: no limit */
	size_t burst_per_host; /* requests that may go out at once before the rate counts */
	size_t per_address; /* transfers at once to one address, whatever the hosts; 0: no limit */
	double rate_per_address; /* requests a second to it; 0: no limit */
	int64_t timeout_ms;      /* for one hop, start to end, pauses of ours not counted */
	int64_t connect_timeout_ms;
	int64_t stall_timeout_ms; /* so long below a trickle: ended */
	int64_t patience_ms; /* a host that is to be left alone for longer answers LATER at once */
	int64_t turn_patience_ms; /* so too who would wait for longer for a turn at a slow budget */
	size_t body_bytes_max;
	int redirects_max;
	bool allow_private;     /* private, loopback and link-local addresses */
	const char *user_agent; /* "broadtape/1.2.3" */
	const char *contact;    /* goes behind it: "(+https://...)", for those who run the feeds */
	const char *proxy;      /* http://, https://, socks5:// */
	struct host_profiles profiles; /* of services that are known beforehand; borrowed */
	const char *ca_file;           /* PEM certificates to trust instead of the system's */
};

/* Sensible values; user_agent is "broadtape/VERSION", without a contact. */
struct fetch_settings fetch_settings_default(void);

/* A visit has ended. The result moves to the callee. New visits may be added, from within too. */
typedef void fetch_result_fn(void *context, struct visit_result *result);

/* `loop` and `clock` are borrowed; `settings` is copied (its strings are not). */
struct fetch *fetch_new(struct loop *loop, const struct fetch_settings *settings,
	const struct clock *clock, struct error *err) MUST_USE;
/* Visits under way end without a result. */
void fetch_free(struct fetch *fetch);

/* Other settings, for what starts from now on; budgets of hosts, too. */
void fetch_configure(struct fetch *fetch, const struct fetch_settings *settings);

void fetch_on_result(struct fetch *fetch, fetch_result_fn *on_result, void *context);

/* Queues one visit. Always ends in one result: a URL that is no good gives a FAILED one. */
void fetch_add(struct fetch *fetch, const struct visit_request *request);

/* Runs the loop until every visit has had its result, or loop_stop. For one cycle; a daemon uses loop_run. */
void fetch_run(struct fetch *fetch);

/* Ends all visits that have not started as LATER; those under way go on. */
void fetch_drop_waiting(struct fetch *fetch);

/*
 * Back-pressure: no new transfer starts, and those under way stop reading, so that what is in memory
 * stays as it is. The time that a transfer is held counts against none of its limits. Each may be
 * called twice. From another thread: loop_post a function that calls fetch_resume.
 */
void fetch_pause(struct fetch *fetch);
void fetch_resume(struct fetch *fetch);
bool fetch_is_paused(const struct fetch *fetch);

/* Leave the host of a budget alone until `until` (Unix seconds): a result's `held_name`, kept. */
void fetch_hold_host(struct fetch *fetch, struct span name, int64_t until);

struct fetch_progress {
	size_t added;
	size_t done;
	size_t waiting; /* for their host, or for a free place */
	size_t running;
	size_t fresh, unchanged, later, gone, failed; /* of `done` */
	int64_t wire_bytes;
	int64_t body_bytes; /* decoded */
};
struct fetch_progress fetch_progress(const struct fetch *fetch);

#endif
