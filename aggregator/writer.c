#include "aggregator/writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/log.h"
#include "aggregator/notes.h"
#include "aggregator/plan.h"
#include "aggregator/store/feed_store.h"
#include "aggregator/store/story_store.h"
#include "aggregator/story/placement_note.h"
#include "aggregator/story/stories.h"
#include "aggregator/visit_note.h"
#include "feeds/base/memory.h"

#define COMMIT_BODIES 64 /* in one transaction at most */
#define ABOUT_BYTES_MAX 512

struct writer {
	struct store *store;
	const struct clock *clock;
	struct stories *stories;
	size_t open_bodies;               /* written and not committed; 0: no transaction is open */
	struct pipeline_counts open;      /* what they brought */
	struct pipeline_counts committed; /* what is stored */
};

static bool
restore_stories(struct writer *writer, struct error *err)
{
	int64_t since = clock_now(writer->clock) - STORIES_WINDOW;
	struct item_cursor *cursor = items_live(writer->store, since);
	const struct item_record *item;

	while ((item = item_cursor_next(cursor)) != NULL) {
		struct fingerprint fingerprint;

		if (fingerprint_read(item->fingerprint, &fingerprint))
			stories_restore(
				writer->stories, item->number, item->place.story, &fingerprint);
	}
	return item_cursor_close(cursor, err);
}

struct writer *
writer_new(struct store *store, const struct clock *clock, struct error *err)
{
	struct stories_options options = {.next_story = store_next_story(store)};
	struct writer *writer = memory_new(1, sizeof *writer);

	writer->store = store;
	writer->clock = clock;
	writer->stories = stories_new(&options);
	if (restore_stories(writer, err))
		return writer;
	writer_free(writer);
	return NULL;
}

void
writer_free(struct writer *writer)
{
	if (writer == NULL)
		return;
	if (writer->open_bodies > 0)
		store_batch_abandon(writer->store);
	stories_free(writer->stories);
	free(writer);
}

static void
count_placement(struct pipeline_counts *counts, const struct placement *placement)
{
	switch (placement->relation) {
	case RELATION_NEW:
		counts->stories_new++;
		break;
	case RELATION_COPY:
		counts->copies++;
		break;
	case RELATION_SAME:
	case RELATION_FOLLOW_UP:
		counts->joined++;
		break;
	}
}

static bool
add_new(struct writer *writer, const struct batch_item *fresh, struct error *err)
{
	struct item_record record = fresh->record;
	int64_t number = store_next_item(writer->store);
	struct placement placement;
	struct buf why;
	bool ok;

	buf_init(&why, PLACEMENT_NOTE_BYTES_MAX);
	stories_place(writer->stories, number, &fresh->fingerprint, &placement);
	record.place = (struct item_place){
		.story = placement.story,
		.relation = (int)placement.relation,
		.score = placement.score,
		.reasons = placement.reasons,
		.like_item = placement.like_item,
		.is_recycled = placement.is_recycled,
		.continues = placement.chained_to,
	};
	placement_note_write(&placement, &why);
	record.place.why = buf_span(&why);
	ok = item_add(writer->store, &record, &number, err);
	buf_release(&why);
	if (!ok)
		return false;
	if (placement.merged != 0 &&
		!story_merge(writer->store, placement.story, placement.merged, err))
		return false;
	count_placement(&writer->open, &placement);
	writer->open.items_new++;
	writer->open.items_tagged += record.n_companies > 0;
	return true;
}

static bool
change_known(struct writer *writer, const struct batch_item *changed, struct error *err)
{
	writer->open.items_changed++;
	return item_change(writer->store, &changed->record, err);
}

/* The store learns at once which of the batch's items are new, and is not asked for each. */
static bool
expect_items(struct writer *writer, const struct batch *batch, struct error *err)
{
	struct item_known *wanted = arena_array(batch->arena, batch->n_items, sizeof *wanted);
	size_t n = 0;

	for (size_t i = 0; i < batch->n_items; i++)
		if (batch->items[i].record.number == 0)
			wanted[n++].identity = batch->items[i].record.identity;
	return n < 2 || items_expect(writer->store, batch->feed_plan->number, wanted, n, err);
}

static bool
write_items(struct writer *writer, const struct batch *batch, struct error *err)
{
	if (batch->trouble.status != 0) {
		*err = batch->trouble;
		return false;
	}
	if (!expect_items(writer, batch, err))
		return false;
	for (size_t i = 0; i < batch->n_items; i++)
		if (batch->items[i].record.number == 0)
			stories_meet(writer->stories, &batch->items[i].fingerprint);
	for (size_t i = 0; i < batch->n_items; i++) {
		const struct batch_item *fresh = &batch->items[i];

		if (fresh->record.number != 0 ? !change_known(writer, fresh, err)
					      : !add_new(writer, fresh, err))
			return false;
	}
	for (size_t i = 0; i < batch->n_aliases; i++)
		if (!item_add_alias(
			    writer->store, batch->feed_plan->number, &batch->aliases[i], err))
			return false;
	if (batch->feed != NULL)
		writer->open.items_read += batch->feed->n_items;
	return true;
}

/* Repairs are an everyday thing; these mean that something of the document is missing. */
static bool
is_loss(const struct feed_warning *warning)
{
	static const char *const codes[] = {
		"truncated", "beyond-repair", "entity-refused", "too-many-items", "too-deep"};

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (strcmp(warning->code, codes[i]) == 0)
			return true;
	return false;
}

