#include "aggregator/fetch/hosts.h"

#include <stdlib.h>
#include <string.h>

#include "aggregator/base/hash.h"
#include "aggregator/fetch/host.h"
#include "aggregator/fetch/host_heap.h"
#include "feeds/base/memory.h"

#define SLOTS_FIRST 256
#define RATE_OF_UNLIMITED                                                                          \
	10.0 /* what a host without a rate begins with when it asks for patience */

struct hosts {
	struct host_budget budget;
	struct host **slots; /* open addressing; a power of two */
	size_t n_slots;
	size_t n;
	struct host ring; /* its head; ring.ring_next is who comes next */
	struct host_heap timed;
};

struct hosts *
hosts_new(const struct host_budget *budget)
{
	struct hosts *hosts = memory_new(1, sizeof *hosts);

	hosts->budget = *budget;
	hosts->n_slots = SLOTS_FIRST;
	hosts->slots = memory_new(hosts->n_slots, sizeof(struct host *));
	hosts->ring.ring_next = &hosts->ring;
	hosts->ring.ring_prev = &hosts->ring;
	return hosts;
}

void
hosts_free(struct hosts *hosts)
{
	if (hosts == NULL)
		return;
	for (size_t i = 0; i < hosts->n_slots; i++) {
		if (hosts->slots[i] != NULL)
			free(hosts->slots[i]->name);
		free(hosts->slots[i]);
	}
	free(hosts->slots);
	host_heap_release(&hosts->timed);
	free(hosts);
}

static void
insert(struct host **slots, size_t n_slots, struct host *host)
{
	size_t at = host->hash & (n_slots - 1);

	while (slots[at] != NULL)
		at = (at + 1) & (n_slots - 1);
	slots[at] = host;
}

static void
grow(struct hosts *hosts)
{
	size_t n_slots = hosts->n_slots * 2;
	struct host **slots = memory_new(n_slots, sizeof(struct host *));

	for (size_t i = 0; i < hosts->n_slots; i++)
		if (hosts->slots[i] != NULL)
			insert(slots, n_slots, hosts->slots[i]);
	free(hosts->slots);
	hosts->slots = slots;
	hosts->n_slots = n_slots;
}

static struct host *
add(struct hosts *hosts, struct span name, uint64_t hash)
{
	struct host *host = memory_new(1, sizeof *host);

	host->name = memory_string(name.at, name.len);
	host->name_len = name.len;
	host->hash = hash;
	host->budget = hosts->budget;
	host->bucket = bucket_full(host->budget.burst);
	host->held_until_ms = INT64_MIN;
	host->promised_ms = INT64_MIN / 2; /* never */
	if (hosts->n * 2 >= hosts->n_slots)
		grow(hosts);
	insert(hosts->slots, hosts->n_slots, host);
	hosts->n++;
	return host;
}

struct host *
hosts_find(struct hosts *hosts, struct span name)
{
	uint64_t hash = hash_span(name);
	size_t at = hash & (hosts->n_slots - 1);

	while (hosts->slots[at] != NULL) {
		struct host *host = hosts->slots[at];

		if (host->hash == hash && span_equal(host_name(host), name))
			return host;
		at = (at + 1) & (hosts->n_slots - 1);
	}
	return add(hosts, name, hash);
}

struct span
host_name(const struct host *host)
{
	return span_make(host->name, host->name_len);
}

static void
ring_leave(struct host *host)
{
	host->ring_prev->ring_next = host->ring_next;
	host->ring_next->ring_prev = host->ring_prev;
}

static void
ring_join(struct hosts *hosts, struct host *host)
{
	host->ring_next = &hosts->ring;
	host->ring_prev = hosts->ring.ring_prev;
	host->ring_prev->ring_next = host;
	hosts->ring.ring_prev = host;
}

/* The budget, as far as the host has patience with us. */
static double
rate_of(const struct host *host)
{
	double pace = lesson_pace(&host->lesson);
	double rate = host->budget.rate;

	if (rate <= 0 && pace < 1)
		rate = RATE_OF_UNLIMITED;
	return rate * pace;
}

static size_t
places_of(const struct host *host)
{
	return lesson_pace(&host->lesson) < 1 ? 1 : host->budget.at_once;
}

/* The moment from which on the first ticket may go, by hold and bucket. */
static int64_t
ready_at(struct host *host, int64_t now_ms)
{
	int64_t at = bucket_ready_ms(&host->bucket, rate_of(host), host->budget.burst, now_ms);

	return at > host->held_until_ms ? at : host->held_until_ms;
}

/* Puts the host where it belongs now. A host that is to be READY is looked at again in hosts_next. */
static void
settle(struct hosts *hosts, struct host *host, enum host_state state)
{
	if (host->first == NULL || host->running >= places_of(host))
		state = HOST_IDLE;
	if (host->state == HOST_READY && state != HOST_READY)
		ring_leave(host);
	if (host->state == HOST_TIMED)
		host_heap_leave(&hosts->timed, host);
	if (state == HOST_READY && host->state != HOST_READY)
		ring_join(hosts, host);
	if (state == HOST_TIMED)
		host_heap_join(&hosts->timed, host);
	host->state = state;
}

static void
change_budget(struct hosts *hosts, struct host *host, const struct host_budget *budget)
{
	bucket_change(&host->bucket, host->budget.rate, budget->burst);
	host->budget = *budget;
	settle(hosts, host, HOST_READY);
}

