/* /status and /metrics */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "aggregator/base/zone.h"
#include "aggregator/feed_health.h"
#include "aggregator/push_report.h"
#include "aggregator/store/edition_store.h"
#include "aggregator/timetable.h"
#include "aggregator/web_private.h"
#include "feeds/date.h"

#define FEEDS_SHOWN 100
#define HUBS_SHOWN 20
#define DELIVERIES_SHOWN 50
#define REFUSED_SINCE_SECONDS ((int64_t)30 * 86400)
#define LINE_BYTES_MAX 4096

static struct span
keep_line(struct web_page *page, struct buf *line)
{
	struct span copy = arena_copy(page->arena, buf_span(line));

	buf_clear(line);
	return copy;
}

/* What stands before an @ or behind a question mark of an address may be a secret. */
static struct span
public_address(struct span url)
{
	size_t scheme = span_find(url, SPAN("://"));
	struct span rest = span_from(url, scheme + 3);
	size_t slash = span_find_byte(rest, '/');
	size_t at = span_find_byte(span_head(rest, slash), '@');

	if (scheme >= url.len)
		return url;
	if (at < slash)
		rest = span_from(rest, at + 1);
	return span_head(rest, span_find_byte(rest, '?'));
}

/* A feed without a title is called by its address. */
static struct span
public_title(const struct feed_name *name)
{
	return span_equal(name->title, name->url) ? public_address(name->url) : name->title;
}

/* What is wrong with a feed, and what to do. Its address is the user's own business. */
static void
describe_feed(struct web_page *page, const struct feed_record *feed,
	const struct feed_health *health, struct live_feed *out)
{
	const struct feed_name *name = feed_names_find(page->names, feed->number);
	struct buf line;

	buf_init(&line, LINE_BYTES_MAX);
	*out = (struct live_feed){
		.title = name != NULL ? arena_copy(page->arena, public_title(name)) : SPAN("?"),
		.state = span_of(health_name(health->health))};
	health_describe(&health->facts, page->live.now, &line);
	out->trouble = keep_line(page, &line);
	health_advise(&health->facts, page->live.now, &line);
	out->advice = keep_line(page, &line);
	buf_release(&line);
}

static bool
read_feeds(struct web_page *page, struct live_status *status, struct error *err)
{
	struct live_feed *troubled = arena_array(page->arena, FEEDS_SHOWN, sizeof *troubled);
	struct feed_cursor *cursor = feeds_all(page->store);
	const struct feed_record *feed;
	struct health_tally tally = {{0}};
	struct feed_health health;
	struct buf line;

	while ((feed = feed_cursor_next(cursor)) != NULL) {
		feed_health_of(&health, feed, page->live.now);
		tally.n[health.health]++;
		if (!feed->is_active || !health_is_trouble(health.health))
			continue;
		if (status->n_troubled < FEEDS_SHOWN)
			describe_feed(page, feed, &health, &troubled[status->n_troubled++]);
		else
			status->more_troubled++;
	}
	status->troubled = troubled;
	buf_init(&line, LINE_BYTES_MAX);
	health_tally_tell(&tally, &line);
	status->feeds_line = keep_line(page, &line);
	buf_release(&line);
	return feed_cursor_close(cursor, err);
}

static bool
read_push(struct web_page *page, struct live_status *status, struct error *err)
{
	struct live_hub *hubs = arena_array(page->arena, HUBS_SHOWN, sizeof *hubs);
	struct push_reports push;
	struct buf line;

	if (!push_reports_read(&push, page->store, page->live.now, page->arena, err))
		return false;
	buf_init(&line, LINE_BYTES_MAX);
	push_reports_tell(&push, &line);
	status->pushed_line = keep_line(page, &line);
	for (size_t i = 0; i < push.n_hubs && push.hubs[i].n_failing > 0 && i < HUBS_SHOWN; i++) {
		push_hub_tell(&push.hubs[i], &line);
		hubs[status->n_hubs++] =
			(struct live_hub){public_address(push.hubs[i].hub), keep_line(page, &line)};
	}
	status->hubs = hubs;
	buf_release(&line);
	return true;
}

