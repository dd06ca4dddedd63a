#include "aggregator/web.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/base/log.h"
#include "aggregator/base/zone.h"
#include "aggregator/publish.h"
#include "aggregator/web_private.h"
#include "feeds/base/memory.h"

#define STOP_MS 1000
#define LEAVE_MS 30000     /* that answers have when another server takes over */
#define N_WORKERS 2        /* one search may be slow, and the next is not */
#define NAMES_FOR_MS 30000 /* the titles of feeds change rarely */
#define ROUTES_MAX 16
#define HOSTS_MAX 64
#define HTML "text/html; charset=utf-8"

/* A page, and which web it is of: the context of its route. */
struct web_route {
	struct web *web;
	web_page_fn *write;
};

struct web {
	struct web_options options;
	pthread_rwlock_t lock; /* of the plan: pages read it, web_reload changes it */
	struct plan *plan;
	unsigned plan_number; /* another one has another */
	struct server *server;
	struct route routes[ROUTES_MAX];
	struct web_route pages[ROUTES_MAX];
	size_t n_routes;
	const char *hosts[HOSTS_MAX];
	size_t n_hosts;
	struct arena *arena;
	struct metrics *own_metrics; /* where the caller has none */
	_Atomic int64_t beat_ms;     /* 0: never */
};

/* What a worker keeps from page to page. */
struct web_worker {
	struct store *store;
	struct feed_names names;
	struct watch_scratch *scratch;
	struct story_gathering *gathering;
	struct plan *plan; /* kept: names and scratch are of it */
	unsigned plan_number;
	int64_t names_ms;
};

/* --- a worker's belongings --- */

static void *
open_worker(void *context)
{
	(void)context;
	return memory_new(1, sizeof(struct web_worker));
}

static void
clear_worker(struct web_worker *worker)
{
	story_gathering_free(worker->gathering);
	watch_scratch_free(worker->scratch);
	feed_names_release(&worker->names);
	store_close(worker->store);
	plan_free(worker->plan);
	*worker = (struct web_worker){.store = NULL};
}

static void
close_worker(void *context, void *worker)
{
	(void)context;
	clear_worker(worker);
	free(worker);
}

static bool
read_names(struct web *web, struct web_worker *worker, struct error *err)
{
	int64_t now = clock_monotonic_ms(web->options.clock);

	if (worker->names.arena != NULL && now - worker->names_ms < NAMES_FOR_MS)
		return true;
	feed_names_release(&worker->names);
	worker->names = (struct feed_names){.n = 0};
	worker->names_ms = now;
	return feed_names_init(&worker->names, worker->plan, worker->store, err);
}

/* With the lock held: everything is of the plan of today, and the store is open. */
static bool
fit_out(struct web *web, struct web_worker *worker, struct error *err)
{
	if (worker->plan != NULL && worker->plan_number != web->plan_number)
		clear_worker(worker);
	if (worker->plan == NULL) {
		worker->plan = plan_keep(web->plan);
		worker->plan_number = web->plan_number;
	}
	if (worker->store == NULL)
		worker->store = store_open(worker->plan->config->store, STORE_READ, err);
	if (worker->store == NULL || !plan_compile(worker->plan, err))
		return false;
	if (worker->scratch == NULL)
		worker->scratch = watch_scratch_new(worker->plan->watch);
	if (worker->gathering == NULL)
		worker->gathering = story_gathering_new();
	return read_names(web, worker, err);
}

/* --- pages --- */

static struct site
site_of(const struct plan *plan)
{
	struct site site = publish_site(plan);

	site.has_search = true;
	return site;
}

/* Times are told as the first digest tells them. */
static void
set_zone(struct live_page *live, const struct config *config, struct arena *arena)
{
	const char *name = config->n_digests > 0 ? config->digests[0].schedule.timezone : "UTC";
	struct zone *zone = zone_new(name, NULL);

	if (zone == NULL)
		return;
	live->utc_offset_seconds = zone_offset(zone, live->now);
	live->zone_name = arena_copy(arena, span_of(zone_abbreviation(zone, live->now)));
	zone_free(zone);
}

