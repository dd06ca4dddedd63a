#include "aggregator/story_account.h"

#include <stdlib.h>

#include "aggregator/company_past.h"
#include "aggregator/outlets.h"
#include "aggregator/story/fingerprint.h"
#include "aggregator/story/member.h"
#include "aggregator/story/stories.h"
#include "aggregator/watch/watch.h"
#include "feeds/base/memory.h"

#define ITEMS_MAX 500 /* of one story that are told; more is a template, not a story */
#define COMPANIES_MAX 16

static int64_t
published_at(const struct item_record *item)
{
	return item->published_at != ITEM_TIME_NONE ? item->published_at : item->first_seen_at;
}

static int
compare_items(const void *a, const void *b)
{
	const struct account_item *left = a;
	const struct account_item *right = b;
	int64_t left_at = published_at(left->record);
	int64_t right_at = published_at(right->record);

	if (left_at != right_at)
		return left_at < right_at ? -1 : 1;
	return left->record->number < right->record->number ? -1 : 1;
}

/* The numbers first: an item that is read whole is copied by item_read. */
static size_t
read_numbers(struct store *store, int64_t story, int64_t *numbers, bool *ok, struct error *err)
{
	struct item_cursor *cursor = items_of_story(store, story, ITEM_HEAD);
	const struct item_record *item;
	size_t n = 0;

	while (n < ITEMS_MAX && (item = item_cursor_next(cursor)) != NULL)
		numbers[n++] = item->number;
	*ok = item_cursor_close(cursor, err);
	return n;
}

static bool
read_items(struct story_account *account, struct store *store, const struct feed_names *names,
	struct error *err)
{
	int64_t numbers[ITEMS_MAX];
	bool ok;
	size_t n = read_numbers(store, account->story.number, numbers, &ok, err);

	account->items = arena_array(account->arena, n, sizeof *account->items);
	for (size_t i = 0; ok && i < n; i++) {
		struct account_item *item = &account->items[account->n_items];

		*item = (struct account_item){.n_facts = 0};
		ok = item_read(store, numbers[i], account->arena, &item->record, err);
		if (!ok || item->record == NULL)
			continue;
		item->outlet = arena_copy(account->arena, outlet_name(item->record, names));
		account->n_items++;
	}
	if (account->n_items > 0)
		qsort(account->items, account->n_items, sizeof *account->items, compare_items);
	return ok;
}

/* Who reported first, and how long before anybody else. */
static void
find_first(struct story_account *account)
{
	for (size_t i = 1; i < account->n_items; i++) {
		const struct account_item *first = &account->items[0];
		const struct account_item *other = &account->items[i];

		if (span_equal(other->outlet, first->outlet))
			continue;
		account->first = first->outlet;
		account->second = other->outlet;
		account->lead_seconds = published_at(other->record) - published_at(first->record);
		return;
	}
}

static void
find_facts(struct story_account *account)
{
	struct story_member *members =
		arena_array(account->arena, account->n_items, sizeof *members);

	for (size_t i = 0; i < account->n_items; i++) {
		const struct item_record *record = account->items[i].record;

		members[i] = (struct story_member){.title = record->title,
			.text = record->text.len > record->summary.len ? record->text
								       : record->summary};
		if (i > 0 && record->place.relation != RELATION_COPY)
			account->items[i].n_facts = novelty_facts(
				members, i, account->items[i].facts, ACCOUNT_FACTS_MAX);
	}
}

static void
add_company(struct story_account *account, struct span id)
{
	for (size_t i = 0; i < account->n_companies; i++)
		if (span_equal(account->companies[i].id, id))
			return;
	if (account->n_companies < COMPANIES_MAX)
		account->companies[account->n_companies++] = (struct account_company){.id = id};
}

static void
find_companies(struct story_account *account)
{
	account->companies = arena_array(account->arena, COMPANIES_MAX, sizeof *account->companies);
	for (size_t i = 0; i < account->n_items; i++) {
		const struct item_record *record = account->items[i].record;

		for (size_t k = 0; k < record->n_companies; k++)
			if (record->companies[k].role == ROLE_ABOUT)
				add_company(account, record->companies[k].id);
	}
}

/* The fingerprints of the story's own items. */
static size_t
read_own(const struct story_account *account, struct novelty_item *own)
{
	size_t n = 0;

	for (size_t i = 0; i < account->n_items; i++) {
		struct fingerprint *fingerprint = arena_alloc(account->arena, sizeof *fingerprint);

		if (!fingerprint_read(account->items[i].record->fingerprint, fingerprint))
			continue;
		own[n++] = (struct novelty_item){fingerprint, account->story.number};
	}
	return n;
}

static bool
measure_novelty(struct story_account *account, struct store *store, struct error *err)
{
	struct novelty_item *own = arena_array(account->arena, account->n_items, sizeof *own);
	size_t n_own = read_own(account, own);
	bool ok = true;

	for (size_t i = 0; ok && n_own > 0 && i < account->n_companies; i++) {
		struct account_company *company = &account->companies[i];
		struct company_past past;

		ok = company_past_init(
			&past, store, company->id, account->story.created_at + 1, err);
		if (ok)
			novelty_measure(own, n_own, past.items, past.n, &company->novelty);
		company_past_release(&past);
	}
	return ok;
}

bool
story_account_init(struct story_account *account, struct store *store,
	const struct feed_names *names, int64_t number, struct error *err)
{
	*account = (struct story_account){.arena = arena_new()};
	if (!story_read(store, number, &account->story, err))
		return false;
	if (account->story.number == 0)
		return true;
	if (!read_items(account, store, names, err))
		return false;
	find_first(account);
	find_facts(account);
	find_companies(account);
	return measure_novelty(account, store, err);
}

void
story_account_release(struct story_account *account)
{
	arena_free(account->arena);
	*account = (struct story_account){.arena = NULL};
}
