#include "aggregator/base/queue.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "feeds/base/memory.h"

struct queue {
	pthread_mutex_t lock;
	pthread_cond_t has_thing; /* or is closed */
	pthread_cond_t has_room;
	bool is_closed;
	size_t capacity;
	size_t first;
	size_t n;
	void **things; /* a ring */
};

struct queue *
queue_new(size_t capacity)
{
	struct queue *queue = memory_new(1, sizeof *queue);

	pthread_mutex_init(&queue->lock, NULL);
	pthread_cond_init(&queue->has_thing, NULL);
	pthread_cond_init(&queue->has_room, NULL);
	queue->capacity = capacity;
	queue->things = memory_new(capacity, sizeof *queue->things);
	return queue;
}

void
queue_free(struct queue *queue)
{
	if (queue == NULL)
		return;
	pthread_cond_destroy(&queue->has_room);
	pthread_cond_destroy(&queue->has_thing);
	pthread_mutex_destroy(&queue->lock);
	free(queue->things);
	free(queue);
}

bool
queue_offer(struct queue *queue, void *thing)
{
	bool is_open;

	pthread_mutex_lock(&queue->lock);
	while (queue->n == queue->capacity && !queue->is_closed)
		pthread_cond_wait(&queue->has_room, &queue->lock);
	is_open = !queue->is_closed;
	if (is_open)
		queue->things[(queue->first + queue->n++) % queue->capacity] = thing;
	pthread_cond_signal(&queue->has_thing);
	pthread_mutex_unlock(&queue->lock);
	return is_open;
}

void
queue_put(struct queue *queue, void *thing)
{
	bool is_open = queue_offer(queue, thing);

	assert(is_open);
	(void)is_open;
}

/* With the lock held; NULL if there is none. */
static void *
take_first(struct queue *queue)
{
	void *thing;

	if (queue->n == 0)
		return NULL;
	thing = queue->things[queue->first];
	queue->first = (queue->first + 1) % queue->capacity;
	queue->n--;
	pthread_cond_signal(&queue->has_room);
	return thing;
}

void *
queue_take(struct queue *queue)
{
	void *thing;

	pthread_mutex_lock(&queue->lock);
	while (queue->n == 0 && !queue->is_closed)
		pthread_cond_wait(&queue->has_thing, &queue->lock);
	thing = take_first(queue);
	pthread_mutex_unlock(&queue->lock);
	return thing;
}

void *
queue_try_take(struct queue *queue)
{
	void *thing;

	pthread_mutex_lock(&queue->lock);
	thing = take_first(queue);
	pthread_mutex_unlock(&queue->lock);
	return thing;
}

void
queue_close(struct queue *queue)
{
	pthread_mutex_lock(&queue->lock);
	queue->is_closed = true;
	pthread_cond_broadcast(&queue->has_thing);
	pthread_cond_broadcast(&queue->has_room);
	pthread_mutex_unlock(&queue->lock);
}
