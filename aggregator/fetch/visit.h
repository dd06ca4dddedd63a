#ifndef AGGREGATOR_FETCH_VISIT_H
#define AGGREGATOR_FETCH_VISIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/buf.h"
#include "feeds/base/span.h"

/* One fetch of one feed: what is asked for (a request), and what came of it (a result). */

/* Where a feed's bytes come from. */
enum source_kind {
	SOURCE_URL,  /* http or https */
	SOURCE_PATH, /* a local file */
	SOURCE_EXEC, /* a program that prints a feed */
};

/*
 * What one response said about the version that it carried; kept by the store, and sent back byte
 * for byte. One set comes from one response, always: a new set replaces the old one whole. For a
 * file `etag` is made from its size and time of change. Empty spans and a hash of 0: none.
 */
struct validators {
	struct span etag;
	struct span last_modified;
	uint64_t body_hash;
};

/* A header of the user's own, for one feed: "X-Api-Key", "...". */
struct request_header {
	struct span name;
	struct span value;
};

/* All of it is borrowed by fetch_add, which copies what it keeps. */
struct visit_request {
	int64_t feed_id; /* handed back with the result */
	enum source_kind kind;
	struct span location;         /* the URL as the user gave it, or the path */
	const char *const *arguments; /* SOURCE_EXEC: argv, NULL at the end; no shell */
	struct validators validators; /* of the last result; none: an unconditional visit */
	const struct request_header *headers;
	size_t n_headers;
	struct span user; /* Basic credentials, for the feed's own origin alone; NONE: none */
	struct span password;
	struct span home; /* the URL that headers and credentials are meant for; NONE: `location` */
	struct span form; /* sent by POST, to a hub; NONE: a GET, as all feeds get */
};

/* What to do next. A feed that has moved says so in `moved_to`, whatever its outcome. */
enum outcome {
	OUTCOME_FRESH,     /* parse the body */
	OUTCOME_UNCHANGED, /* 304, or the same bytes as last time */
	OUTCOME_LATER, /* not now, says the server, its host's budget, or a dead network: no fault of the feed */
	OUTCOME_GONE,   /* 410: stop, and tell the user */
	OUTCOME_FAILED, /* see `failure` and `text` */
};
const char *outcome_name(enum outcome outcome);

/* Why a visit failed: the classes by which a schedule slows down, and a health report speaks. */
enum failure {
	FAILURE_NONE,
	FAILURE_URL,       /* no http(s) URL that can be asked for */
	FAILURE_NAME,      /* the host's name has no address */
	FAILURE_CONNECT,   /* nobody answers there, or the line broke */
	FAILURE_TLS,       /* a certificate or handshake that must not be trusted */
	FAILURE_TIMEOUT,   /* too slow, by one of the limits */
	FAILURE_ADDRESS,   /* a private, loopback or otherwise refused address */
	FAILURE_REDIRECT,  /* a chain that is too long, loops, or leads where we do not go */
	FAILURE_PROTOCOL,  /* no HTTP, or broken HTTP */
	FAILURE_TRUNCATED, /* the body ended early */
	FAILURE_TOO_LARGE, /* beyond max_body, after decompression, or headers beyond theirs */
	FAILURE_STATUS,    /* an HTTP status that is no success */
	FAILURE_FILE,      /* a local file that cannot be read */
	FAILURE_PROGRAM,   /* a program that cannot be run, failed, or ran too long */
};
const char *failure_name(enum failure failure);

#define FRESHNESS_UNKNOWN (-1)
#define RETRY_AFTER_NONE (-1)
#define VISIT_TEXT_MAX 512

struct visit_times {
	int64_t name_us;    /* from the start until the name is resolved */
	int64_t connect_us; /* ... connected, TLS included */
	int64_t first_us;   /* ... the first byte of the response */
	int64_t total_us;
};

/* Owned by whoever got it: visit_result_free. Strings are NULL where there is nothing to say. */
struct visit_result {
	int64_t feed_id;
	enum outcome outcome;
	enum failure failure;
	char text
		[VISIT_TEXT_MAX]; /* what went wrong, for the user, without the URL; "" if nothing */
	int http_status;          /* of the last hop; 0 for files, programs, and no answer */
	int exit_status;          /* of a program; 128 + n: it died of signal n */
	bool is_delta;            /* 226: the body holds only what is new */

	struct buf body; /* decoded; empty unless FRESH. Take it by buf copy and clear the field */
	char *content_type; /* the header as it came, for feeds/ to read the charset from */
	char *final_url;    /* where the body came from: the base of its links; NULL for programs */
	char *moved_to; /* permanent redirects lead here: change the stored URL, tell the user */
	char *link;     /* the Link headers, joined by ", " (WebSub discovery: rel=hub, rel=self) */

	/* The set to store: as sent when UNCHANGED by a 304 that names no other, or when it failed. */
	char *etag;
	char *last_modified;
	uint64_t body_hash;

	int64_t started_at; /* Unix seconds */
	int64_t finished_at;
	int64_t freshness_seconds;   /* Cache-Control, Expires, Age, Date; or FRESHNESS_UNKNOWN */
	int64_t retry_after_seconds; /* from finished_at on; or RETRY_AFTER_NONE */
	char *held_name;    /* the budget whose host wants to be left alone; NULL: none does */
	int64_t held_until; /* ... for so long (Unix seconds): to be kept over a restart */
	int64_t wire_bytes; /* received, headers included, still compressed */
	int redirects;
	struct visit_times times;
};

void visit_result_free(struct visit_result *result);

/* The set to store, borrowed from the result; NULL strings give empty spans. */
struct validators visit_result_validators(const struct visit_result *result);

#endif
