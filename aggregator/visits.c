#include "aggregator/visits.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/base/clock.h"
#include "aggregator/batch.h"
#include "aggregator/store/feed_store.h"
#include "feeds/base/memory.h"

/* The visit under way of the feed that has the slot's number. */
struct slot {
	struct round *round; /* NULL: none */
	size_t at;
	struct visit_page page;
};

struct visits {
	pthread_mutex_t lock; /* of all but `taken_until` */
	struct slot *slots;   /* by the feed's number: they are small, and close together */
	size_t n_slots;
	size_t n_open;
	struct round *rounds;
	int64_t taken_until; /* what was due up to here has been picked; INT64_MIN: nothing was */
};

struct visits *
visits_new(void)
{
	struct visits *visits = memory_new(1, sizeof *visits);

	pthread_mutex_init(&visits->lock, NULL);
	visits->taken_until = INT64_MIN;
	return visits;
}

void
visits_free(struct visits *visits)
{
	if (visits == NULL)
		return;
	while (visits->rounds != NULL) {
		struct round *round = visits->rounds;

		visits->rounds = round->next;
		round_free(round);
	}
	free(visits->slots);
	pthread_mutex_destroy(&visits->lock);
	free(visits);
}

static bool
is_open(struct visits *visits, int64_t number)
{
	bool open;

	pthread_mutex_lock(&visits->lock);
	open = (size_t)number < visits->n_slots && visits->slots[number].round != NULL;
	pthread_mutex_unlock(&visits->lock);
	return open;
}

static struct slot *
slot_of(struct visits *visits, int64_t number)
{
	size_t wanted = (size_t)number + 1;

	if (wanted > visits->n_slots) {
		size_t size = visits->n_slots * 2 > wanted ? visits->n_slots * 2 : wanted;

		visits->slots = memory_resize(visits->slots, size, sizeof *visits->slots);
		memset(&visits->slots[visits->n_slots], 0,
			(size - visits->n_slots) * sizeof *visits->slots);
		visits->n_slots = size;
	}
	return &visits->slots[number];
}

/* From here on its feeds are under way. */
static void
open_round(struct visits *visits, struct round *round)
{
	pthread_mutex_lock(&visits->lock);
	for (size_t i = 0; i < round->n; i++)
		*slot_of(visits, round->feeds[i].number) = (struct slot){round, i, {0}};
	visits->n_open += round->n;
	round->next = visits->rounds;
	visits->rounds = round;
	pthread_mutex_unlock(&visits->lock);
}

static void
unlink_round(struct visits *visits, const struct round *round)
{
	struct round **at = &visits->rounds;

	while (*at != round)
		at = &(*at)->next;
	*at = round->next;
}

void
visits_done(struct visits *visits, int64_t number)
{
	struct round *round;
	bool is_last;

	pthread_mutex_lock(&visits->lock);
	if (visits->slots[number].page.n > 1) {
		visits->slots[number].page.n--;
		pthread_mutex_unlock(&visits->lock);
		return;
	}
	round = visits->slots[number].round;
	visits->slots[number].round = NULL;
	visits->n_open--;
	is_last = --round->n_open == 0;
	if (is_last)
		unlink_round(visits, round);
	pthread_mutex_unlock(&visits->lock);
	if (is_last)
		round_free(round);
}

const struct feed_plan *
visits_find(struct visits *visits, int64_t number)
{
	const struct feed_plan *feed;

	pthread_mutex_lock(&visits->lock);
	feed = &visits->slots[number].round->feeds[visits->slots[number].at];
	pthread_mutex_unlock(&visits->lock);
	return feed;
}

void
visits_go_on(struct visits *visits, int64_t number, const struct visit_page *page)
{
	pthread_mutex_lock(&visits->lock);
	visits->slots[number].page = *page;
	pthread_mutex_unlock(&visits->lock);
}

struct visit_page
visits_page(struct visits *visits, int64_t number)
{
	struct visit_page page;

	pthread_mutex_lock(&visits->lock);
	page = visits->slots[number].page;
	pthread_mutex_unlock(&visits->lock);
	return page;
}

void
visits_start_page(struct visits *visits, int64_t number, struct span url, struct fetch *fetch)
{
	const struct feed_plan *feed = visits_find(visits, number);
	struct round *round;

	pthread_mutex_lock(&visits->lock);
	round = visits->slots[number].round;
	pthread_mutex_unlock(&visits->lock);
	round_start_page(round, feed, url, fetch);
}

size_t
visits_open(struct visits *visits)
{
	size_t n;

	pthread_mutex_lock(&visits->lock);
	n = visits->n_open;
	pthread_mutex_unlock(&visits->lock);
	return n;
}

/* Whether an operand names the feed: its whole address, or a part of it or of its title. */
static bool
is_named(const struct feed_record *record, struct span name)
{
	return span_equal(record->url, name) ||
	       span_find_nocase(record->url, name) < record->url.len ||
	       span_find_nocase(record->configured_title, name) < record->configured_title.len ||
	       span_find_nocase(record->state.title, name) < record->state.title.len;
}

/* What the command line picked so far: an exact address wins over a part. */
struct pick {
	size_t n_fitting;
	bool is_exact;
};