static bool
read_digest(struct web_page *page, const struct config_digest *config, struct live_digest *digest,
	struct error *err)
{
	const struct config_schedule schedule = timetable_for_daemon(&config->schedule);
	struct edition_list list = {.arena = page->arena};
	struct zone *zone = zone_new(schedule.timezone, err);
	int64_t now = page->live.now;
	int64_t next;

	if (zone == NULL)
		return false;
	*digest = (struct live_digest){.title = span_of(config->title),
		.html_path = edition_folder(config, page->arena),
		.last = TIME_NONE,
		.next = TIME_NONE};
	if (!editions_last(page->store, span_of(config->name), now, &list, err)) {
		zone_free(zone);
		return false;
	}
	if (list.n > 0) {
		digest->editions = (uint64_t)list.at[0].sequence;
		digest->last = list.at[0].created_at;
		digest->is_unwritten = list.at[0].state == EDITION_RECORDED;
	}
	next = timetable_is_due(&schedule, zone, list.n > 0 ? digest->last : 0, now)
		       ? now
		       : timetable_next(&schedule, zone, now);
	if (next != TIMETABLE_NEVER) {
		digest->next = next;
		digest->utc_offset_seconds = zone_offset(zone, next);
		digest->zone_name = arena_copy(page->arena, span_of(zone_abbreviation(zone, next)));
	}
	zone_free(zone);
	return true;
}

static bool
read_digests(struct web_page *page, struct live_status *status, struct error *err)
{
	const struct config *config = page->plan->config;
	struct live_digest *digests = arena_array(page->arena, config->n_digests, sizeof *digests);

	status->digests = digests;
	for (size_t i = 0; i < config->n_digests; i++)
		if (!read_digest(page, &config->digests[i], &digests[status->n_digests++], err))
			return false;
	return true;
}

/* Whom a mail goes to is nobody's business but the user's: of an address only its host is shown. */
static struct span
hide_recipient(struct span recipient, struct arena *arena)
{
	size_t at = span_find_byte(recipient, '@');
	struct buf hidden;
	struct span copy;

	if (at >= recipient.len)
		return arena_copy(arena, recipient);
	buf_init(&hidden, LINE_BYTES_MAX);
	buf_format(&hidden, "\xe2\x80\xa6%.*s", SPAN_ARGS(span_from(recipient, at)));
	if (span_ends_with(buf_span(&hidden), SPAN(">")))
		buf_cut(&hidden, hidden.len - 1);
	copy = arena_copy(arena, buf_span(&hidden));
	buf_release(&hidden);
	return copy;
}

static void
add_deliveries(struct web_page *page, const struct delivery_list *list, struct live_status *status,
	struct live_delivery *deliveries)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct delivery *delivery = &list->at[i];

		if (status->n_deliveries == DELIVERIES_SHOWN) {
			status->more_deliveries += list->n - i;
			return;
		}
		deliveries[status->n_deliveries++] = (struct live_delivery){
			.recipient = hide_recipient(delivery->recipient, page->arena),
			.reason = delivery->last_error,
			.attempts = delivery->attempts,
			.next = delivery->state == DELIVERY_WAITING ? delivery->next_try_at
								    : TIME_NONE,
		};
	}
}

static bool
read_deliveries(struct web_page *page, struct live_status *status, struct error *err)
{
	struct live_delivery *deliveries =
		arena_array(page->arena, DELIVERIES_SHOWN, sizeof *deliveries);
	struct delivery_list waiting = {.arena = page->arena};
	struct delivery_list refused = {.arena = page->arena};

	if (!deliveries_refused(
		    page->store, page->live.now - REFUSED_SINCE_SECONDS, &refused, err) ||
		!deliveries_due(page->store, INT64_MAX, &waiting, err))
		return false;
	status->deliveries = deliveries;
	add_deliveries(page, &refused, status, deliveries);
	add_deliveries(page, &waiting, status, deliveries);
	return true;
}

