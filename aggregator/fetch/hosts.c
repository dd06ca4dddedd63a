#include "aggregator/fetch/hosts.h"

#include <stdlib.h>

#include "aggregator/fetch/host.h"
#include "aggregator/fetch/host_heap.h"
#include "aggregator/fetch/host_table.h"
#include "feeds/base/memory.h"

#define RATE_OF_UNLIMITED                                                                          \
	10.0 /* what a host without a rate begins with when it asks for patience */

struct hosts {
	struct host_budget budget;
	struct host_budget address_budget;
	struct gates gates;
	struct host_table table;
	struct host ring; /* its head; ring.ring_next is who comes next */
	struct host_heap timed;
};

struct hosts *
hosts_new(const struct host_budget *budget)
{
	struct hosts *hosts = memory_new(1, sizeof *hosts);

	hosts->budget = *budget;
	hosts->ring.ring_next = &hosts->ring;
	hosts->ring.ring_prev = &hosts->ring;
	return hosts;
}

void
hosts_free(struct hosts *hosts)
{
	if (hosts == NULL)
		return;
	host_table_release(&hosts->table);
	host_heap_release(&hosts->timed);
	gates_release(&hosts->gates);
	free(hosts);
}

static struct host *
add(struct hosts *hosts, struct span name)
{
	struct host *host = host_new(name);

	host->budget = hosts->budget;
	host->bucket = bucket_full(host->budget.burst);
	host_table_add(&hosts->table, host);
	return host;
}

