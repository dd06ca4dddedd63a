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
	struct web *web; /* NULL: none is configured, or it could not start */
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
	web_end(webmaster->web);
}

void
webmaster_close(struct webmaster *webmaster)
{
	loop_timer_free(webmaster->beat);
	web_stop(webmaster->web);
	webmaster->beat = NULL;
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

	web_beat(webmaster->web);
	loop_timer_set(webmaster->beat, BEAT_MS);
}

static bool
start(struct webmaster *webmaster, struct plan *plan, struct error *err)
{
	const struct web_options options = {.plan = plan,
		.clock = webmaster->options.clock,
		.metrics = webmaster->metrics,
		.on_push = webmaster->options.on_push,
		.push_context = webmaster->options.push_context};
	const struct wanted_strings *listen = &plan->config->server.listen;

	if (listen->n == 0)
		return true;
	webmaster->web = web_start(&options, err);
	if (webmaster->web == NULL)
		return error_in(err, "server");
	for (size_t i = 0; i < listen->n; i++)
		log_info(NULL, "the web server listens on %s, port %d", listen->at[i],
			web_port(webmaster->web, i));
	web_beat(webmaster->web);
	return true;
}

bool
webmaster_open(struct webmaster *webmaster, struct loop *loop, struct plan *plan, struct error *err)
{
	if (!start(webmaster, plan, err))
		return false;
	webmaster->beat = loop_timer_new(loop, on_beat, webmaster);
	loop_timer_set(webmaster->beat, BEAT_MS);
	return true;
}

void
webmaster_adopt(struct webmaster *webmaster, struct plan *plan)
{
	struct error err = {0};

	if (webmaster->is_ending)
		return;
	measure_count(webmaster->measures, MEASURE_RELOADS, 1);
	if (webmaster->web != NULL && web_is_same(webmaster->web, plan->config)) {
		web_reload(webmaster->web, plan);
		return;
	}
	web_stop(webmaster->web);
	webmaster->web = NULL;
	if (!start(webmaster, plan, &err))
		log_error(NULL, "%s; there is no web server until the configuration is read again",
			err.text);
}
