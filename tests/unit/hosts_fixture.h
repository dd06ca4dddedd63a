#ifndef TESTS_UNIT_HOSTS_FIXTURE_H
#define TESTS_UNIT_HOSTS_FIXTURE_H

#include <string.h>

#include "aggregator/fetch/hosts.h"

/* Who waits for hosts, and who is under way, by the first letters of their names. */

#define TICKETS 1000

struct queue {
	struct hosts *hosts;
	struct ticket tickets[TICKETS];
	size_t n;
	struct ticket *under_way[TICKETS];
	size_t n_under_way;
};

static inline void
begin(struct queue *queue, size_t at_once, double rate, size_t burst)
{
	queue->hosts = hosts_new(&(struct host_budget){at_once, rate, burst});
	queue->n = 0;
	queue->n_under_way = 0;
}

static inline struct host *
add(struct queue *queue, const char *name, size_t n)
{
	struct host *host = hosts_find(queue->hosts, span_of(name));

	while (n-- > 0)
		hosts_wait(queue->hosts, host, &queue->tickets[queue->n++]);
	return host;
}

/* The first letters of the hosts whose turn it is, as long as there is one. */
static inline const char *
turns(struct queue *queue, int64_t now_ms)
{
	static char text[TICKETS + 1];
	struct ticket *ticket;
	size_t len = 0;

	while ((ticket = hosts_next(queue->hosts, now_ms)) != NULL) {
		queue->under_way[queue->n_under_way++] = ticket;
		text[len++] = host_name(ticket->host).at[0];
	}
	text[len] = '\0';
	return text;
}

static inline struct ticket *
take_under_way(struct queue *queue, const struct host *host)
{
	size_t i = 0;
	struct ticket *ticket;

	while (queue->under_way[i]->host != host)
		i++;
	ticket = queue->under_way[i];
	queue->n_under_way--;
	memmove(&queue->under_way[i], &queue->under_way[i + 1],
		(queue->n_under_way - i) * sizeof(struct ticket *));
	return ticket;
}

/* One request to the host ends. */
static inline void
done(struct queue *queue, const struct host *host)
{
	hosts_done(queue->hosts, take_under_way(queue, host));
}

static inline void
all_done(struct queue *queue)
{
	while (queue->n_under_way > 0)
		hosts_done(queue->hosts, queue->under_way[--queue->n_under_way]);
}

#endif
