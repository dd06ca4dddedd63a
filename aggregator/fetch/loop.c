#include "aggregator/fetch/loop.h"

#include <curl/curl.h>
#include <errno.h>
#include <event2/event.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sysexits.h>
#include <unistd.h>

#include "aggregator/fetch/transfer.h"
#include "feeds/base/memory.h"

#define IDLE_CONNECTIONS_MAX 1024L /* kept for the next request to the same host */
#define SIGNALS_MAX 8

struct call {
	loop_fn *fn;
	void *context;
	struct call *next;
};

struct watched_signal {
	struct event *event;
	loop_fn *fn;
	void *context;
};

struct loop {
	struct event_base *base;
	CURLM *multi;
	struct event *curl_timer;
	int wake_fd;
	struct event *wake;
	pthread_mutex_t posting; /* guards the list of calls */
	struct call *first_call;
	struct call **last_call;
	atomic_bool is_stopping;
	struct watched_signal signals[SIGNALS_MAX];
	size_t n_signals;
	int pace; /* of the timers */
};

struct loop_timer {
	const struct loop *loop;
	struct event *event;
	loop_fn *fn;
	void *context;
};

struct loop_watch {
	struct event *event;
	loop_fn *fn;
	void *context;
};

static struct timeval
interval_of(int64_t ms)
{
	return (struct timeval){.tv_sec = ms / 1000, .tv_usec = ms % 1000 * 1000};
}

/* Hands out what has ended. A callee may start and stop transfers: each message is read anew. */
static void
report_finished(struct loop *loop)
{
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(loop->multi, &left)) != NULL) {
		CURLcode code = message->data.result;
		CURL *easy = message->easy_handle;
		char *transfer = NULL;

		curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
		curl_multi_remove_handle(loop->multi, easy); /* the message goes with it */
		transfer_finish((struct transfer *)(void *)transfer, (int)code);
	}
}

/* Every way into libcurl: a socket is ready, or its time has come. */
static void
drive(struct loop *loop, curl_socket_t fd, int action)
{
	int running;

	curl_multi_socket_action(loop->multi, fd, action, &running);
	report_finished(loop); /* last: it may free the visit that woke us */
}

static void
on_socket_ready(evutil_socket_t fd, short what, void *context)
{
	int action = ((what & EV_READ) != 0 ? CURL_CSELECT_IN : 0) |
		     ((what & EV_WRITE) != 0 ? CURL_CSELECT_OUT : 0);

	drive(context, fd, action);
}

static void
on_curl_time(evutil_socket_t fd, short what, void *context)
{
	(void)fd;
	(void)what;
	drive(context, CURL_SOCKET_TIMEOUT, 0);
}

static void
watch_socket(struct loop *loop, curl_socket_t fd, int what, struct event *event)
{
	short kind = (short)(EV_PERSIST | ((what & CURL_POLL_IN) != 0 ? EV_READ : 0) |
			     ((what & CURL_POLL_OUT) != 0 ? EV_WRITE : 0));

	if (event == NULL) {
		event = event_new(loop->base, fd, kind, on_socket_ready, loop);
		if (event == NULL)
			memory_exhausted(sizeof event);
		curl_multi_assign(loop->multi, fd, event);
	} else {
		event_del(event);
		event_assign(event, loop->base, fd, kind, on_socket_ready, loop);
	}
	event_add(event, NULL);
}

/* libcurl's CURLMOPT_SOCKETFUNCTION; `kept` is what curl_multi_assign gave. */
static int
on_socket_wanted(CURL *easy, curl_socket_t fd, int what, void *context, void *kept)
{
	(void)easy;
	if (what != CURL_POLL_REMOVE)
		watch_socket(context, fd, what, kept);
	else if (kept != NULL)
		event_free(kept);
	return 0;
}

/* CURLMOPT_TIMERFUNCTION. libcurl must not be entered from here: even 0 ms goes through the timer. */
static int
on_time_wanted(CURLM *multi, long ms, void *context)
{
	struct loop *loop = context;
	struct timeval interval = interval_of(ms);

	(void)multi;
	if (ms < 0)
		evtimer_del(loop->curl_timer);
	else
		evtimer_add(loop->curl_timer, &interval);
	return 0;
}

