/*
 * usage: schedule_sim [FEEDS [HOURS [HOSTS [PER_ADDRESS]]]]
 *
 * Simulates a machine that follows FEEDS feeds (100,000) for HOURS hours (24): the real schedule and
 * the real host budgets, under a clock of our own, against servers that answer after 50 ms to 2 s, whose
 * feeds have rates from one item a month to ten an hour, and sleep at night. A fifth of all feeds lives on
 * ten large hosts; half of the hosts on ten addresses of content networks and hosters, the others on one
 * of their own each, with PER_ADDRESS (10; 0: no limit) requests at once and a second to each. Prints
 * requests a second, the peaks of one host and of one address, how late visits were, and how long items
 * waited to be seen. All feeds are known from the day before, as after a restart; addresses are not.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "aggregator/base/clock.h"
#include "aggregator/fetch/address.h"
#include "aggregator/fetch/hosts.h"
#include "aggregator/fetch/schedule.h"
#include "feeds/base/memory.h"

#define START_MS (INT64_C(1767571200) * 1000) /* Monday, 5 January 2026 */
#define HOUR_MS INT64_C(3600000)
#define CONCURRENCY 256
#define LARGE_HOSTS 10
#define LARGE_ADDRESSES 10
#define ITEMS_MAX 64 /* that one visit brings */
#define SAMPLES_MAX 20000000

struct sim_feed {
	struct ticket ticket; /* first: a ticket is its feed */
	struct schedule_state state;
	double rate; /* items a second, by day */
	int64_t last_seen_ms;
	int64_t due_ms;
	uint32_t host;
	bool is_running;
};

struct event {
	int64_t at_ms;
	struct sim_feed *feed;
};

struct samples {
	float *at;
	size_t n;
	size_t capacity;
};

struct sim {
	struct clock_fixed calendar;
	struct hosts *hosts;
	struct host **host_of;
	uint32_t *host_minute;    /* requests to each host in the present minute */
	uint32_t host_peak;       /* of any host, a minute */
	uint32_t *address_of;     /* of each host: its number */
	uint32_t *address_minute; /* requests, and what is under way */
	uint32_t *address_running;
	uint32_t address_peak;
	uint32_t address_most; /* at once */
	size_t turned_away;
	int64_t minute;
	struct sim_feed *feeds;
	size_t n_feeds;
	size_t n_hosts;
	struct event *heap;
	size_t n_heap;
	size_t heap_capacity;
	size_t running;
	size_t requests;
	size_t second_requests;
	size_t second_peak;
	int64_t second;
	struct samples lateness;
	struct samples delay; /* from an item's birth to its visit */
};

static int64_t
now_ms(const struct sim *sim)
{
	return sim->calendar.now_ms;
}

static double
chance(struct sim *sim)
{
	return (double)clock_random_below(&sim->calendar.clock, 1U << 30) / (1U << 30);
}

static void
sample(struct samples *samples, double value)
{
	if (samples->n == SAMPLES_MAX)
		return;
	samples->at = memory_room(samples->at, samples->n, &samples->capacity, sizeof(float));
	samples->at[samples->n++] = (float)value;
}

static int
compare(const void *a, const void *b)
{
	float left = *(const float *)a, right = *(const float *)b;

	return left < right ? -1 : left > right;
}

static double
percentile(struct samples *samples, double part)
{
	if (samples->n == 0)
		return 0;
	return (double)samples->at[(size_t)(part * (double)(samples->n - 1))];
}

static void
push(struct sim *sim, int64_t at_ms, struct sim_feed *feed)
{
	size_t at = sim->n_heap;

	sim->heap = memory_room(sim->heap, sim->n_heap, &sim->heap_capacity, sizeof *sim->heap);
	sim->n_heap++;
	for (; at > 0 && sim->heap[(at - 1) / 2].at_ms > at_ms; at = (at - 1) / 2)
		sim->heap[at] = sim->heap[(at - 1) / 2];
	sim->heap[at] = (struct event){at_ms, feed};
}

static struct event
pop(struct sim *sim)
{
	struct event first = sim->heap[0];
	struct event last = sim->heap[--sim->n_heap];
	size_t at = 0;

	for (;;) {
		size_t child = at * 2 + 1;

		if (child + 1 < sim->n_heap && sim->heap[child + 1].at_ms < sim->heap[child].at_ms)
			child++;
		if (child >= sim->n_heap || sim->heap[child].at_ms >= last.at_ms)
			break;
		sim->heap[at] = sim->heap[child];
		at = child;
	}
	sim->heap[at] = last;
	return first;
}

/* Offices sleep: a tenth as much between 20 and 6 o'clock. */
static double
rate_at(const struct sim_feed *feed, int64_t at_ms)
{
	int64_t hour = at_ms / HOUR_MS % 24;

	return hour < 6 || hour >= 20 ? feed->rate / 10 : feed->rate;
}

