#ifndef AGGREGATOR_FETCH_WEBSUB_H
#define AGGREGATOR_FETCH_WEBSUB_H

#include <stdbool.h>
#include <stdint.h>

#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/span.h"

struct clock;
struct entropy;

/*
 * The subscriber's side of WebSub (W3C Recommendation, 23 January 2018): one subscription, without any
 * socket. Who owns it sends what is due, and hands in what came.
 */

enum websub_state {
	WEBSUB_WANTED,  /* the hub is to be asked at next_try */
	WEBSUB_ASKED,   /* the hub took the request; it is to verify it, until next_try */
	WEBSUB_ACTIVE,  /* verified: pushes come until lease_until; renewed at next_try */
	WEBSUB_LEAVING, /* nobody wants it any more: the hub is asked to stop */
	WEBSUB_REFUSED, /* the hub will not; asked again at next_try, days later */
	WEBSUB_OVER,    /* left: to be thrown away */
};
const char *websub_state_name(enum websub_state state);

#define WEBSUB_TOKEN_DIGITS 32
#define WEBSUB_SECRET_DIGITS 64
#define WEBSUB_URL_MAX 2048
#define WEBSUB_ERROR_MAX 256

/* A plain value; strings are its own. */
struct websub {
	int64_t feed;
	enum websub_state state;
	char hub[WEBSUB_URL_MAX + 1];
	char topic[WEBSUB_URL_MAX + 1];
	char token[WEBSUB_TOKEN_DIGITS +
		   1]; /* the part of the call-back's path that none can guess */
	char secret[WEBSUB_SECRET_DIGITS + 1]; /* proves that a push is the hub's */
	int64_t lease_until;                   /* Unix seconds; 0: not verified */
	int64_t next_try;  /* when something is to be done; INT64_MAX: nothing */
	uint32_t failures; /* of requests, in a row */
	int64_t pushes;    /* that were taken */
	int64_t pushed_at;
	uint32_t missed; /* visits in a row that found what had not been pushed */
	char error[WEBSUB_ERROR_MAX + 1];
};

/* What a feed says of its hub: URLs as they stand there, borrowed. */
struct websub_offer {
	struct span hub;
	struct span topic;
};

/*
 * Out of a response's Link header, and where that names no hub, out of the document (REC, section 4).
 * False: no hub. The topic is rel=self, else where the document came from.
 */
bool websub_find_offer(struct span link_header, const struct websub_offer *document,
	struct span final_url, struct websub_offer *offer);

/* A new subscription, WANTED at once. False: a URL is too long or none, or there is no entropy. */
bool websub_init(struct websub *websub, int64_t feed, const struct websub_offer *offer,
	const struct entropy *entropy) MUST_USE;

/*
 * The call-back's address is a part of the subscription: the last digits of the token are a mark of
 * `callback_base`, so that one which was made for another address, before a restart too, is known.
 */
void websub_mark_address(struct websub *websub, const char *callback_base);
bool websub_is_at(const struct websub *websub, const char *callback_base);

/*
 * We have moved: it is asked for anew, at the new address; one that was being left is OVER, for the
 * hub's question would not reach us. NULL: hubs cannot reach us any more, and it is OVER.
 */
void websub_move(struct websub *websub, const char *callback_base, int64_t now);

/* Whether the hub and topic are those of the offer: otherwise another subscription is wanted. */
bool websub_is_of(const struct websub *websub, const struct websub_offer *offer);

/* Whether the hub is to be sent a request at `now`. */
bool websub_is_due(const struct websub *websub, int64_t now);

/* The body of that request (application/x-www-form-urlencoded); `callback_base` ends with a slash. */
void websub_add_request(const struct websub *websub, const char *callback_base, struct buf *body);

/* The hub's answer to it: a status; 0: it was not reached, and why. */
void websub_note_answer(
	struct websub *websub, int status, const char *why, const struct clock *clock);

/* What a hub asks at the call-back's URL, decoded; what is not there is SPAN_NONE. */
struct websub_question {
	struct span mode;
	struct span topic;
	struct span challenge;
	struct span lease_seconds;
	struct span reason;
};

/*
 * Verification of intent (REC, section 5.3), or the hub's refusal (5.2). True: answer 200, with the
 * challenge in the body; false: 404.
 */
bool websub_verify(
	struct websub *websub, const struct websub_question *question, const struct clock *clock);

/* Whether a push is signed with our secret (REC, section 8): the value of X-Hub-Signature. */
bool websub_is_signed(const struct websub *websub, struct span signature, struct span body);

/* A push was taken. */
void websub_note_push(struct websub *websub, int64_t now);

/*
 * A visit of the feed went well, and found `n_missed` items that had not been pushed though there was
 * time to. Some: the subscription is doubted, and asked for anew when that goes on.
 */
void websub_note_visit(struct websub *websub, size_t n_missed, int64_t now);

/* Nobody wants it any more. */
void websub_leave(struct websub *websub, int64_t now);

/* Whether visits can be rare, because news is pushed: it was, and nothing was missed since. */
bool websub_is_trusted(const struct websub *websub, int64_t now);

#endif