bool
web_status_page(struct web_page *page, struct error *err)
{
	struct live_status status = {
		.newest = TIME_NONE, .next_visit = TIME_NONE, .version = SPAN(PACKAGE_VERSION)};
	struct store_counts counts;
	int64_t next;

	if (!store_count(page->store, &counts, err) || !feeds_next_due(page->store, &next, err) ||
		!read_feeds(page, &status, err) || !read_push(page, &status, err) ||
		!read_digests(page, &status, err) || !read_deliveries(page, &status, err))
		return false;
	status.items = (uint64_t)counts.items;
	status.stories = (uint64_t)counts.stories;
	status.bytes = (uint64_t)counts.bytes;
	status.unindexed = (uint64_t)counts.unindexed;
	status.feeds = (uint64_t)counts.feeds;
	if (counts.newest_at != 0)
		status.newest = counts.newest_at;
	if (next != INT64_MAX)
		status.next_visit = next;
	exchange_forbid_keeping(page->exchange);
	return live_render_status(&page->live, &status, exchange_body(page->exchange), err);
}

/* --- /metrics --- */

static void
set_gauge(struct metrics *metrics, const char *name, const char *help, double value)
{
	const struct metric_row row = {METRIC_GAUGE, name, help, NULL, SPAN(""), NULL, 0};

	metric_set(metrics_add(metrics, &row), value);
}

static void
set_states(struct metrics *metrics, const struct health_tally *tally)
{
	for (int i = 0; i < HEALTH_N; i++) {
		const struct metric_row row = {METRIC_GAUGE, "broadtape_feeds",
			"Feeds, by how they are.", "state", span_of(health_name((enum health)i)),
			NULL, 0};

		metric_set(metrics_add(metrics, &row), (double)tally->n[i]);
	}
}

static void
set_build(struct metrics *metrics)
{
	const struct metric_row row = {METRIC_GAUGE, "broadtape_build_info",
		"The version that runs; always 1.", "version", SPAN(PACKAGE_VERSION), NULL, 0};

	metric_set(metrics_add(metrics, &row), 1);
}

static void
set_counts(struct metrics *metrics, const struct store_counts *counts)
{
	set_gauge(metrics, "broadtape_store_items", "Items in the store.", (double)counts->items);
	set_gauge(metrics, "broadtape_store_stories", "Stories in the store.",
		(double)counts->stories);
	set_gauge(metrics, "broadtape_store_editions", "Editions in the ledger.",
		(double)counts->editions);
	set_gauge(metrics, "broadtape_store_bytes", "Bytes that the store takes.",
		(double)counts->bytes);
	set_gauge(metrics, "broadtape_store_unindexed_items", "Items that a search does not find.",
		(double)counts->unindexed);
	set_gauge(metrics, "broadtape_deliveries_waiting",
		"Deliveries of editions that are still to be made.", (double)counts->unsent);
	set_gauge(metrics, "broadtape_newest_item_timestamp_seconds",
		"When the newest item was first seen.", (double)counts->newest_at);
}

bool
web_metrics_page(struct web_page *page, struct error *err)
{
	struct metrics *metrics = web_metrics(page->web);
	struct store_counts counts;
	struct health_tally tally;

	if (!store_count(page->store, &counts, err) ||
		!feed_health_tally(page->store, page->live.now, &tally, err))
		return false;
	set_build(metrics);
	set_counts(metrics, &counts);
	set_states(metrics, &tally);
	exchange_set_type(page->exchange, METRICS_CONTENT_TYPE);
	exchange_forbid_keeping(page->exchange);
	metrics_render(metrics, exchange_body(page->exchange));
	return true;
}