/* The items that were born since the last visit, a Poisson process thinned by the hour. */
static size_t
born(struct sim *sim, struct sim_feed *feed, int64_t times[ITEMS_MAX])
{
	double at = (double)feed->last_seen_ms;
	size_t n = 0;

	while (n < ITEMS_MAX) {
		at += -log(1 - chance(sim)) / feed->rate * 1000;
		if (at >= (double)now_ms(sim))
			break;
		if (chance(sim) * feed->rate > rate_at(feed, (int64_t)at))
			continue;
		times[n++] = (int64_t)at / 1000;
		sample(&sim->delay, ((double)now_ms(sim) - at) / 1000);
	}
	feed->last_seen_ms = now_ms(sim);
	return n;
}

static void
end_visit(struct sim *sim, struct sim_feed *feed)
{
	const struct schedule_limits limits = {.min_seconds = 300, .max_seconds = 86400};
	const struct schedule_hints hints = {0};
	int64_t times[ITEMS_MAX];
	struct schedule_event event = {.outcome = OUTCOME_UNCHANGED,
		.freshness_seconds = FRESHNESS_UNKNOWN,
		.retry_after_seconds = RETRY_AFTER_NONE,
		.item_times = times,
		.n_items = born(sim, feed, times)};

	schedule_note(&feed->state, &event, &limits, &hints, &sim->calendar.clock);
	feed->is_running = false;
	feed->due_ms = feed->state.next_visit * 1000;
	push(sim, feed->due_ms, feed);
	sim->running--;
	sim->address_running[sim->address_of[feed->host]]--;
	hosts_done(sim->hosts, &feed->ticket);
}

static void
count_request(struct sim *sim, const struct sim_feed *feed)
{
	int64_t minute = now_ms(sim) / 60000, second = now_ms(sim) / 1000;

	if (minute != sim->minute) {
		memset(sim->host_minute, 0, sim->n_hosts * sizeof *sim->host_minute);
		memset(sim->address_minute, 0, sim->n_hosts * sizeof *sim->address_minute);
	}
	if (second != sim->second)
		sim->second_requests = 0;
	sim->minute = minute;
	sim->second = second;
	sim->requests++;
	if (++sim->second_requests > sim->second_peak)
		sim->second_peak = sim->second_requests;
	if (++sim->host_minute[feed->host] > sim->host_peak)
		sim->host_peak = sim->host_minute[feed->host];
}

static void
count_address(struct sim *sim, uint32_t address)
{
	if (++sim->address_minute[address] > sim->address_peak)
		sim->address_peak = sim->address_minute[address];
	if (++sim->address_running[address] > sim->address_most)
		sim->address_most = sim->address_running[address];
}

/* Where its name leads is found out when it is about to connect. */
static bool
is_let_in(struct sim *sim, struct sim_feed *feed)
{
	struct address_key key = {0};

	memcpy(key.bytes, &sim->address_of[feed->host], sizeof *sim->address_of);
	if (hosts_meet(sim->hosts, &feed->ticket, &key, now_ms(sim)))
		return true;
	hosts_turn_away(sim->hosts, &feed->ticket);
	hosts_wait_first(sim->hosts, sim->host_of[feed->host], &feed->ticket);
	sim->turned_away++;
	return false;
}

static void
start_what_may(struct sim *sim)
{
	struct ticket *ticket;

	while (sim->running < CONCURRENCY &&
		(ticket = hosts_next(sim->hosts, now_ms(sim))) != NULL) {
		struct sim_feed *feed = (struct sim_feed *)(void *)ticket;

		if (!is_let_in(sim, feed))
			continue;
		sim->running++;
		feed->is_running = true;
		count_request(sim, feed);
		count_address(sim, sim->address_of[feed->host]);
		sample(&sim->lateness, (double)(now_ms(sim) - feed->due_ms) / 1000);
		push(sim, now_ms(sim) + 50 + (int64_t)(chance(sim) * chance(sim) * 1950), feed);
	}
}

/* From one item a month to ten an hour, even on a logarithmic scale. */
static void
add_feed(struct sim *sim, size_t number)
{
	struct sim_feed *feed = &sim->feeds[number];
	bool is_large = chance(sim) < 0.2;
	size_t n_hosts = is_large ? LARGE_HOSTS : sim->n_hosts;
	int64_t times[ITEMS_MAX];

	feed->rate = exp(log(1.0 / (30 * 86400)) + chance(sim) * log(30 * 24 * 10));
	feed->host = (uint32_t)clock_random_below(&sim->calendar.clock, n_hosts);
	feed->last_seen_ms = now_ms(sim) - 10 * 24 * HOUR_MS;
	rhythm_observe(&feed->state.rhythm, NULL, 0, feed->last_seen_ms / 1000);
	rhythm_observe(&feed->state.rhythm, times, born(sim, feed, times), now_ms(sim) / 1000);
	feed->due_ms = now_ms(sim) + (int64_t)(chance(sim) * 24 * (double)HOUR_MS);
	feed->state.next_visit = rhythm_when(&feed->state.rhythm, now_ms(sim) / 1000,
		0.5 * chance(sim), now_ms(sim) / 1000 + 86400);
	feed->due_ms = feed->state.next_visit * 1000;
	push(sim, feed->due_ms, feed);
}

