/* Who answers a request. */
#include <string.h>

#include "aggregator/serve/server_private.h"
#include "aggregator/serve/target.h"

#define BUSY_RETRY_SECONDS "2"

void
dispatch_refuse(struct server *server, struct exchange *exchange, int status)
{
	exchange->status = status;
	exchange->type = "text/plain; charset=utf-8";
	buf_clear(&exchange->body);
	if (server->options.refuse != NULL)
		server->options.refuse(server->options.refuse_context, NULL, exchange);
	else
		buf_format(&exchange->body, "%d %s\n", status, status_words(status));
	exchange_seal(exchange);
	exchange->is_finished = true;
}

static void
redirect(struct server *server, struct exchange *exchange, struct span query)
{
	struct buf to;

	buf_init(&to, BUF_UNLIMITED);
	buf_add(&to, span_head(exchange->head.target, span_find_byte(exchange->head.target, '?')));
	buf_add_byte(&to, '/');
	if (query.at != NULL)
		buf_format(&to, "?%.*s", SPAN_ARGS(query));
	/* "//host/" would lead to another host */
	if (span_starts_with(buf_span(&to), SPAN("//"))) {
		dispatch_refuse(server, exchange, 404);
	} else {
		exchange_add_header(exchange, "Location", buf_span(&to));
		dispatch_refuse(server, exchange, 301);
	}
	buf_release(&to);
}

/* The answer for what a look into the site found. */
static void
answer_file(struct server *server, struct exchange *exchange, enum file_found found)
{
	switch (found) {
	case FILE_READY:
		exchange_seal(exchange);
		exchange->is_finished = true;
		break;
	case FILE_FOLDER:
		redirect(server, exchange, exchange->request.query);
		break;
	case FILE_UNREAD:
	case FILE_NONE:
		dispatch_refuse(server, exchange, 404);
		break;
	}
}

/*
 * Whether the pages of this customer count. A proxy that does not say for whom it asks is many
 * customers; a file is read once, for all.
 */
static bool
is_counted(const struct server *server, const struct exchange *exchange)
{
	const struct peer *client = &exchange->client;

	return exchange->route != NULL && !client->is_local &&
	       !network_has(server->trusted, server->n_trusted, client);
}

/* How many pages of the same customer are with the workers: those let in, or those held too. */
static size_t
count_of_customer(const struct server *server, const struct exchange *exchange, bool with_held)
{
	size_t n = 0;

	for (const struct exchange *other = server->with_workers; other != NULL;
		other = other->next_with_workers)
		n += other != exchange && other->route != NULL && (with_held || !other->is_held) &&
		     peer_is_same_site(&other->client, &exchange->client);
	return n;
}

static bool
has_enough(const struct server *server, const struct exchange *exchange)
{
	return is_counted(server, exchange) &&
	       count_of_customer(server, exchange, true) >= server->options.limits.with_workers;
}

/* Half of the workers are for one customer at most: whatever he asks, others have the other half. */
static bool
has_share(const struct server *server, const struct exchange *exchange)
{
	size_t share = server->n_workers > 1 ? server->n_workers / 2 : 1;

	return is_counted(server, exchange) && count_of_customer(server, exchange, false) >= share;
}

/* Those held whose customer has room again, the oldest first. */
static void
let_in(struct server *server)
{
	struct exchange *oldest = NULL;

	for (struct exchange *held = server->with_workers; held != NULL;
		held = held->next_with_workers)
		if (held->is_held && !has_share(server, held))
			oldest = held;
	if (oldest == NULL)
		return;
	oldest->is_held = false;
	queue_put(server->work, oldest);
}

void
dispatch_take_back(struct server *server, struct exchange *exchange)
{
	struct exchange **at = &server->with_workers;

	while (*at != NULL && *at != exchange)
		at = &(*at)->next_with_workers;
	if (*at == NULL)
		return;
	*at = exchange->next_with_workers;
	let_in(server);
}

void
dispatch_drop_held(struct server *server)
{
	struct exchange *exchange = server->with_workers;

	while (exchange != NULL) {
		struct exchange *next = exchange->next_with_workers;

		if (exchange->is_held)
			exchange_free(exchange);
		exchange = next;
	}
	server->with_workers = NULL;
}

/* To a worker, unless too many wait, or too many of this customer. */
static bool
hand_to_worker(struct server *server, struct exchange *exchange)
{
	if (server->n_workers == 0 || has_enough(server, exchange) ||
		atomic_load(&server->n_waiting) >= server->options.limits.waiting) {
		exchange_add_header(exchange, "Retry-After", SPAN(BUSY_RETRY_SECONDS));
		server_metrics_refused(&server->metrics, REFUSED_BUSY);
		dispatch_refuse(server, exchange, 503);
		return false;
	}
	exchange->is_outside = true;
	exchange->next_with_workers = server->with_workers;
	server->with_workers = exchange;
	metric_set(server->metrics.waiting, (double)(atomic_fetch_add(&server->n_waiting, 1) + 1));
	exchange->is_held = has_share(server, exchange);
	if (!exchange->is_held)
		queue_put(server->work, exchange);
	return true;
}