struct host *
hosts_find(struct hosts *hosts, struct span name)
{
	struct host *host = host_table_find(&hosts->table, name);

	return host != NULL ? host : add(hosts, name);
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

static void
move_to(struct hosts *hosts, struct host *host, enum host_state state)
{
	if (host->state == HOST_READY && state != HOST_READY)
		ring_leave(host);
	if (host->state == HOST_TIMED)
		host_heap_leave(&hosts->timed, host);
	if (host->state == HOST_LINED)
		gate_line_leave(host->gate, host);
	if (state == HOST_READY && host->state != HOST_READY)
		ring_join(hosts, host);
	if (state == HOST_TIMED)
		host_heap_join(&hosts->timed, host);
	if (state == HOST_LINED)
		gate_line_join(host->gate, host);
	host->state = state;
}

/* Places at the host's address: the user's word about the host itself goes before. */
static size_t
places_at_gate(const struct hosts *hosts, const struct host *host)
{
	size_t places = hosts->address_budget.at_once;
	double share = lesson_pace(&host->gate->lesson) * (double)places;

	if (share < (double)places)
		return share > 1 ? (size_t)share : 1;
	return host->budget.at_once > places ? host->budget.at_once : places;
}

static double
rate_at_gate(const struct hosts *hosts, const struct host *host)
{
	double rate = hosts->address_budget.rate;

	if (host->budget.rate <= 0)
		return 0;
	if (host->budget.rate > rate && rate > 0)
		rate = host->budget.rate;
	return rate * lesson_pace(&host->gate->lesson);
}

static bool
has_place_at_gate(const struct hosts *hosts, const struct host *host)
{
	return host->gate->running < places_at_gate(hosts, host);
}

static bool
may_go(const struct host *host)
{
	return host->first != NULL && host->running < places_of(host);
}

/* Calls the first of the line who still wants to go, if there is a place and nobody is called yet. */
static void
call_next(struct hosts *hosts, struct gate *gate)
{
	while (gate->called == NULL && gate->first != NULL &&
		has_place_at_gate(hosts, gate->first)) {
		struct host *host = gate->first;

		if (may_go(host))
			gate->called = host;
		move_to(hosts, host, may_go(host) ? HOST_READY : HOST_IDLE);
	}
}

/* The host, if it was called, does not go through its gate now: the next one may. */
static void
call_off(struct hosts *hosts, const struct host *host)
{
	if (host->gate == NULL || host->gate->called != host)
		return;
	host->gate->called = NULL;
	call_next(hosts, host->gate);
}

/* Puts the host where it belongs now. A host that is to be READY is looked at again in hosts_next. */
static void
settle(struct hosts *hosts, struct host *host, enum host_state state)
{
	if (!may_go(host))
		state = HOST_IDLE;
	move_to(hosts, host, state);
	if (state == HOST_IDLE || state == HOST_LINED)
		call_off(hosts, host);
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
	for (size_t i = 0; i < hosts->table.n_slots; i++) {
		struct host *host = hosts->table.slots[i];

		if (host == NULL)
			continue;
		host->is_judged = false;
		if (!host->has_own_budget)
			change_budget(hosts, host, budget);
	}
}

/* All are looked at again: who stood in a line may go, and comes back to it if not. */
void
hosts_change_address_budget(struct hosts *hosts, const struct host_budget *budget)
{
	for (size_t i = 0; i < hosts->gates.n_slots; i++)
		for (struct gate *gate = hosts->gates.slots[i]; gate != NULL; gate = gate->next)
			bucket_change(&gate->bucket, hosts->address_budget.rate, budget->burst);
	hosts->address_budget = *budget;
	for (size_t i = 0; i < hosts->table.n_slots; i++)
		if (hosts->table.slots[i] != NULL)
			settle(hosts, hosts->table.slots[i], HOST_READY);
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

	if (host->gate != NULL && lesson_note_of_many(&host->gate->lesson, status))
		host->gate->bucket.tokens = 0;
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
	*ticket = (struct ticket){.host = host};
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
	*ticket = (struct ticket){.next = host->first, .host = host};
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

/* A place at the gate, and its token: for the ticket, which uses the gate from now on. */
static struct gate *
enter_gate(struct hosts *hosts, const struct ticket *ticket, struct gate *gate)
{
	gate->running++;
	gate->bucket.tokens -= 1;
	if (gate->called == ticket->host)
		gate->called = NULL;
	call_next(hosts, gate);
	return gate;
}

static void
leave_gate(struct hosts *hosts, struct gate **place)
{
	struct gate *gate = *place;

	*place = NULL;
	if (gate == NULL)
		return;
	gate->running--;
	call_next(hosts, gate);
	gates_leave(&hosts->gates, gate);
}

/* Nothing was asked there: the token is another's. */
static void
leave_gate_unused(struct hosts *hosts, struct gate **place)
{
	if (*place != NULL)
		(*place)->bucket.tokens += 1;
	leave_gate(hosts, place);
}

static struct ticket *
take_first(struct hosts *hosts, struct host *host)
{
	struct ticket *ticket = host->first;

	host->first = ticket->next;
	host->n_waiting--;
	host->running++;
	host->bucket.tokens -= 1;
	if (host->gate != NULL) {
		host->gate->users++;
		ticket->gate = enter_gate(hosts, ticket, host->gate);
	}
	move_to(hosts, host, HOST_IDLE); /* to the end of the ring: the others come first */
	settle(hosts, host, HOST_READY);
	return ticket;
}

/* Whether the host, whose own turn it is, may pass the gate of its address; if not, it waits there. */
static bool
passes_gate(struct hosts *hosts, struct host *host, int64_t now_ms)
{
	struct gate *gate = host->gate;

	if (gate == NULL || hosts->address_budget.at_once == 0)
		return true;
	if ((gate->called != NULL && gate->called != host) || !has_place_at_gate(hosts, host)) {
		settle(hosts, host, HOST_LINED);
		return false;
	}
	host->ready_ms = bucket_ready_ms(
		&gate->bucket, rate_at_gate(hosts, host), hosts->address_budget.burst, now_ms);
	if (host->ready_ms <= now_ms)
		return true;
	gate->called = host;
	settle(hosts, host, HOST_TIMED);
	return false;
}

struct ticket *
hosts_next(struct hosts *hosts, int64_t now_ms)
{
	ripen(hosts, now_ms);
	while (hosts->ring.ring_next != &hosts->ring) {
		struct host *host = hosts->ring.ring_next;

		host->ready_ms = ready_at(host, now_ms);
		if (host->ready_ms > now_ms) {
			settle(hosts, host, HOST_TIMED);
			call_off(hosts, host);
		} else if (passes_gate(hosts, host, now_ms)) {
			return take_first(hosts, host);
		}
	}
	return NULL;
}

static void
leave_host(struct hosts *hosts, struct host *host)
{
	host->running--;
	if (host->state == HOST_IDLE)
		settle(hosts, host, HOST_READY);
}

static void
forget_shut(struct hosts *hosts, struct ticket *ticket)
{
	if (ticket->shut != NULL)
		gates_leave(&hosts->gates, ticket->shut);
	ticket->shut = NULL;
}

void
hosts_done(struct hosts *hosts, struct ticket *ticket)
{
	leave_gate(hosts, &ticket->gate);
	leave_gate(hosts, &ticket->other);
	forget_shut(hosts, ticket);
	leave_host(hosts, ticket->host);
}

/* The host leads to another address: what it waited for at the old one is over. */
static void
lead_to(struct hosts *hosts, struct host *host, struct gate *gate)
{
	struct gate *old = host->gate;

	if (old == gate)
		return;
	if (host->state == HOST_LINED || host->state == HOST_TIMED)
		settle(hosts, host, HOST_READY);
	call_off(hosts, host);
	host->gate = gate;
	gate->users++;
	if (old != NULL)
		gates_leave(&hosts->gates, old);
}

static bool
is_open(struct hosts *hosts, struct host *host, int64_t now_ms)
{
	struct gate *gate = host->gate;

	return (gate->called == NULL || gate->called == host) && has_place_at_gate(hosts, host) &&
	       bucket_ready_ms(&gate->bucket, rate_at_gate(hosts, host),
		       hosts->address_budget.burst, now_ms) <= now_ms;
}

/* The first place stays, the further one is where it tried last. */
static void
take_place(struct hosts *hosts, struct ticket *ticket, struct gate *gate)
{
	struct gate **place = ticket->gate == NULL ? &ticket->gate : &ticket->other;

	leave_gate_unused(hosts, place);
	*place = enter_gate(hosts, ticket, gate);
}

bool
hosts_meet(
	struct hosts *hosts, struct ticket *ticket, const struct address_key *key, int64_t now_ms)
{
	struct gate *gate;

	if (hosts->address_budget.at_once == 0)
		return true;
	gate = gates_use(&hosts->gates, key, hosts->address_budget.burst);
	lead_to(hosts, ticket->host, gate);
	if (ticket->gate == gate || ticket->other == gate) {
		gates_leave(&hosts->gates, gate);
		return true;
	}
	if (is_open(hosts, ticket->host, now_ms)) {
		take_place(hosts, ticket, gate);
		return true;
	}
	forget_shut(hosts, ticket);
	ticket->shut = gate;
	return false;
}

void
hosts_turn_away(struct hosts *hosts, struct ticket *ticket)
{
	ticket->host->bucket.tokens += 1;
	leave_gate_unused(hosts, &ticket->gate);
	leave_gate_unused(hosts, &ticket->other);
	lead_to(hosts, ticket->host, ticket->shut);
	forget_shut(hosts, ticket);
	leave_host(hosts, ticket->host);
}

bool
host_has_waiting(const struct host *host)
{
	return host->first != NULL;
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

	for (size_t i = 0; i < hosts->table.n_slots; i++) {
		if (hosts->table.slots[i] == NULL)
			continue;
		*end = hosts_take_waiting(hosts, hosts->table.slots[i]);
		while (*end != NULL)
			end = &(*end)->next;
	}
	return all;
}