static void
set_live(struct web *web, const struct config *config, struct exchange *exchange,
	const struct site *site, struct live_page *live)
{
	*live = (struct live_page){.site = site,
		.path = span_from(exchange_request(exchange)->path, 1),
		.now = clock_now(web->options.clock),
		.zone_name = SPAN("UTC")};
	set_zone(live, config, exchange_arena(exchange));
}

struct message {
	int status;
	const char *title;
	const char *text;
};

static const struct message messages[] = {
	{301, "Moved", "The page is elsewhere."},
	{404, "There is no such page", "The address is mistyped, or what stood here is gone."},
	{405, "That cannot be done here", "This server shows pages; it takes no orders."},
	{500, "Something went wrong", "The page could not be made. The log says why."},
	{503, "Too much at once", "The server is busy. Please try again in a moment."},
};

static void
write_message(
	struct web *web, struct exchange *exchange, const struct message *message, const char *text)
{
	struct error ignored;
	struct site site;
	struct live_page live;

	pthread_rwlock_rdlock(&web->lock);
	site = site_of(web->plan);
	set_live(web, web->plan->config, exchange, &site, &live);
	exchange_set_type(exchange, HTML);
	buf_clear(exchange_body(exchange));
	if (!live_render_message(&live, span_of(message->title), span_of(text),
		    exchange_body(exchange), &ignored))
		buf_clear(exchange_body(exchange));
	pthread_rwlock_unlock(&web->lock);
}

static const char *
plain_words(int status)
{
	switch (status) {
	case 400:
		return "400 Bad Request: this cannot be read in one way only\n";
	case 408:
		return "408 Request Timeout\n";
	case 421:
		return "421 Misdirected Request: this server has another name; "
		       "`hosts` of the configuration lists those it answers to\n";
	default:
		return NULL;
	}
}

/* What the server refuses by itself: before any page, so without the store. */
static void
refuse(void *context, void *worker, struct exchange *exchange)
{
	struct web *web = context;
	int status = exchange_status(exchange);

	(void)worker;
	for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
		if (messages[i].status == status && exchange_request(exchange)->path.len > 0) {
			write_message(web, exchange, &messages[i], messages[i].text);
			return;
		}
	exchange_set_type(exchange, "text/plain; charset=utf-8");
	if (plain_words(status) != NULL)
		buf_add_text(exchange_body(exchange), plain_words(status));
	else
		buf_format(exchange_body(exchange), "error %d\n", status);
}

static void
write_failure(struct web *web, struct exchange *exchange, const struct error *err)
{
	const struct message *message = &messages[3];

	switch (err->status) {
	case EX_NOINPUT:
	case EX_USAGE:
		message = &messages[1];
		break;
	case EX_TEMPFAIL:
	case EX_UNAVAILABLE:
		message = &messages[4];
		break;
	default:
		log_warning(NULL, "web: %.*s: %s", SPAN_ARGS(exchange_request(exchange)->path),
			err->text);
		break;
	}
	exchange_set_status(exchange, message->status);
	write_message(web, exchange, message,
		message->status == 404 && err->text[0] != '\0' ? err->text : message->text);
	exchange_finish(exchange);
}

static bool
make_page(struct web *web, struct web_worker *worker, struct exchange *exchange, web_page_fn *write,
	struct error *err)
{
	struct web_page page = {
		.web = web, .exchange = exchange, .arena = exchange_arena(exchange)};

	if (!fit_out(web, worker, err))
		return false;
	page.plan = worker->plan;
	page.store = worker->store;
	page.names = &worker->names;
	page.scratch = worker->scratch;
	page.gathering = worker->gathering;
	page.site = site_of(page.plan);
	set_live(web, page.plan->config, exchange, &page.site, &page.live);
	exchange_set_type(exchange, HTML);
	return write(&page, err);
}

/* A store that failed is opened again for the next page. */
static void
on_page(void *context, void *worker, struct exchange *exchange)
{
	const struct web_route *route = context;
	struct web *web = route->web;
	struct error err = {0};
	bool ok;

	pthread_rwlock_rdlock(&web->lock);
	ok = make_page(web, worker, exchange, route->write, &err);
	pthread_rwlock_unlock(&web->lock);
	if (ok) {
		exchange_finish(exchange);
		return;
	}
	if (err.status != EX_NOINPUT && err.status != EX_USAGE)
		clear_worker(worker);
	write_failure(web, exchange, &err);
}