static bool
serve_file(struct server *server, struct exchange *exchange)
{
	enum file_found found = FILE_NONE;

	if (server->files != NULL)
		found = site_files_find(
			server->files, exchange->request.path, &exchange->file, &exchange->fd);
	if (found == FILE_UNREAD)
		return hand_to_worker(server, exchange);
	answer_file(server, exchange, found);
	return false;
}

void
dispatch_work(struct server *server, void *worker, struct exchange *exchange)
{
	const struct route *route = exchange->route;

	metric_set(server->metrics.waiting, (double)(atomic_fetch_sub(&server->n_waiting, 1) - 1));
	if (!exchange_is_wanted(exchange)) {
		exchange_finish(exchange);
		return;
	}
	if (route != NULL) {
		route->answer(route->context, worker, exchange);
		return;
	}
	if (exchange_send_file(exchange))
		return;
	exchange->status = 404; /* it went away, or changes just now */
	if (server->options.refuse != NULL)
		server->options.refuse(server->options.refuse_context, worker, exchange);
	exchange_finish(exchange);
}

static const struct route *
find_route(const struct server *server, struct request *request)
{
	for (size_t i = 0; i < server->options.n_routes; i++) {
		const struct route *route = &server->options.routes[i];
		struct span path = span_of(route->path);
		bool is_folder = span_ends_with(path, SPAN("/"));

		if (is_folder ? !span_starts_with(request->path, path)
			      : !span_equal(request->path, path))
			continue;
		request->rest = span_from(request->path, path.len);
		return route;
	}
	return NULL;
}

static bool
follow_route(struct server *server, struct exchange *exchange)
{
	const struct route *route = exchange->route;

	if (route->place == ROUTE_WORKER)
		return hand_to_worker(server, exchange);
	exchange->is_outside = true;
	route->answer(route->context, NULL, exchange);
	return true;
}

static void
refuse_method(struct server *server, struct exchange *exchange)
{
	bool takes_post = exchange->route != NULL && exchange->route->takes_post;

	exchange->closes = exchange->closes || exchange->head.method == HTTP_OTHER;
	exchange_add_header(
		exchange, "Allow", takes_post ? SPAN("GET, HEAD, POST") : SPAN("GET, HEAD"));
	dispatch_refuse(server, exchange, 405);
}

static bool
takes_method(const struct exchange *exchange)
{
	if (exchange->head.method == HTTP_POST)
		return exchange->route != NULL && exchange->route->takes_post;
	return exchange->head.method != HTTP_OTHER;
}

bool
dispatch_takes_body(const struct server *server, struct exchange *exchange)
{
	struct request asked = {.path = SPAN_NONE};
	const struct route *route;
	struct span query;

	if (exchange->head.method != HTTP_POST ||
		target_read(exchange->head.target, server->base_path, exchange->arena, &asked.path,
			&query) != TARGET_PATH)
		return false;
	route = find_route(server, &asked);
	return route != NULL && route->takes_post;
}

static bool
follow_path(struct server *server, struct exchange *exchange)
{
	exchange->route = find_route(server, &exchange->request);
	if (takes_method(exchange))
		return exchange->route != NULL ? follow_route(server, exchange)
					       : serve_file(server, exchange);
	refuse_method(server, exchange);
	return false;
}

static void
set_origin(struct server *server, const struct peer *peer, struct exchange *exchange)
{
	struct origin origin = origin_of(&exchange->head, peer, server->trusted, server->n_trusted);
	struct request *request = &exchange->request;
	char text[PEER_TEXT_SIZE];

	exchange->client = origin.client;
	peer_tell(&origin.client, text);
	request->client = arena_copy(exchange->arena, span_of(text));
	request->host = origin.host;
	request->is_secure = origin.is_secure;
	request->method = exchange->head.method == HTTP_HEAD ? HTTP_GET : exchange->head.method;
}

bool
dispatch(struct server *server, const struct peer *peer, struct exchange *exchange)
{
	struct request *request = &exchange->request;
	struct span query = SPAN_NONE;

	set_origin(server, peer, exchange);
	/* a client of HTTP/1.0 may name no host: no browser does that */
	if (request->host.len > 0 && !host_is_ours(&server->host_rule, request->host)) {
		server_metrics_refused(&server->metrics, REFUSED_HOST);
		dispatch_refuse(server, exchange, 421);
		return false;
	}
	switch (target_read(exchange->head.target, server->base_path, exchange->arena,
		&request->path, &query)) {
	case TARGET_PATH:
		request->query = query;
		return follow_path(server, exchange);
	case TARGET_BASE:
		redirect(server, exchange, query);
		break;
	case TARGET_OUTSIDE:
		dispatch_refuse(server, exchange, 404);
		break;
	case TARGET_BROKEN:
		server_metrics_refused(&server->metrics, REFUSED_REQUEST);
		dispatch_refuse(server, exchange, 400);
		break;
	}
	return false;
}
