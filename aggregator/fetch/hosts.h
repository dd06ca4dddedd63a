#ifndef AGGREGATOR_FETCH_HOSTS_H
#define AGGREGATOR_FETCH_HOSTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/fetch/lesson.h"
#include "feeds/base/span.h"

/*
 * Who may be asked, and when: a budget a host. What waits for one host forms a queue, and hosts take
 * turns, so that no long queue keeps others waiting. Times are milliseconds of one clock, the caller's.
 */
struct hosts;
struct host;
struct gate;
struct address_key;

struct host_budget {
	size_t at_once; /* requests under way */
	double rate;    /* requests a second, on average; 0: no limit */
	size_t burst;   /* requests that may go out before the rate counts */
};

/* The place in a queue; part of whatever waits. */
struct ticket {
	struct ticket *next;
	struct host *host;
	struct gate *gate;  /* where it holds a place; NULL: at no address yet */
	struct gate *other; /* a further one, since another address of its host was tried */
	struct gate *shut;  /* an address that had no place for it; NULL: none */
};

/* The budget of all hosts that have none of their own. */
struct hosts *hosts_new(const struct host_budget *budget);
/* Tickets still waiting are forgotten. */
void hosts_free(struct hosts *hosts);

/* The host of that name, made when it is new; lives as long as `hosts`. Names are compared as they are. */
struct host *hosts_find(struct hosts *hosts, struct span name);
struct span host_name(const struct host *host);
/* Whether its budget is of today: hosts_set_budget was called since hosts_change_budget. */
bool host_is_judged(const struct host *host);

/* Notes an answer of the host, and of its address; true: it limits us (lesson.h), and is asked more slowly from now on. */
bool hosts_learn(struct hosts *hosts, struct host *host, int status);
/* A budget of its own; NULL: that of all others. */
void hosts_set_budget(struct hosts *hosts, struct host *host, const struct host_budget *budget);

/*
 * Another budget for all that have none of their own, those that were met before, too. Those that have
 * keep it until they are judged again.
 */
void hosts_change_budget(struct hosts *hosts, const struct host_budget *budget);

/*
 * The budget of each address, beside those of the hosts behind it: none has fewer places or a lower
 * rate than a single host of its own would, though. No places (as at first): addresses have no budget.
 */
void hosts_change_address_budget(struct hosts *hosts, const struct host_budget *budget);

/* Queues a ticket, at the end, or before all others (a visit that is half done). */
void hosts_wait(struct hosts *hosts, struct host *host, struct ticket *ticket);
void hosts_wait_first(struct hosts *hosts, struct host *host, struct ticket *ticket);

/*
 * When one who came now would have a turn, by the rate and by those who wait already. For who has no
 * patience to wait in the queue: `takes` keeps that turn for him, so that the next one who asks is
 * given a later one.
 */
int64_t hosts_turn_ms(struct host *host, int64_t now_ms, bool takes);

/*
 * The next ticket that may go now: it holds a place at its host, and at the address that its host led
 * to last, until hosts_done. NULL: none may.
 */
struct ticket *hosts_next(struct hosts *hosts, int64_t now_ms);
void hosts_done(struct hosts *hosts, struct ticket *ticket);

/*
 * The ticket's request is about to connect to an address. True: it may, and has a place there, beside
 * the one that it was handed: where the address that is tried first is dead, that one must still be
 * its own. False: the address has no place for it. If it finds no other, hosts_turn_away takes all
 * back, as if it had never gone, and its host will wait for that address; the ticket is to be queued
 * again.
 */
bool hosts_meet(
	struct hosts *hosts, struct ticket *ticket, const struct address_key *key, int64_t now_ms);
void hosts_turn_away(struct hosts *hosts, struct ticket *ticket);

/* Whether somebody waits for the host: a connection to it is worth keeping. */
bool host_has_waiting(const struct host *host);

/* When the first host that waits for time may be asked again; INT64_MAX: none waits for time. */
int64_t hosts_wake_ms(const struct hosts *hosts);

/* Nobody asks this host before `until_ms`; an earlier end than is set changes nothing. */
void hosts_hold(struct hosts *hosts, struct host *host, int64_t until_ms);
int64_t host_held_until_ms(const struct host *host);

/* Notes something of a host for a round of counting; true if it was not noted in this round yet. */
enum host_mark {
	HOST_ANSWERED,
	HOST_UNREACHED,
	HOST_MARKS,
};
bool host_mark(struct host *host, enum host_mark mark, unsigned round);

/* Takes all waiting tickets of a host off its queue, linked by `next`; NULL: none. */
struct ticket *hosts_take_waiting(struct hosts *hosts, struct host *host);
/* Of all hosts. */
struct ticket *hosts_take_all_waiting(struct hosts *hosts);

#endif