void
hosts_set_budget(struct hosts *hosts, struct host *host, const struct host_budget *budget)
{
	host->has_own_budget = budget != NULL;
	host->is_judged = true;
	change_budget(hosts, host, budget != NULL ? budget : &hosts->budget);
}

void
hosts_change_budget(struct hosts *hosts, const struct host_budget *budget)
{
	hosts->budget = *budget;
	for (size_t i = 0; i < hosts->n_slots; i++) {
		struct host *host = hosts->slots[i];

		if (host == NULL)
			continue;
		host->is_judged = false;
		if (!host->has_own_budget)
			change_budget(hosts, host, budget);
	}
}

bool
host_is_judged(const struct host *host)
{
	return host->is_judged;
}

bool
hosts_learn(struct hosts *hosts, struct host *host, int status)
{
	bool is_limited = lesson_note(&host->lesson, status);

	if (is_limited)
		host->bucket.tokens = 0; /* no burst is left */
	settle(hosts, host, HOST_READY);
	return is_limited;
}

int64_t
hosts_turn_ms(struct host *host, int64_t now_ms, bool takes)
{
	double rate = rate_of(host);
	int64_t turn_ms = now_ms;
	double ahead;

	if (rate <= 0)
		return now_ms;
	bucket_refill(&host->bucket, rate, host->budget.burst, now_ms);
	ahead = (double)host->n_waiting + 1 - host->bucket.tokens;
	if (ahead > 0)
		turn_ms += (int64_t)(ahead / rate * 1000);
	if (!takes)
		return turn_ms;
	if (turn_ms < host->promised_ms + (int64_t)(1000 / rate))
		turn_ms = host->promised_ms + (int64_t)(1000 / rate);
	host->promised_ms = turn_ms;
	return turn_ms;
}

void
hosts_wait(struct hosts *hosts, struct host *host, struct ticket *ticket)
{
	*ticket = (struct ticket){NULL, host};
	host->n_waiting++;
	if (host->first == NULL)
		host->first = ticket;
	else
		host->last->next = ticket;
	host->last = ticket;
	if (host->state == HOST_IDLE)
		settle(hosts, host, HOST_READY);
}

void
hosts_wait_first(struct hosts *hosts, struct host *host, struct ticket *ticket)
{
	*ticket = (struct ticket){host->first, host};
	host->n_waiting++;
	if (host->first == NULL)
		host->last = ticket;
	host->first = ticket;
	if (host->state == HOST_IDLE)
		settle(hosts, host, HOST_READY);
}

/* Hosts whose time has come join the ring. */
static void
ripen(struct hosts *hosts, int64_t now_ms)
{
	while (host_heap_wake_ms(&hosts->timed) <= now_ms)
		settle(hosts, host_heap_first(&hosts->timed), HOST_READY);
}

static struct ticket *
take_first(struct hosts *hosts, struct host *host)
{
	struct ticket *ticket = host->first;

	host->first = ticket->next;
	host->n_waiting--;
	host->running++;
	host->bucket.tokens -= 1;
	ring_leave(host); /* to the end of the ring: the others come first */
	host->state = HOST_IDLE;
	settle(hosts, host, HOST_READY);
	return ticket;
}

struct ticket *
hosts_next(struct hosts *hosts, int64_t now_ms)
{
	ripen(hosts, now_ms);
	while (hosts->ring.ring_next != &hosts->ring) {
		struct host *host = hosts->ring.ring_next;

		host->ready_ms = ready_at(host, now_ms);
		if (host->ready_ms <= now_ms)
			return take_first(hosts, host);
		settle(hosts, host, HOST_TIMED);
	}
	return NULL;
}

void
hosts_done(struct hosts *hosts, struct host *host)
{
	host->running--;
	if (host->state == HOST_IDLE)
		settle(hosts, host, HOST_READY);
}

int64_t
hosts_wake_ms(const struct hosts *hosts)
{
	return host_heap_wake_ms(&hosts->timed);
}

void
hosts_hold(struct hosts *hosts, struct host *host, int64_t until_ms)
{
	if (until_ms <= host->held_until_ms)
		return;
	host->held_until_ms = until_ms;
	settle(hosts, host, HOST_READY); /* hosts_next sees the hold */
}

int64_t
host_held_until_ms(const struct host *host)
{
	return host->held_until_ms;
}

bool
host_mark(struct host *host, enum host_mark mark, unsigned round)
{
	bool is_new = host->marked[mark] != round;

	host->marked[mark] = round;
	return is_new;
}

struct ticket *
hosts_take_waiting(struct hosts *hosts, struct host *host)
{
	struct ticket *tickets = host->first;

	host->first = NULL;
	host->n_waiting = 0;
	settle(hosts, host, HOST_IDLE);
	return tickets;
}

struct ticket *
hosts_take_all_waiting(struct hosts *hosts)
{
	struct ticket *all = NULL;
	struct ticket **end = &all;

	for (size_t i = 0; i < hosts->n_slots; i++) {
		if (hosts->slots[i] == NULL)
			continue;
		*end = hosts_take_waiting(hosts, hosts->slots[i]);
		while (*end != NULL)
			end = &(*end)->next;
	}
	return all;
}
