#include "aggregator/follow_ups.h"

#include <pthread.h>
#include <stdlib.h>

#include "aggregator/plan.h"
#include "aggregator/visits.h"
#include "feeds/base/memory.h"

struct follow_up {
	int64_t feed;
	char *url;
	struct follow_up *next;
};

struct follow_ups {
	pthread_mutex_t lock;
	struct follow_up *first; /* in the order in which they came */
	struct follow_up **last;
};

struct follow_ups *
follow_ups_new(void)
{
	struct follow_ups *follow_ups = memory_new(1, sizeof *follow_ups);

	pthread_mutex_init(&follow_ups->lock, NULL);
	follow_ups->last = &follow_ups->first;
	return follow_ups;
}

static struct follow_up *
take_all(struct follow_ups *follow_ups)
{
	struct follow_up *all;

	pthread_mutex_lock(&follow_ups->lock);
	all = follow_ups->first;
	follow_ups->first = NULL;
	follow_ups->last = &follow_ups->first;
	pthread_mutex_unlock(&follow_ups->lock);
	return all;
}

static struct follow_up *
drop_first(struct follow_up *follow_up)
{
	struct follow_up *next = follow_up->next;

	free(follow_up->url);
	free(follow_up);
	return next;
}

void
follow_ups_free(struct follow_ups *follow_ups)
{
	struct follow_up *all;

	if (follow_ups == NULL)
		return;
	all = take_all(follow_ups);
	while (all != NULL)
		all = drop_first(all);
	pthread_mutex_destroy(&follow_ups->lock);
	free(follow_ups);
}

bool
follow_ups_take(struct follow_ups *follow_ups, struct visits *visits, const struct batch *batch)
{
	if (batch->feed == NULL || batch->n_more == 0)
		return false;
	visits_go_on(visits, batch->feed_plan->number,
		&(struct visit_page){batch->page + 1, batch->known_below, batch->n_more});
	pthread_mutex_lock(&follow_ups->lock);
	for (size_t i = 0; i < batch->n_more; i++) {
		struct follow_up *follow_up = memory_new(1, sizeof *follow_up);

		*follow_up = (struct follow_up){batch->feed_plan->number,
			memory_string(batch->more[i].at, batch->more[i].len), NULL};
		*follow_ups->last = follow_up;
		follow_ups->last = &follow_up->next;
	}
	pthread_mutex_unlock(&follow_ups->lock);
	return true;
}

void
follow_ups_start(
	struct follow_ups *follow_ups, struct visits *visits, struct fetch *fetch, bool is_stopping)
{
	struct follow_up *all = take_all(follow_ups);

	for (; all != NULL; all = drop_first(all)) {
		if (is_stopping)
			visits_done(visits, all->feed);
		else
			visits_start_page(visits, all->feed, span_of(all->url), fetch);
	}
}
