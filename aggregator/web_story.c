/* /story/ID */
#include <sysexits.h>

#include "aggregator/base/zone.h"
#include "aggregator/store/edition_store.h"
#include "aggregator/store/story_store.h"
#include "aggregator/web_private.h"

static bool
read_number(struct web_page *page, struct story_record *record, struct error *err)
{
	struct span rest = exchange_request(page->exchange)->rest;
	unsigned long long number = 0;

	if (!span_to_uint(rest, INT64_MAX, &number))
		return error_set(err, EX_USAGE, "A story has a number, as in story/42.");
	if (!story_read(page->store, (int64_t)number, record, err))
		return false;
	return record->number != 0 ||
	       error_set(err, EX_NOINPUT, "There is no story %llu, or it has expired.", number);
}

/* The zone of a digest decides on which day its edition was made. */
static bool
describe(struct web_page *page, const struct edition_record *edition,
	const struct config_digest *config, struct live_telling *telling, struct error *err)
{
	struct zone *zone = zone_new(config->schedule.timezone, err);

	if (zone == NULL)
		return false;
	*telling = (struct live_telling){
		.digest_title = span_of(config->title),
		.html_path = edition_folder(config, page->arena),
		.edition = {.number = (uint64_t)edition->sequence,
			.created_at = edition->created_at,
			.utc_offset_seconds = zone_offset(zone, edition->created_at)},
	};
	zone_free(zone);
	return true;
}

static bool
read_tellings(struct web_page *page, int64_t number, struct live_story *story, struct error *err)
{
	struct edition_list list = {.arena = page->arena};
	struct live_telling *tellings;

	if (!editions_of_story(page->store, number, &list, err))
		return false;
	tellings = arena_array(page->arena, list.n, sizeof *tellings);
	story->tellings = tellings;
	for (size_t i = 0; i < list.n; i++) {
		const struct config_digest *config = config_find_digest(
			page->plan->config, arena_string(page->arena, list.at[i].digest));

		if (config != NULL &&
			!describe(page, &list.at[i], config, &tellings[story->n_tellings++], err))
			return false;
	}
	return true;
}

static bool
tell(struct web_page *page, struct digest *digest, const struct story_record *record,
	struct error *err)
{
	struct digest_story told;
	struct live_story story = {.story = &told, .continues = (uint64_t)record->continues};

	if (!web_tell_story(page, digest, record->number, &told, err) ||
		!read_tellings(page, record->number, &story, err))
		return false;
	if (told.number == 0)
		return error_set(
			err, EX_NOINPUT, "Story %lld has expired.", (long long)record->number);
	return live_render_story(&page->live, &story, exchange_body(page->exchange), err);
}

/* A story that went into another is there: the address is the other's. */
static void
send_on(struct web_page *page, int64_t number)
{
	struct buf to;

	buf_init(&to, BUF_UNLIMITED);
	buf_format(&to, "%lld", (long long)number); /* beside this one */
	exchange_set_status(page->exchange, 301);
	exchange_add_header(page->exchange, "Location", buf_span(&to));
	buf_release(&to);
}

bool
web_story_page(struct web_page *page, struct error *err)
{
	struct span rest = exchange_request(page->exchange)->rest;
	struct story_record record = {.number = 0};
	struct digest *digest;
	struct buf own;
	bool is_own;
	bool ok;

	if (!read_number(page, &record, err))
		return false;
	buf_init(&own, BUF_UNLIMITED);
	buf_format(&own, "%lld", (long long)record.number);
	is_own = span_equal(rest, buf_span(&own));
	buf_release(&own);
	if (!is_own) {
		send_on(page, record.number);
		return true;
	}
	digest = digest_new();
	ok = tell(page, digest, &record, err);
	digest_free(digest);
	return ok;
}
