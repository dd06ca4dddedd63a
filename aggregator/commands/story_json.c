#include <jansson.h>
#include <string.h>

#include "aggregator/commands/story_print.h"
#include "aggregator/commands/table.h"
#include "aggregator/story/placement_note.h"
#include "aggregator/watch/watch.h"

#define REASON_BITS 32

static json_t *
number_or_null(int64_t number)
{
	return number != 0 ? json_integer(number) : json_null();
}

static json_t *
json_reasons(unsigned reasons)
{
	json_t *list = json_array();

	for (unsigned bit = 0; bit < REASON_BITS; bit++) {
		const char *name = (reasons >> bit & 1) != 0 ? story_reason_name(1U << bit) : NULL;

		if (name != NULL)
			json_array_append_new(list, json_string(name));
	}
	return list;
}

static json_t *
json_vetoes(struct span names)
{
	json_t *list = json_array();
	struct span name;

	if (names.len == 0)
		return list;
	while (span_split(&names, ',', &name))
		json_array_append_new(list, table_string(name));
	return list;
}

static void
add_note(json_t *object, struct span why)
{
	json_t *parts = json_object();
	json_t *near = json_array();
	struct placement_note note;

	if (!placement_note_read(why, &note))
		note.n_parts = note.n_near = 0;
	for (size_t i = 0; i < note.n_parts; i++)
		json_object_setn_new(parts, note.parts[i].feature.at, note.parts[i].feature.len,
			json_integer(note.parts[i].thousandths));
	for (size_t i = 0; i < note.n_near; i++) {
		json_t *miss = json_object();

		json_object_set_new(miss, "story", json_integer(note.near[i].story));
		json_object_set_new(miss, "score", json_integer(note.near[i].score));
		json_object_set_new(miss, "vetoes", json_vetoes(note.near[i].vetoes));
		json_array_append_new(near, miss);
	}
	json_object_set_new(object, "parts", parts);
	json_object_set_new(object, "near", near);
}

static json_t *
json_companies(const struct item_record *item)
{
	json_t *list = json_array();

	for (size_t i = 0; i < item->n_companies; i++) {
		const struct item_company *company = &item->companies[i];
		json_t *object = json_object();

		json_object_set_new(object, "id", table_string(company->id));
		json_object_set_new(
			object, "role", json_string(role_name((enum role)company->role)));
		json_object_set_new(object, "relevance", json_integer(company->relevance));
		json_object_set_new(object, "confidence", json_integer(company->confidence));
		json_array_append_new(list, object);
	}
	return list;
}

static json_t *
json_facts(const struct account_item *item)
{
	static const char *const kinds[] = {[NOVELTY_NUMBER] = "number",
		[NOVELTY_NAME] = "name",
		[NOVELTY_NEGATION] = "negation"};
	json_t *list = json_array();

	for (size_t i = 0; i < item->n_facts; i++) {
		json_t *object = json_object();

		json_object_set_new(object, "kind", json_string(kinds[item->facts[i].kind]));
		json_object_set_new(object, "text", table_string(item->facts[i].text));
		json_array_append_new(list, object);
	}
	return list;
}

static json_t *
json_item(const struct account_item *item)
{
	const struct item_record *record = item->record;
	json_t *object = json_object();

	json_object_set_new(object, "item", json_integer(record->number));
	json_object_set_new(object, "title", table_string(record->title));
	json_object_set_new(object, "url", table_string(record->url));
	json_object_set_new(object, "source", table_string(item->outlet));
	json_object_set_new(object, "first_seen", table_json_moment(record->first_seen_at));
	json_object_set_new(object, "published", table_json_moment(record->published_at));
	json_object_set_new(object, "relation",
		json_string(relation_name((enum relation)record->place.relation)));
	json_object_set_new(object, "score", json_integer(record->place.score));
	json_object_set_new(object, "reasons", json_reasons(record->place.reasons));
	json_object_set_new(object, "copy_of", number_or_null(record->place.like_item));
	json_object_set_new(object, "recycled", json_boolean(record->place.is_recycled));
	json_object_set_new(object, "brings", json_facts(item));
	json_object_set_new(object, "companies", json_companies(record));
	add_note(object, record->place.why);
	return object;
}

static json_t *
json_novelty(const struct account_company *company)
{
	const struct novelty *novelty = &company->novelty;
	json_t *object = json_object();

	json_object_set_new(object, "company", table_string(company->id));
	json_object_set_new(object, "novelty", json_integer(novelty->score));
	json_object_set_new(object, "days_since_alike",
		novelty->days_since_alike != NOVELTY_NEVER ? json_integer(novelty->days_since_alike)
							   : json_null());
	json_object_set_new(object, "alike", number_or_null(novelty->alike_story));
	return object;
}

static json_t *
json_first(const struct story_account *account)
{
	json_t *object;

	if (account->first.at == NULL)
		return json_null();
	object = json_object();
	json_object_set_new(object, "source", table_string(account->first));
	json_object_set_new(object, "lead_seconds", json_integer(account->lead_seconds));
	json_object_set_new(object, "before", table_string(account->second));
	return object;
}

static json_t *
json_editions(const struct edition_list *editions)
{
	json_t *list = json_array();

	for (size_t i = 0; i < editions->n; i++) {
		json_t *object = json_object();

		json_object_set_new(object, "digest", table_string(editions->at[i].digest));
		json_object_set_new(
			object, "edition", json_integer((json_int_t)editions->at[i].sequence));
		json_object_set_new(
			object, "created", table_json_moment(editions->at[i].created_at));
		json_array_append_new(list, object);
	}
	return list;
}

json_t *
story_json(const struct story_account *account, const struct edition_list *editions)
{
	json_t *document = json_object();
	json_t *items = json_array();
	json_t *companies = json_array();

	for (size_t i = 0; i < account->n_items; i++)
		json_array_append_new(items, json_item(&account->items[i]));
	for (size_t i = 0; i < account->n_companies; i++)
		json_array_append_new(companies, json_novelty(&account->companies[i]));
	json_object_set_new(document, "story", json_integer(account->story.number));
	json_object_set_new(document, "continues", number_or_null(account->story.continues));
	json_object_set_new(document, "first", json_first(account));
	json_object_set_new(document, "companies", companies);
	json_object_set_new(document, "items", items);
	json_object_set_new(document, "editions", json_editions(editions));
	return document;
}
