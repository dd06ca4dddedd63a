#ifndef AGGREGATOR_FETCH_LOOP_H
#define AGGREGATOR_FETCH_LOOP_H

#include <stdbool.h>
#include <stdint.h>

#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

struct event_base;
struct transfer;

/*
 * The event loop: libevent says which sockets are ready, libcurl which to watch. One thread runs it,
 * and only loop_post and loop_stop may be called from others. It knows no feed.
 */
struct loop;

struct loop *loop_new(struct error *err) MUST_USE;
/* After everything that was made on it. */
void loop_free(struct loop *loop);

/* Runs until loop_stop. What was stopped can run again. */
void loop_run(struct loop *loop);

/* Ends loop_run after the present turn. From any thread. */
void loop_stop(struct loop *loop);

typedef void loop_fn(void *context);

/* Calls `fn(context)` on the loop thread, soon, in the order of posting. From any thread. */
void loop_post(struct loop *loop, loop_fn *fn, void *context);

/* Calls `fn(context)` on the loop thread whenever the signal comes; once set, for the loop's life. */
void loop_on_signal(struct loop *loop, int signal_number, loop_fn *fn, void *context);

/* For the HTTP server, which brings its own sockets. Borrowed. */
struct event_base *loop_base(struct loop *loop);

/* Timers go so many times faster: for tests, with a clock that does (clock.h). */
void loop_set_pace(struct loop *loop, int pace);

/* A moment to come. Fires once each time it is set; setting it again moves it. */
struct loop_timer;
struct loop_timer *loop_timer_new(struct loop *loop, loop_fn *fn, void *context);
void loop_timer_free(struct loop_timer *timer);
void loop_timer_set(struct loop_timer *timer, int64_t delay_ms);
void loop_timer_cancel(struct loop_timer *timer);

/* A descriptor that is told of whenever it can be read (or has ended). It stays the caller's. */
struct loop_watch;
struct loop_watch *loop_watch_new(struct loop *loop, int fd, loop_fn *fn, void *context);
void loop_watch_free(struct loop_watch *watch);

/* Runs a transfer; transfer_finish is called at the end of the turn in which it ended. */
void loop_start_transfer(struct loop *loop, struct transfer *transfer);
/* Takes a running one out: transfer_finish will not be called. */
void loop_stop_transfer(struct loop *loop, struct transfer *transfer);

#endif