/* A file that was published, else the page of now. */
static void
on_subject(void *context, void *worker, struct exchange *exchange)
{
	if (!exchange_send_file(exchange))
		on_page(context, worker, exchange);
}

static void
on_health(void *context, void *worker, struct exchange *exchange)
{
	(void)context;
	(void)worker;
	exchange_set_type(exchange, "text/plain; charset=utf-8");
	exchange_forbid_keeping(exchange);
	buf_add_text(exchange_body(exchange), "ok\n");
	exchange_finish(exchange);
}

static bool
is_turning(const struct web *web)
{
	int64_t beat = atomic_load(&web->beat_ms);
	int64_t now = clock_monotonic_ms(web->options.clock);

	return beat != 0 && now - beat <= WEB_BEAT_SECONDS * 1000;
}

static void
on_ready(void *context, void *worker, struct exchange *exchange)
{
	struct web *web = ((const struct web_route *)context)->web;
	struct error err = {0};
	bool ok = true;

	pthread_rwlock_rdlock(&web->lock);
	if (!is_turning(web))
		ok = error_set(&err, EX_TEMPFAIL, "the loop that visits feeds does not turn");
	ok = ok && fit_out(web, worker, &err);
	pthread_rwlock_unlock(&web->lock);
	exchange_set_type(exchange, "text/plain; charset=utf-8");
	exchange_set_status(exchange, ok ? 200 : 503);
	exchange_forbid_keeping(exchange);
	buf_format(exchange_body(exchange), "%s\n", ok ? "ready" : err.text);
	exchange_finish(exchange);
}

static void
on_push(void *context, void *worker, struct exchange *exchange)
{
	const struct web *web = ((const struct web_route *)context)->web;

	(void)worker;
	web->options.on_push(web->options.push_context, exchange);
}

/* --- starting and stopping --- */

static void
add_route(struct web *web, const char *path, enum route_place place, route_fn *answer,
	web_page_fn *write)
{
	struct web_route *page = &web->pages[web->n_routes];

	*page = (struct web_route){web, write};
	web->routes[web->n_routes++] = (struct route){path, answer == on_push, place, answer, page};
}

static void
add_routes(struct web *web)
{
	add_route(web, "/search", ROUTE_WORKER, on_page, web_search_page);
	add_route(web, "/search.atom", ROUTE_WORKER, on_page, web_search_feed);
	add_route(web, "/story/", ROUTE_WORKER, on_page, web_story_page);
	add_route(web, "/company/", ROUTE_WORKER, on_subject, web_company_page);
	add_route(web, "/topic/", ROUTE_WORKER, on_subject, web_topic_page);
	add_route(web, "/status", ROUTE_WORKER, on_page, web_status_page);
	add_route(web, "/metrics", ROUTE_WORKER, on_page, web_metrics_page);
	add_route(web, "/healthz", ROUTE_LOOP, on_health, NULL);
	add_route(web, "/readyz", ROUTE_WORKER, on_ready, NULL);
	if (web->options.on_push != NULL)
		add_route(web, WEB_PUSH_PATH, ROUTE_LOOP, on_push, NULL);
}

/* "https://news.example.com:8443/x/" gives "news.example.com". */
static struct span
host_of_url(struct span url)
{
	struct span rest = span_from(url, span_find(url, SPAN("://")) + 3);
	size_t len = 0;

	while (len < rest.len && strchr("/:?#", rest.at[len]) == NULL)
		len++;
	return span_head(rest, len);
}

/* The server borrows its texts, and outlives the plan that they come from (web_reload). */
static const char *
keep_text(struct web *web, const char *text)
{
	return text != NULL ? arena_string(web->arena, span_of(text)) : NULL;
}

static const char *const *
keep_texts(struct web *web, const struct wanted_strings *texts)
{
	const char **kept = arena_array(web->arena, texts->n, sizeof *kept);

	for (size_t i = 0; i < texts->n; i++)
		kept[i] = keep_text(web, texts->at[i]);
	return kept;
}