static void
add_host(struct sim *sim, size_t number)
{
	char name[48];

	snprintf(name, sizeof name, "host-%zu.example", number);
	sim->host_of[number] = hosts_find(sim->hosts, span_of(name));
	sim->address_of[number] =
		(uint32_t)(number % 2 == 0 ? number : 1 + number / 2 % LARGE_ADDRESSES * 2);
}

static void
begin(struct sim *sim, size_t n_feeds, size_t n_hosts, size_t per_address)
{
	const struct host_budget budget = {2, 10, 32};
	const struct host_budget address_budget = {per_address, (double)per_address, 32};

	clock_fixed_init(&sim->calendar, START_MS / 1000, 1);
	sim->n_feeds = n_feeds;
	sim->n_hosts = n_hosts;
	sim->feeds = memory_new(n_feeds, sizeof *sim->feeds);
	sim->host_of = memory_new(n_hosts, sizeof(struct host *));
	sim->host_minute = memory_new(n_hosts, sizeof *sim->host_minute);
	sim->address_of = memory_new(n_hosts, sizeof *sim->address_of);
	sim->address_minute = memory_new(n_hosts, sizeof *sim->address_minute);
	sim->address_running = memory_new(n_hosts, sizeof *sim->address_running);
	sim->hosts = hosts_new(&budget);
	hosts_change_address_budget(sim->hosts, &address_budget);
	for (size_t i = 0; i < n_hosts; i++)
		add_host(sim, i);
	for (size_t i = 0; i < n_feeds; i++)
		add_feed(sim, i);
	sim->delay.n = 0;
}

/* What is next: a visit that is due or has ended, or a host that may be asked again. */
static void
run(struct sim *sim, int64_t end_ms)
{
	while (now_ms(sim) < end_ms) {
		int64_t wake = hosts_wake_ms(sim->hosts);

		if (sim->running < CONCURRENCY && wake < sim->heap[0].at_ms) {
			if (wake > now_ms(sim))
				sim->calendar.now_ms = wake;
		} else {
			struct event event = pop(sim);

			if (event.at_ms > now_ms(sim))
				sim->calendar.now_ms = event.at_ms;
			if (event.feed->is_running)
				end_visit(sim, event.feed);
			else
				hosts_wait(sim->hosts, sim->host_of[event.feed->host],
					&event.feed->ticket);
		}
		start_what_may(sim);
	}
}

static double
cpu_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void
print_figures(struct sim *sim, double hours, double start_cpu, double run_cpu)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	qsort(sim->lateness.at, sim->lateness.n, sizeof(float), compare);
	qsort(sim->delay.at, sim->delay.n, sizeof(float), compare);
	printf("%zu feeds on %zu hosts, %.0f hours: %zu requests, %.1f a second, at most %zu in "
	       "one second\n",
		sim->n_feeds, sim->n_hosts, hours, sim->requests,
		(double)sim->requests / hours / 3600, sim->second_peak);
	printf("one host's busiest minute: %u requests, %.2f a second\n", sim->host_peak,
		sim->host_peak / 60.0);
	printf("one address's busiest minute: %u requests, %.2f a second; at most %u at once; "
	       "%zu times turned away\n",
		sim->address_peak, sim->address_peak / 60.0, sim->address_most, sim->turned_away);
	printf("visits later than due: p50 %.1f s, p99 %.1f s, worst %.1f s\n",
		percentile(&sim->lateness, 0.5), percentile(&sim->lateness, 0.99),
		percentile(&sim->lateness, 1));
	printf("items seen after: p50 %.0f s, p90 %.0f s, p99 %.0f s; %zu items\n",
		percentile(&sim->delay, 0.5), percentile(&sim->delay, 0.9),
		percentile(&sim->delay, 0.99), sim->delay.n);
	printf("start %.2f s cpu, run %.2f s cpu (%.1f us a visit), %zu bytes a feed\n", start_cpu,
		run_cpu, run_cpu * 1e6 / (double)sim->requests,
		sizeof *sim->feeds + sizeof(struct event));
}

static size_t
argument(int argc, char **argv, int at, size_t otherwise)
{
	return argc > at ? strtoul(argv[at], NULL, 10) : otherwise;
}

int
main(int argc, char **argv)
{
	size_t n_feeds = argument(argc, argv, 1, 100000);
	size_t hours = argument(argc, argv, 2, 24);
	size_t n_hosts = argument(argc, argv, 3, 20000);
	size_t per_address = argument(argc, argv, 4, 10);
	struct sim sim = {0};
	double start, run_from;

	start = cpu_seconds();
	begin(&sim, n_feeds > 0 ? n_feeds : 1, n_hosts > LARGE_HOSTS ? n_hosts : LARGE_HOSTS,
		per_address);
	run_from = cpu_seconds();
	run(&sim, START_MS + (int64_t)hours * HOUR_MS);
	print_figures(&sim, (double)hours, run_from - start, cpu_seconds() - run_from);
	hosts_free(sim.hosts);
	free(sim.feeds);
	free(sim.host_of);
	free(sim.host_minute);
	free(sim.address_of);
	free(sim.address_minute);
	free(sim.address_running);
	free(sim.heap);
	free(sim.lateness.at);
	free(sim.delay.at);
	return 0;
}
