#include <stdio.h>
#include <sysexits.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/zone.h"
#include "aggregator/commands/options.h"
#include "aggregator/commands/push_print.h"
#include "aggregator/commands/session.h"
#include "aggregator/commands/sheet.h"
#include "aggregator/commands/table.h"
#include "aggregator/commands/verbs.h"
#include "aggregator/feed_health.h"
#include "aggregator/missed.h"
#include "aggregator/push_report.h"
#include "aggregator/store/edition_store.h"
#include "aggregator/store/feed_store.h"
#include "aggregator/store/lock.h"
#include "aggregator/timetable.h"
#include "feeds/base/buf.h"
#include "output/escape.h"

#define LOCAL_TEXT_SIZE 64
#define REFUSED_SINCE_SECONDS ((int64_t)30 * 86400)
#define DELIVERIES_SHOWN 10

/* What waits, and what was refused for good in the last days, told with its reason. */
static void
print_deliveries(const char *what, const struct delivery_list *list)
{
	struct buf line;

	if (list->n == 0)
		return;
	buf_init(&line, BUF_UNLIMITED);
	sheet_print(2, "%s: %zu", what, list->n);
	for (size_t i = 0; i < list->n && i < DELIVERIES_SHOWN; i++) {
		const struct delivery *delivery = &list->at[i];

		buf_clear(&line);
		escape_line(&line, delivery->recipient);
		buf_add_text(&line, ": ");
		escape_line(&line, delivery->last_error.len > 0 ? delivery->last_error
								: SPAN("not tried yet"));
		sheet_print(2, "  %s", buf_string(&line));
	}
	buf_release(&line);
	if (list->n > DELIVERIES_SHOWN)
		sheet_print(2, "  and %zu more", list->n - DELIVERIES_SHOWN);
}

static json_t *
json_deliveries(const struct delivery_list *list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list->n; i++) {
		const struct delivery *delivery = &list->at[i];
		json_t *object = json_object();

		json_object_set_new(object, "edition", json_integer(delivery->edition));
		json_object_set_new(object, "recipient", table_string(delivery->recipient));
		json_object_set_new(object, "attempts", json_integer(delivery->attempts));
		json_object_set_new(object, "last_error", table_string(delivery->last_error));
		json_array_append_new(array, object);
	}
	return array;
}

/* The ledger's troubles. */
struct post_office {
	struct delivery_list waiting;
	struct delivery_list refused;
};

static bool
visit_post_office(struct store *store, int64_t now, struct arena *arena, struct post_office *office,
	struct error *err)
{
	*office = (struct post_office){.waiting.arena = arena, .refused.arena = arena};
	return deliveries_due(store, INT64_MAX, &office->waiting, err) &&
	       deliveries_refused(store, now - REFUSED_SINCE_SECONDS, &office->refused, err);
}

/* When a digest was made last, and will be next. */
struct digest_times {
	long long edition;
	int64_t last;
	int64_t missed_at; /* when the last one had been due, if it is late; else 0 */
	int64_t next;
	bool is_unwritten;               /* the last edition's files are not in place */
	char last_text[LOCAL_TEXT_SIZE]; /* as the clocks of the digest's zone show it */
	char missed_text[LOCAL_TEXT_SIZE];
	char next_text[LOCAL_TEXT_SIZE];
};

/* "2026-11-24 07:00 EST" */
static void
write_local(const struct zone *zone, int64_t at, char text[LOCAL_TEXT_SIZE])
{
	struct civil local = zone_local(zone, at);

	snprintf(text, LOCAL_TEXT_SIZE, "%04d-%02d-%02d %02d:%02d %s", (int)local.year, local.month,
		local.day, local.hour, local.minute, zone_abbreviation(zone, at));
}

static void
write_times(const struct zone *zone, struct digest_times *times)
{
	write_local(zone, times->last, times->last_text);
	write_local(zone, times->missed_at, times->missed_text);
	if (times->next != TIMETABLE_NEVER)
		write_local(zone, times->next, times->next_text);
}