static struct call *
take_calls(struct loop *loop)
{
	struct call *calls;

	pthread_mutex_lock(&loop->posting);
	calls = loop->first_call;
	loop->first_call = NULL;
	loop->last_call = &loop->first_call;
	pthread_mutex_unlock(&loop->posting);
	return calls;
}

static void
on_woken(evutil_socket_t fd, short what, void *context)
{
	struct loop *loop = context;
	struct call *call;
	uint64_t times;

	(void)what;
	if (read(fd, &times, sizeof times) < 0 && errno != EAGAIN)
		return;
	call = take_calls(loop);
	while (call != NULL) {
		struct call *next = call->next;

		call->fn(call->context);
		free(call);
		call = next;
	}
	if (atomic_load(&loop->is_stopping))
		event_base_loopbreak(loop->base);
}

static void
wake_up(struct loop *loop)
{
	uint64_t once = 1;

	while (write(loop->wake_fd, &once, sizeof once) < 0 && errno == EINTR)
		continue;
}

static bool
open_base(struct loop *loop, struct error *err)
{
	struct event_config *config = event_config_new();

	event_config_set_flag(config, EVENT_BASE_FLAG_NOLOCK); /* others come in by the eventfd */
	loop->base = event_base_new_with_config(config);
	event_config_free(config);
	loop->wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (loop->base == NULL || loop->wake_fd < 0)
		return error_set(err, EX_OSERR, "the event loop cannot start: %s", strerror(errno));
	loop->wake = event_new(loop->base, loop->wake_fd, EV_READ | EV_PERSIST, on_woken, loop);
	loop->curl_timer = evtimer_new(loop->base, on_curl_time, loop);
	event_add(loop->wake, NULL);
	return true;
}

