#include <stdio.h>
#include <sysexits.h>

#include "aggregator/commands/options.h"
#include "aggregator/commands/session.h"
#include "aggregator/commands/table.h"
#include "aggregator/commands/verbs.h"
#include "aggregator/evidence_note.h"
#include "aggregator/feed_names.h"
#include "aggregator/outlets.h"
#include "aggregator/store/edition_store.h"
#include "aggregator/store/item_store.h"
#include "aggregator/store/story_store.h"
#include "aggregator/story/stories.h"

#define REASON_BITS 32
#define WHY_BYTES_MAX 4096

/* "link, near-text": why an item joined its story. */
static void
tell_reasons(unsigned reasons, struct buf *out)
{
	for (unsigned bit = 0; bit < REASON_BITS; bit++) {
		const char *name = (reasons >> bit & 1) != 0 ? story_reason_name(1U << bit) : NULL;

		if (name != NULL)
			buf_format(out, "%s%s", out->len > 0 ? ", " : "", name);
	}
}

static void
print_companies(const struct item_record *item)
{
	for (size_t i = 0; i < item->n_companies; i++) {
		const struct item_company *company = &item->companies[i];
		struct buf why;

		buf_init(&why, WHY_BYTES_MAX);
		evidence_note_tell(company->evidence, &why);
		printf("    %s %.*s, relevance %d: %s\n", role_name((enum role)company->role),
			SPAN_ARGS(company->id), company->relevance, buf_string(&why));
		buf_release(&why);
	}
}

static void
print_item(const struct item_record *item, const struct feed_names *names)
{
	char seen[MOMENT_TEXT_SIZE];
	struct buf why;

	buf_init(&why, WHY_BYTES_MAX);
	tell_reasons(item->place.reasons, &why);
	printf("  %.16s  item %lld  %s", table_moment(item->first_seen_at, seen),
		(long long)item->number, relation_name((enum relation)item->place.relation));
	if (why.len > 0)
		printf(" (score %d: %s)", item->place.score, buf_string(&why));
	printf("\n    %.*s\n    %.*s  %.*s\n", SPAN_ARGS(item->title),
		SPAN_ARGS(outlet_name(item, names)), SPAN_ARGS(item->url));
	print_companies(item);
	buf_release(&why);
}

static json_t *
json_company(const struct item_company *company)
{
	json_t *object = json_object();

	json_object_set_new(object, "id", table_string(company->id));
	json_object_set_new(object, "role", json_string(role_name((enum role)company->role)));
	json_object_set_new(object, "relevance", json_integer(company->relevance));
	json_object_set_new(object, "confidence", json_integer(company->confidence));
	return object;
}

static json_t *
json_item(const struct item_record *item, const struct feed_names *names)
{
	json_t *object = json_object();
	json_t *companies = json_array();
	struct buf why;

	buf_init(&why, WHY_BYTES_MAX);
	tell_reasons(item->place.reasons, &why);
	for (size_t i = 0; i < item->n_companies; i++)
		json_array_append_new(companies, json_company(&item->companies[i]));
	json_object_set_new(object, "item", json_integer(item->number));
	json_object_set_new(object, "title", table_string(item->title));
	json_object_set_new(object, "url", table_string(item->url));
	json_object_set_new(object, "source", table_string(outlet_name(item, names)));
	json_object_set_new(object, "first_seen", table_json_moment(item->first_seen_at));
	json_object_set_new(object, "published", table_json_moment(item->published_at));
	json_object_set_new(object, "relation",
		json_string(relation_name((enum relation)item->place.relation)));
	json_object_set_new(object, "score", json_integer(item->place.score));
	json_object_set_new(object, "reasons", json_string(buf_string(&why)));
	json_object_set_new(object, "companies", companies);
	buf_release(&why);
	return object;
}

static bool
tell_items(const struct invocation *call, struct session *session, int64_t story, json_t *items,
	struct error *err)
{
	struct item_cursor *cursor;
	const struct item_record *item;
	struct feed_names names;
	bool ok = feed_names_init(&names, session->plan, session->store, err);

	if (ok) {
		cursor = items_of_story(session->store, story, ITEM_HEAD);
		while ((item = item_cursor_next(cursor)) != NULL) {
			if (call->is_json)
				json_array_append_new(items, json_item(item, &names));
			else
				print_item(item, &names);
		}
		ok = item_cursor_close(cursor, err);
	}
	feed_names_release(&names);
	return ok;
}

static bool
tell_editions(const struct invocation *call, struct store *store, int64_t story, json_t *editions,
	struct error *err)
{
	struct edition_list list = {.arena = arena_new()};
	bool ok = editions_of_story(store, story, &list, err);
	char at[MOMENT_TEXT_SIZE];

	for (size_t i = 0; ok && i < list.n; i++) {
		json_t *object;

		if (!call->is_json) {
			printf("  told by %.*s, edition %lld, %.16s\n",
				SPAN_ARGS(list.at[i].digest), (long long)list.at[i].sequence,
				table_moment(list.at[i].created_at, at));
			continue;
		}
		object = json_object();
		json_object_set_new(object, "digest", table_string(list.at[i].digest));
		json_object_set_new(object, "edition", json_integer(list.at[i].sequence));
		json_object_set_new(object, "created", table_json_moment(list.at[i].created_at));
		json_array_append_new(editions, object);
	}
	arena_free(list.arena);
	return ok;
}

static bool
tell_story(
	const struct invocation *call, struct session *session, int64_t number, struct error *err)
{
	json_t *document = json_object();
	json_t *items = json_array();
	json_t *editions = json_array();
	struct story_record story;
	bool ok = story_read(session->store, number, &story, err);

	if (ok && story.number == 0)
		ok = error_set(err, EX_NOINPUT, "there is no story %lld in '%s'", (long long)number,
			store_where(session->store));
	if (ok && !call->is_json)
		printf("story %lld: %lld items\n", (long long)story.number,
			(long long)story.n_items);
	ok = ok && tell_items(call, session, story.number, items, err) &&
	     tell_editions(call, session->store, story.number, editions, err);
	json_object_set_new(document, "story", json_integer(story.number));
	json_object_set_new(document, "continues",
		story.continues != 0 ? json_integer(story.continues) : json_null());
	json_object_set_new(document, "items", items);
	json_object_set_new(document, "editions", editions);
	if (ok && call->is_json)
		table_print_json(json_incref(document));
	json_decref(document);
	return ok;
}

int
command_story(const struct invocation *call, int argc, char **argv, struct error *err)
{
	unsigned long long number = 0;
	struct session session;
	bool ok;

	switch (options_read(NULL, &argc, argv, err)) {
	case OPTIONS_HELP:
		return EX_OK;
	case OPTIONS_WRONG:
		return err->status;
	case OPTIONS_READ:
		break;
	}
	if (argc != 2 || !span_to_uint(span_of(argv[1]), INT64_MAX, &number)) {
		error_set(
			err, EX_USAGE, "story takes the number of one story, as `search` shows it");
		return err->status;
	}
	ok = session_init(&session, call, STORE_READ, err) &&
	     tell_story(call, &session, (int64_t)number, err);
	session_release(&session);
	return session_status(ok, err);
}
