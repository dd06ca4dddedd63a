#ifndef AGGREGATOR_BASE_QUEUE_H
#define AGGREGATOR_BASE_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/compiler.h"

/*
 * A bounded queue between threads, first in, first out. What is put in belongs to the other side
 * from then on. Any number of threads may put and take.
 */
struct queue;

/* For `capacity` (> 0) things at a time. */
struct queue *queue_new(size_t capacity);

/* After its threads have ended. What is still in it is not freed: take it first. */
void queue_free(struct queue *queue);

/* Waits while the queue is full. `thing` is not NULL; nothing is put after queue_close. */
void queue_put(struct queue *queue, void *thing);

/* The same for who may come too late: false, and the thing stays the caller's, after queue_close. */
bool queue_offer(struct queue *queue, void *thing) MUST_USE;

/* Waits for the next thing; NULL: closed, and nothing is left. */
void *queue_take(struct queue *queue);

/* The next thing if one is there, else NULL. */
void *queue_try_take(struct queue *queue);

/* No more will be put: whoever waits to take gets what is left, then NULL. */
void queue_close(struct queue *queue);

#endif
