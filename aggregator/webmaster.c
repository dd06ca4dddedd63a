#include "aggregator/webmaster.h"

#include <stdlib.h>

#include "aggregator/base/log.h"
#include "aggregator/fetch/loop.h"
#include "feeds/base/memory.h"

#define BEAT_MS (WEB_BEAT_SECONDS * 1000 / 3)

struct webmaster {
	struct webmaster_options options;
	struct metrics *metrics;
	struct measures *measures;
	struct web *web;     /* NULL: none is configured */
	struct web *leaving; /* the one before, while clients wait for its answers; NULL: none */
	struct loop_timer *beat;
	bool is_ending;
};

struct webmaster *
webmaster_new(const struct webmaster_options *options)
{
	struct webmaster *webmaster = memory_new(1, sizeof *webmaster);

	webmaster->options = *options;
	webmaster->metrics = metrics_new();
	webmaster->measures = measures_new(webmaster->metrics);
	return webmaster;
}

void
webmaster_end(struct webmaster *webmaster)
{
	webmaster->is_ending = true;
	web_end(webmaster->leaving);
	web_end(webmaster->web);
}

void
webmaster_close(struct webmaster *webmaster)
{
	loop_timer_free(webmaster->beat);
	web_stop(webmaster->leaving);
	web_stop(webmaster->web);
	webmaster->beat = NULL;
	webmaster->leaving = NULL;
	webmaster->web = NULL;
}

void
webmaster_free(struct webmaster *webmaster)
{
	if (webmaster == NULL)
		return;
	webmaster_close(webmaster);
	measures_free(webmaster->measures);
	metrics_free(webmaster->metrics);
	free(webmaster);
}

struct measures *
webmaster_measures(struct webmaster *webmaster)
{
	return webmaster->measures;
}

static void
on_beat(void *context)
{
	struct webmaster *webmaster = context;

	if (webmaster->leaving != NULL && web_has_left(webmaster->leaving)) {
		web_stop(webmaster->leaving);
		webmaster->leaving = NULL;
	}
	web_beat(webmaster->web);
	loop_timer_set(webmaster->beat, BEAT_MS);
}

/* Beside the one that runs, if one does. NULL: it cannot. */
static struct web *
start(struct webmaster *webmaster, struct plan *plan, struct error *err)
{
	const struct web_options options = {.plan = plan,
		.clock = webmaster->options.clock,
		.metrics = webmaster->metrics,
		.before = webmaster->web,
		.on_push = webmaster->options.on_push,
		.push_context = webmaster->options.push_context};
	const struct wanted_strings *listen = &plan->config->server.listen;
	struct web *web = web_start(&options, err);

	if (web == NULL) {
		error_in(err, "server");
		return NULL;
	}
	for (size_t i = 0; i < listen->n; i++)
		log_info(NULL, "the web server listens on %s, port %d", listen->at[i],
			web_port(web, i));
	web_beat(web);
	return web;
}

bool
webmaster_open(struct webmaster *webmaster, struct loop *loop, struct plan *plan, struct error *err)
{
	if (plan->config->server.listen.n > 0) {
		webmaster->web = start(webmaster, plan, err);
		if (webmaster->web == NULL)
			return false;
	}
	webmaster->beat = loop_timer_new(loop, on_beat, webmaster);
	loop_timer_set(webmaster->beat, BEAT_MS);
	return true;
}

/* It is asked nothing more, and goes when it has answered. */
static void
leave(struct webmaster *webmaster)
{
	/* One at a time: who waits since the last reload waits no more. */
	web_stop(webmaster->leaving);
	webmaster->leaving = webmaster->web;
	webmaster->web = NULL;
	if (webmaster->leaving != NULL)
		web_leave(webmaster->leaving);
}

bool
webmaster_adopt(struct webmaster *webmaster, struct plan *plan, struct error *err)
{
	struct web *next = NULL;

	if (webmaster->is_ending)
		return true;
	if (webmaster->web != NULL && web_is_same(webmaster->web, plan->config)) {
		web_reload(webmaster->web, plan);
		return true;
	}
	if (plan->config->server.listen.n > 0) {
		next = start(webmaster, plan, err);
		if (next == NULL)
			return false;
	}
	leave(webmaster);
	webmaster->web = next;
	return true;
}