static bool
open_multi(struct loop *loop, struct error *err)
{
	if (curl_global_init(CURL_GLOBAL_ALL) != CURLE_OK)
		return error_set(err, EX_SOFTWARE, "libcurl cannot start");
	loop->multi = curl_multi_init();
	if (loop->multi == NULL)
		return error_set(err, EX_SOFTWARE, "libcurl cannot start a multi handle");
	curl_multi_setopt(loop->multi, CURLMOPT_SOCKETFUNCTION, on_socket_wanted);
	curl_multi_setopt(loop->multi, CURLMOPT_SOCKETDATA, loop);
	curl_multi_setopt(loop->multi, CURLMOPT_TIMERFUNCTION, on_time_wanted);
	curl_multi_setopt(loop->multi, CURLMOPT_TIMERDATA, loop);
	curl_multi_setopt(loop->multi, CURLMOPT_MAXCONNECTS, IDLE_CONNECTIONS_MAX);
	curl_multi_setopt(loop->multi, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
	return true;
}

struct loop *
loop_new(struct error *err)
{
	struct loop *loop = memory_new(1, sizeof *loop);

	loop->wake_fd = -1;
	loop->pace = 1;
	loop->last_call = &loop->first_call;
	pthread_mutex_init(&loop->posting, NULL);
	if (open_base(loop, err) && open_multi(loop, err))
		return loop;
	loop_free(loop);
	return NULL;
}

static void
free_calls(struct call *call)
{
	while (call != NULL) {
		struct call *next = call->next;

		free(call);
		call = next;
	}
}

static void
free_event(struct event *event)
{
	if (event != NULL)
		event_free(event);
}

void
loop_free(struct loop *loop)
{
	if (loop == NULL)
		return;
	if (loop->multi != NULL) {
		curl_multi_cleanup(loop->multi); /* tells us of each socket that it closes */
		curl_global_cleanup();
	}
	free_event(loop->curl_timer);
	free_event(loop->wake);
	for (size_t i = 0; i < loop->n_signals; i++)
		free_event(loop->signals[i].event);
	free_calls(take_calls(loop));
	if (loop->base != NULL)
		event_base_free(loop->base);
	if (loop->wake_fd >= 0)
		close(loop->wake_fd);
	pthread_mutex_destroy(&loop->posting);
	free(loop);
}

void
loop_run(struct loop *loop)
{
	if (!atomic_load(&loop->is_stopping))
		event_base_loop(loop->base, EVLOOP_NO_EXIT_ON_EMPTY);
	atomic_store(&loop->is_stopping, false);
}

void
loop_stop(struct loop *loop)
{
	atomic_store(&loop->is_stopping, true);
	wake_up(loop);
}

void
loop_post(struct loop *loop, loop_fn *fn, void *context)
{
	struct call *call = memory_new(1, sizeof *call);
	bool was_empty;

	*call = (struct call){fn, context, NULL};
	pthread_mutex_lock(&loop->posting);
	was_empty = loop->first_call == NULL;
	*loop->last_call = call;
	loop->last_call = &call->next;
	pthread_mutex_unlock(&loop->posting);
	if (was_empty)
		wake_up(loop);
}

static void
on_signal(evutil_socket_t number, short what, void *context)
{
	const struct watched_signal *watched = context;

	(void)number;
	(void)what;
	watched->fn(watched->context);
}

void
loop_on_signal(struct loop *loop, int signal_number, loop_fn *fn, void *context)
{
	struct watched_signal *watched;

	if (loop->n_signals == SIGNALS_MAX)
		return;
	watched = &loop->signals[loop->n_signals++];
	*watched = (struct watched_signal){NULL, fn, context};
	watched->event = evsignal_new(loop->base, signal_number, on_signal, watched);
	event_add(watched->event, NULL);
}

struct event_base *
loop_base(struct loop *loop)
{
	return loop->base;
}

static void
on_timer(evutil_socket_t fd, short what, void *context)
{
	const struct loop_timer *timer = context;

	(void)fd;
	(void)what;
	timer->fn(timer->context);
}

void
loop_set_pace(struct loop *loop, int pace)
{
	loop->pace = pace > 0 ? pace : 1;
}

struct loop_timer *
loop_timer_new(struct loop *loop, loop_fn *fn, void *context)
{
	struct loop_timer *timer = memory_new(1, sizeof *timer);

	*timer = (struct loop_timer){loop, NULL, fn, context};
	timer->event = evtimer_new(loop->base, on_timer, timer);
	return timer;
}

void
loop_timer_free(struct loop_timer *timer)
{
	if (timer == NULL)
		return;
	free_event(timer->event);
	free(timer);
}

void
loop_timer_set(struct loop_timer *timer, int64_t delay_ms)
{
	struct timeval interval = interval_of(delay_ms > 0 ? delay_ms / timer->loop->pace : 0);

	evtimer_add(timer->event, &interval);
}

void
loop_timer_cancel(struct loop_timer *timer)
{
	evtimer_del(timer->event);
}

static void
on_readable(evutil_socket_t fd, short what, void *context)
{
	const struct loop_watch *watch = context;

	(void)fd;
	(void)what;
	watch->fn(watch->context);
}

struct loop_watch *
loop_watch_new(struct loop *loop, int fd, loop_fn *fn, void *context)
{
	struct loop_watch *watch = memory_new(1, sizeof *watch);

	*watch = (struct loop_watch){NULL, fn, context};
	watch->event = event_new(loop->base, fd, EV_READ | EV_PERSIST, on_readable, watch);
	event_add(watch->event, NULL);
	return watch;
}

void
loop_watch_free(struct loop_watch *watch)
{
	if (watch == NULL)
		return;
	free_event(watch->event);
	free(watch);
}

void
loop_start_transfer(struct loop *loop, struct transfer *transfer)
{
	curl_multi_add_handle(loop->multi, transfer_handle(transfer));
}

void
loop_stop_transfer(struct loop *loop, struct transfer *transfer)
{
	curl_multi_remove_handle(loop->multi, transfer_handle(transfer));
}