static void
set_hosts(struct web *web, const struct config *config)
{
	struct span own = host_of_url(span_of(config->site.url));

	for (size_t i = 0; i < config->server.hosts.n && web->n_hosts < HOSTS_MAX - 1; i++)
		web->hosts[web->n_hosts++] = keep_text(web, config->server.hosts.at[i]);
	if (own.len > 0 && own.at[0] != '[')
		web->hosts[web->n_hosts++] = arena_string(web->arena, own);
}

static bool
begin(struct web *web, struct error *err)
{
	const struct config *config = web->plan->config;
	const struct server_options options = {
		.listen = keep_texts(web, &config->server.listen),
		.n_listen = config->server.listen.n,
		.before = web->options.before != NULL ? web->options.before->server : NULL,
		.base_path = keep_text(web, config->server.base_path),
		.hosts = web->hosts,
		.n_hosts = web->n_hosts,
		.trusted = config->server.trusted_proxies.at,
		.n_trusted = config->server.trusted_proxies.n,
		.site_dir = config->site.dir,
		.routes = web->routes,
		.n_routes = web->n_routes,
		.refuse = refuse,
		.refuse_context = web,
		.n_workers = N_WORKERS,
		.worker_open = open_worker,
		.worker_close = close_worker,
		.worker_context = web,
		.clock = web->options.clock,
		.metrics = web->options.metrics,
	};

	web->server = server_start(&options, err);
	return web->server != NULL;
}

struct web *
web_start(const struct web_options *options, struct error *err)
{
	struct web *web = memory_new(1, sizeof *web);

	web->options = *options;
	if (options->metrics == NULL)
		web->options.metrics = web->own_metrics = metrics_new();
	web->plan = plan_keep(options->plan);
	web->arena = arena_new();
	pthread_rwlock_init(&web->lock, NULL);
	add_routes(web);
	set_hosts(web, web->plan->config);
	if (begin(web, err)) {
		web->options.before = NULL;
		return web;
	}
	web_stop(web);
	return NULL;
}

void
web_reload(struct web *web, struct plan *plan)
{
	struct plan *old;

	plan_keep(plan);
	pthread_rwlock_wrlock(&web->lock);
	old = web->plan;
	web->plan = plan;
	web->plan_number++;
	pthread_rwlock_unlock(&web->lock);
	plan_free(old);
}

static bool
is_same_text(const char *a, const char *b)
{
	return span_equal(span_of(a), span_of(b)) && (a == NULL) == (b == NULL);
}

static bool
are_same_texts(const struct wanted_strings *a, const struct wanted_strings *b)
{
	for (size_t i = 0; a->n == b->n && i < a->n; i++)
		if (!is_same_text(a->at[i], b->at[i]))
			return false;
	return a->n == b->n;
}

bool
web_is_same(const struct web *web, const struct config *config)
{
	const struct config *own = web->plan->config;

	return are_same_texts(&own->server.listen, &config->server.listen) &&
	       are_same_texts(&own->server.hosts, &config->server.hosts) &&
	       are_same_texts(&own->server.trusted_proxies, &config->server.trusted_proxies) &&
	       is_same_text(own->server.base_path, config->server.base_path) &&
	       is_same_text(own->site.dir, config->site.dir) &&
	       is_same_text(own->site.url, config->site.url);
}

void
web_beat(struct web *web)
{
	if (web != NULL)
		atomic_store(&web->beat_ms, clock_monotonic_ms(web->options.clock));
}

struct metrics *
web_metrics(struct web *web)
{
	return web->options.metrics;
}

int
web_port(const struct web *web, size_t i)
{
	return server_port(web->server, i);
}

void
web_end(struct web *web)
{
	if (web != NULL)
		server_leave(web->server, STOP_MS);
}

void
web_leave(struct web *web)
{
	server_leave(web->server, LEAVE_MS);
}

bool
web_has_left(const struct web *web)
{
	return server_has_left(web->server);
}

void
web_stop(struct web *web)
{
	if (web == NULL)
		return;
	server_stop(web->server, STOP_MS);
	plan_free(web->plan);
	metrics_free(web->own_metrics);
	pthread_rwlock_destroy(&web->lock);
	arena_free(web->arena);
	free(web);
}
