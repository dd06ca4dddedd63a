#ifndef AGGREGATOR_BASE_PATIENCE_H
#define AGGREGATOR_BASE_PATIENCE_H

#include <pthread.h>
#include <stdbool.h>
#include <time.h>

/*
 * Waiting for a condition, but not for ever. The time of day has no say: a clock that is set back, or a
 * change that NTP makes, must not turn a second of waiting into an hour.
 */

/* A condition whose waits end by CLOCK_MONOTONIC. The caller destroys it (pthread_cond_destroy). */
void patience_init(pthread_cond_t *condition);

/* The moment in `patience_ms` from now, for patience_wait. */
struct timespec patience_end(int patience_ms);

/*
 * pthread_cond_timedwait(3) of a condition that patience_init made, with the lock held. False: the end
 * was reached; true: it was signalled, or woke for no reason, so the caller looks again.
 */
bool patience_wait(pthread_cond_t *condition, pthread_mutex_t *lock, const struct timespec *end);

#endif