static bool
find_last(struct store *store, const struct config_digest *digest, int64_t now,
	struct digest_times *times, struct error *err)
{
	struct edition_list list = {.arena = arena_new()};
	struct edition_wish wish = {.config = digest};
	bool ok = editions_last(store, span_of(digest->name), now, &list, err);

	if (ok && list.n > 0) {
		times->edition = list.at[0].sequence;
		times->last = list.at[0].created_at;
		times->is_unwritten = list.at[0].state == EDITION_RECORDED;
		wish.sequence = (uint64_t)list.at[0].sequence;
		ok = missed_read(store, &wish, err);
		times->missed_at = wish.missed_at;
	}
	arena_free(list.arena);
	return ok;
}

static bool
find_times(struct store *store, const struct config_digest *digest, int64_t now,
	struct digest_times *times, struct error *err)
{
	struct zone *zone = zone_new(digest->schedule.timezone, err);
	bool ok;

	*times = (struct digest_times){.next = TIMETABLE_NEVER};
	ok = zone != NULL && find_last(store, digest, now, times, err);
	if (ok) {
		times->next = timetable_is_due(&digest->schedule, zone, times->last, now)
				      ? now
				      : timetable_next(&digest->schedule, zone, now);
		write_times(zone, times);
	}
	zone_free(zone);
	return ok;
}

static void
print_digest(const struct config_digest *digest, const struct digest_times *times, int64_t now)
{
	struct buf line;

	buf_init(&line, BUF_UNLIMITED);
	buf_format(&line, "digest %s: ", digest->name);
	if (times->edition > 0)
		buf_format(&line, "edition %lld of %s", times->edition, times->last_text);
	else
		buf_add_text(&line, "no edition yet");
	if (times->missed_at != 0)
		buf_format(&line, ", late: it was due %s", times->missed_text);
	if (times->is_unwritten)
		buf_add_text(&line, ", whose files are not written yet: "
				    "`broadtape run` or the daemon's log says why");
	if (times->next <= now)
		buf_add_text(&line, "; due with the next run, or with the daemon");
	else
		buf_format(&line, "; next %s", times->next_text);
	sheet_print(2, "%s", buf_string(&line));
	buf_release(&line);
}

static json_t *
json_digest(const struct config_digest *digest, const struct digest_times *times)
{
	json_t *object = json_object();

	json_object_set_new(object, "name", json_string(digest->name));
	json_object_set_new(object, "editions", json_integer(times->edition));
	json_object_set_new(object, "last", table_json_moment(times->last));
	json_object_set_new(object, "unwritten", json_boolean(times->is_unwritten));
	json_object_set_new(object, "missed",
		times->missed_at != 0 ? table_json_moment(times->missed_at) : json_null());
	json_object_set_new(object, "next", table_json_moment(times->next));
	json_object_set_new(object, "next_local",
		times->next_text[0] != '\0' ? json_string(times->next_text) : json_null());
	return object;
}

static bool
tell_digests(const struct invocation *call, const struct session *session, json_t *digests,
	struct error *err)
{
	int64_t now = clock_now(call->clock);

	for (size_t i = 0; i < session->config->n_digests; i++) {
		const struct config_digest *digest = &session->config->digests[i];
		struct digest_times times;

		if (!find_times(session->store, digest, now, &times, err))
			return false;
		if (call->is_json)
			json_array_append_new(digests, json_digest(digest, &times));
		else
			print_digest(digest, &times, now);
	}
	return true;
}

static void
print_feeds(const struct health_tally *tally, int64_t next_due)
{
	char at[MOMENT_TEXT_SIZE];
	size_t n_trouble = health_tally_trouble(tally);
	struct buf line;

	buf_init(&line, BUF_UNLIMITED);
	health_tally_tell(tally, &line);
	sheet_print(2, "feeds: %s; next due %.16s", line.len > 0 ? buf_string(&line) : "none",
		table_moment(next_due, at));
	if (n_trouble > 0)
		sheet_print(
			2, "feeds that need you: %zu; `broadtape feeds check` says why", n_trouble);
	buf_release(&line);
}