/* Whether each operand is a feed's whole address, which is looked for before any part. */
static bool
find_exact(const struct pipeline_options *options, struct store *store, struct pick *picks,
	struct error *err)
{
	for (size_t i = 0; i < options->n_only; i++) {
		struct feed_cursor *cursor = feed_of_url(store, span_of(options->only[i]));
		const struct feed_record *record = feed_cursor_next(cursor);

		picks[i].is_exact = record != NULL && record->is_active;
		if (!feed_cursor_close(cursor, err))
			return false;
	}
	return true;
}

static bool
is_picked(const struct pipeline_options *options, const struct feed_record *record,
	struct pick *picks)
{
	bool picked = false;

	for (size_t i = 0; i < options->n_only; i++) {
		struct span name = span_of(options->only[i]);

		if (picks[i].is_exact ? !span_equal(record->url, name) : !is_named(record, name))
			continue;
		picks[i].n_fitting++;
		picked = true;
	}
	return picked;
}

static bool
check_picks(const struct pipeline_options *options, const struct pick *picks, struct error *err)
{
	for (size_t i = 0; i < options->n_only; i++) {
		if (picks[i].n_fitting == 0)
			return error_set(err, EX_USAGE,
				"no feed of the configuration is '%s'; `broadtape feeds list` "
				"shows them",
				options->only[i]);
		if (picks[i].n_fitting > 1)
			return error_set(err, EX_USAGE,
				"'%s' fits %zu feeds: give more of the address", options->only[i],
				picks[i].n_fitting);
	}
	return true;
}

static bool
is_due(const struct pipeline_options *options, const struct feed_record *record, int64_t now)
{
	if (record->state.same_as != 0)
		return false; /* another one brings its items */
	return options->ignores_schedule ||
	       (record->state.next_visit <= now && !record->state.is_gone);
}

static bool
fill(struct round *round, const struct roster *roster, struct store *store,
	const struct pipeline_options *options, struct error *err)
{
	bool wants_all = options->ignores_schedule || options->only != NULL;
	int64_t now = clock_now(options->clock);
	struct pick *picks = arena_array(round->arena, options->n_only, sizeof *picks);
	const struct feed_record *record;
	struct feed_cursor *cursor;

	if (!find_exact(options, store, picks, err))
		return false;
	cursor = wants_all ? feeds_all(store) : feeds_due(store, now);
	while ((record = feed_cursor_next(cursor)) != NULL) {
		const struct source *source = roster_find(roster, record->number);

		if (source == NULL || !record->is_active)
			continue;
		if (options->only != NULL ? is_picked(options, record, picks)
					  : is_due(options, record, now))
			round_add(round, record, source);
	}
	return feed_cursor_close(cursor, err) && check_picks(options, picks, err);
}

struct round *
visits_pick(struct visits *visits, const struct roster *roster, struct store *store,
	const struct pipeline_options *options, struct error *err)
{
	struct round *round = round_new(roster_plan(roster));

	round->ignores_validators = options->ignores_validators;
	if (!fill(round, roster, store, options, err)) {
		round_free(round);
		return NULL;
	}
	open_round(visits, round);
	return round;
}

static bool
fill_due(const struct visits_due *due, struct visits *visits, const struct roster *roster,
	struct store *store, struct error *err)
{
	struct feed_cursor *cursor = feeds_due_since(store, visits->taken_until, due->now);
	const struct feed_record *record;

	while ((record = feed_cursor_next(cursor)) != NULL) {
		const struct source *source = roster_find(roster, record->number);

		if (source != NULL && !is_open(visits, record->number))
			round_add(due->round, record, source);
	}
	return feed_cursor_close(cursor, err);
}

bool
visits_pick_due(struct visits *visits, const struct roster *roster, struct store *store,
	struct visits_due *due, struct error *err)
{
	bool is_set_back = due->now < visits->taken_until;
	bool ok;

	if (is_set_back)
		visits_look_again(visits);
	due->round = round_new(roster_plan(roster));
	ok = (!is_set_back || feeds_forget_ahead(store, due->now, err)) &&
	     fill_due(due, visits, roster, store, err) &&
	     feeds_next_due_after(store, due->now, &due->next_at, err);
	if (!ok || due->round->n == 0) {
		round_free(due->round);
		due->round = NULL;
	} else {
		open_round(visits, due->round);
	}
	if (ok)
		visits->taken_until = due->now;
	return ok;
}

bool
visits_pick_pushed(struct visits *visits, const struct roster *roster, struct store *store,
	int64_t *number, struct error *err)
{
	const struct source *source = roster_find(roster, *number);
	struct feed_cursor *cursor = feed_of_number(store, *number);
	const struct feed_record *record = feed_cursor_next(cursor);
	struct round *round = round_new(roster_plan(roster));

	if (source != NULL && record != NULL && record->is_active && !is_open(visits, *number))
		round_add(round, record, source);
	if (!feed_cursor_close(cursor, err)) {
		round_free(round);
		return false;
	}
	if (round->n == 0) {
		*number = 0;
		round_free(round);
		return true;
	}
	open_round(visits, round);
	visits_go_on(visits, *number, &(struct visit_page){.number = BATCH_PUSHED, .n = 1});
	return true;
}

void
visits_look_again(struct visits *visits)
{
	visits->taken_until = INT64_MIN;
}