static void
tell_warnings(const struct log *log, const struct feed *feed)
{
	for (size_t i = 0; feed != NULL && i < feed->n_warnings; i++) {
		const struct feed_warning *warning = &feed->warnings[i];

		if (is_loss(warning))
			log_warning(log, "line %d: %.*s; what stands before and behind is kept",
				warning->line, SPAN_ARGS(warning->message));
		else
			log_debug(log, "line %d: %.*s", warning->line, SPAN_ARGS(warning->message));
	}
}

/* What to do about a failure, where its own words do not say. */
static const char *
advice_on(const struct batch *batch)
{
	if (batch->error.status != 0)
		return "; `broadtape feeds discover` finds the feeds of a page";
	switch (batch->result->failure) {
	case FAILURE_NAME:
	case FAILURE_CONNECT:
	case FAILURE_TIMEOUT:
	case FAILURE_TRUNCATED:
	case FAILURE_PROTOCOL:
		return "; it is tried again, ever more rarely";
	case FAILURE_TLS:
		return "; it is not read until its certificate is in order";
	case FAILURE_STATUS:
		return "; it is tried again, ever more rarely: if it has moved, change its address";
	case FAILURE_NONE:
	case FAILURE_URL:
	case FAILURE_ADDRESS:
	case FAILURE_REDIRECT:
	case FAILURE_TOO_LARGE:
	case FAILURE_FILE:
	case FAILURE_PROGRAM:
		return "";
	}
	return "";
}

/* What a person should know of a visit. */
static void
tell(const struct batch *batch)
{
	const struct visit_result *result = batch->result;
	struct span trouble = visit_trouble(batch);
	char about[ABOUT_BYTES_MAX];
	struct log log = {about};

	snprintf(about, sizeof about, "feed=%s", batch->feed_plan->source->location);
	if (result->outcome == OUTCOME_GONE)
		log_warning(&log, "gone for good (410): it is not asked any more");
	else if (batch->error.status != 0 || result->outcome == OUTCOME_FAILED)
		log_warning(&log, "%.*s%s", SPAN_ARGS(trouble), advice_on(batch));
	if (batch->lost_items)
		log_warning(&log, "has no item of its last visit any more: %s",
			batch->n_more > 0 ? "its older pages are read"
					  : "items were lost; it is visited more often");
	if (batch->n_aliases > 0)
		log_info(&log, "its items come with other ids each time: they are known by %s",
			(batch->traits & FEED_CHANGES_LINKS) != 0 ? "what they say"
								  : "their links");
	tell_warnings(&log, batch->feed);
}

static void
count_visit(struct pipeline_counts *counts, const struct batch *batch)
{
	const struct visit_result *result = batch->result;
	bool is_no_feed = batch->error.status != 0;

	counts->wire_bytes += result->wire_bytes;
	counts->body_bytes += (int64_t)batch->body_bytes;
	if (batch->page != 0)
		return; /* its visit was counted */
	counts->done++;
	counts->fresh += result->outcome == OUTCOME_FRESH && !is_no_feed;
	counts->unchanged += result->outcome == OUTCOME_UNCHANGED;
	counts->later += result->outcome == OUTCOME_LATER;
	counts->gone += result->outcome == OUTCOME_GONE;
	counts->failed += result->outcome == OUTCOME_FAILED || is_no_feed;
}

/* An edition may have been made since the last one: what its second still brings belongs to the next. */
static bool
begin(struct writer *writer, struct error *err)
{
	int64_t now = clock_now(writer->clock);
	int64_t told_until;

	if (!store_noted(writer->store, NOTE_TOLD_UNTIL, &told_until, err))
		return false;
	return store_batch_begin(writer->store, now > told_until ? now : told_until, err);
}

bool
writer_write(struct writer *writer, const struct batch *batch, struct error *err)
{
	if (writer->open_bodies == 0 && !begin(writer, err))
		return false;
	writer->open_bodies++;
	if (!write_items(writer, batch, err) ||
		!visit_note(writer->store, batch, writer->clock, err))
		return false;
	tell(batch);
	count_visit(&writer->open, batch);
	return writer->open_bodies < COMMIT_BODIES || writer_commit(writer, err);
}

static void
add_counts(struct pipeline_counts *sum, const struct pipeline_counts *more)
{
	sum->done += more->done;
	sum->fresh += more->fresh;
	sum->unchanged += more->unchanged;
	sum->later += more->later;
	sum->failed += more->failed;
	sum->gone += more->gone;
	sum->items_read += more->items_read;
	sum->items_new += more->items_new;
	sum->items_changed += more->items_changed;
	sum->items_tagged += more->items_tagged;
	sum->stories_new += more->stories_new;
	sum->copies += more->copies;
	sum->joined += more->joined;
	sum->body_bytes += more->body_bytes;
	sum->wire_bytes += more->wire_bytes;
}

bool
writer_is_open(const struct writer *writer)
{
	return writer->open_bodies > 0;
}

bool
writer_commit(struct writer *writer, struct error *err)
{
	if (writer->open_bodies == 0)
		return true;
	writer->open_bodies = 0;
	if (!store_batch_commit(writer->store, err))
		return false;
	add_counts(&writer->committed, &writer->open);
	writer->open = (struct pipeline_counts){0};
	return true;
}

void
writer_take_counts(struct writer *writer, struct pipeline_counts *counts)
{
	add_counts(counts, &writer->committed);
	writer->committed = (struct pipeline_counts){0};
}