static void
print_counts(const struct store_counts *counts, const char *where)
{
	char at[MOMENT_TEXT_SIZE];

	sheet_print(2, "store %s: %lld items in %lld stories, %.1f MB; the newest of %.16s", where,
		(long long)counts->items, (long long)counts->stories, (double)counts->bytes / 1e6,
		table_moment(counts->newest_at, at));
	if (counts->unindexed > 0)
		sheet_print(
			2, "items that the search index lacks: %lld", (long long)counts->unindexed);
}

static json_t *
json_feeds(const struct health_tally *tally, int64_t next_due)
{
	json_t *feeds = json_object();

	for (size_t i = HEALTH_N; i-- > 0;)
		json_object_set_new(
			feeds, health_name((enum health)i), json_integer((json_int_t)tally->n[i]));
	json_object_set_new(
		feeds, "trouble", json_integer((json_int_t)health_tally_trouble(tally)));
	json_object_set_new(feeds, "next_due", table_json_moment(next_due));
	return feeds;
}

static json_t *
json_counts(const struct store_counts *counts, const struct post_office *office)
{
	json_t *document = json_object();

	json_object_set_new(document, "items", json_integer(counts->items));
	json_object_set_new(document, "stories", json_integer(counts->stories));
	json_object_set_new(document, "editions", json_integer(counts->editions));
	json_object_set_new(document, "bytes", json_integer(counts->bytes));
	json_object_set_new(document, "newest", table_json_moment(counts->newest_at));
	json_object_set_new(document, "unindexed", json_integer(counts->unindexed));
	json_object_set_new(document, "waiting", json_deliveries(&office->waiting));
	json_object_set_new(document, "refused", json_deliveries(&office->refused));
	return document;
}

/* All that is told, read before anything is printed. */
struct status {
	struct store_counts counts;
	struct health_tally tally;
	struct post_office office;
	struct push_reports push;
	int64_t next_due;
	int64_t process; /* that writes to the store now; 0: none */
};

static bool
read_status(struct store *store, int64_t now, struct arena *arena, struct status *status,
	struct error *err)
{
	return store_count(store, &status->counts, err) &&
	       feed_health_tally(store, now, &status->tally, err) &&
	       feeds_next_due(store, &status->next_due, err) &&
	       push_reports_read(&status->push, store, now, arena, err) &&
	       visit_post_office(store, now, arena, &status->office, err);
}

static void
print_status(const struct status *status, const char *where)
{
	print_counts(&status->counts, where);
	if (status->process != 0)
		sheet_print(2, "at work: process %lld", (long long)status->process);
	print_feeds(&status->tally, status->next_due);
	push_print(&status->push);
	print_deliveries("deliveries that wait to be sent", &status->office.waiting);
	print_deliveries(
		"deliveries refused for good in the last 30 days", &status->office.refused);
}

static bool
tell_status(const struct invocation *call, const struct session *session, struct error *err)
{
	json_t *digests = json_array();
	json_t *document = NULL;
	struct status status;
	struct arena *arena = arena_new();
	bool ok = read_status(session->store, clock_now(call->clock), arena, &status, err);

	status.process = lock_holder(session->config->store);

	if (ok && call->is_json)
		document = json_counts(&status.counts, &status.office);
	else if (ok)
		print_status(&status, store_where(session->store));
	ok = ok && tell_digests(call, session, digests, err);
	if (document != NULL) {
		json_object_set_new(document, "process",
			status.process != 0 ? json_integer(status.process) : json_null());
		json_object_set_new(document, "feeds", json_feeds(&status.tally, status.next_due));
		json_object_set_new(document, "push", push_json(&status.push));
		json_object_set(document, "digests", digests);
		table_print_json(document);
	}
	json_decref(digests);
	arena_free(arena);
	return ok;
}

int
command_status(const struct invocation *call, int argc, char **argv, struct error *err)
{
	struct session session;
	bool ok;
	int status;

	if (!options_take(NULL, &argc, argv, &status, err))
		return status;
	if (argc > 1) {
		error_set(err, EX_USAGE, "status takes no operand, found '%s'", argv[1]);
		return err->status;
	}
	ok = session_init(&session, call, STORE_READ, err) && tell_status(call, &session, err);
	session_release(&session);
	return session_status(ok, err);
}
