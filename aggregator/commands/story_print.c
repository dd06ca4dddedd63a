#include "aggregator/commands/story_print.h"

#include <inttypes.h>
#include <stdio.h>

#include "aggregator/commands/table.h"
#include "aggregator/evidence_note.h"
#include "aggregator/story/placement_note.h"
#include "aggregator/watch/watch.h"

#define REASON_BITS 32
#define WHY_BYTES_MAX 4096
#define MINUTE 60
#define HOUR 3600
#define DAY 86400

/* "link, near-text": why an item joined its story. */
static void
print_reasons(const struct item_place *place)
{
	const char *before = "";

	if (place->reasons == 0)
		return;
	printf(" (score %d: ", place->score);
	for (unsigned bit = 0; bit < REASON_BITS; bit++) {
		const char *name =
			(place->reasons >> bit & 1) != 0 ? story_reason_name(1U << bit) : NULL;

		if (name == NULL)
			continue;
		printf("%s%s", before, name);
		before = ", ";
	}
	printf(")");
}

/* What each feature gave to the score, and the stories that it nearly joined. */
static void
print_note(struct span why)
{
	struct placement_note note;

	if (!placement_note_read(why, &note))
		return;
	for (size_t i = 0; i < note.n_parts; i++)
		printf("%s%.*s %+d", i == 0 ? "    score: " : ", ",
			SPAN_ARGS(note.parts[i].feature), note.parts[i].thousandths);
	printf("%s", note.n_parts > 0 ? "\n" : "");
	for (size_t i = 0; i < note.n_near; i++) {
		printf("    not story %" PRId64 ": score %d", note.near[i].story,
			note.near[i].score);
		if (note.near[i].vetoes.len > 0)
			printf(", %.*s", SPAN_ARGS(note.near[i].vetoes));
		printf("\n");
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
print_facts(const struct account_item *item)
{
	for (size_t i = 0; i < item->n_facts; i++)
		printf("%s%.*s", i == 0 ? "    brings: " : ", ", SPAN_ARGS(item->facts[i].text));
	printf("%s", item->n_facts > 0 ? "\n" : "");
}

static void
print_item(const struct account_item *item)
{
	const struct item_record *record = item->record;
	char seen[MOMENT_TEXT_SIZE];

	printf("  %.16s  item %" PRId64 "  %s", table_moment(record->first_seen_at, seen),
		record->number, relation_name((enum relation)record->place.relation));
	if (record->place.like_item != 0)
		printf(" of item %" PRId64, record->place.like_item);
	printf("%s", record->place.is_recycled ? ", recycled: days old" : "");
	print_reasons(&record->place);
	printf("\n    %.*s\n    %.*s  %.*s\n", SPAN_ARGS(record->title), SPAN_ARGS(item->outlet),
		SPAN_ARGS(record->url));
	print_companies(record);
	print_facts(item);
	print_note(record->place.why);
}

static void
print_duration(int64_t seconds)
{
	static const struct {
		int64_t seconds;
		const char *one, *many;
	} units[] = {{DAY, "day", "days"}, {HOUR, "hour", "hours"}, {MINUTE, "minute", "minutes"},
		{1, "second", "seconds"}};
	size_t at = 0;

	while (at < 3 && seconds < units[at].seconds)
		at++;
	printf("%" PRId64 " %s", seconds / units[at].seconds,
		seconds / units[at].seconds == 1 ? units[at].one : units[at].many);
}

static void
print_first(const struct story_account *account)
{
	if (account->first.at == NULL)
		return;
	printf("  first: %.*s, ", SPAN_ARGS(account->first));
	if (account->lead_seconds > 0)
		print_duration(account->lead_seconds);
	else
		printf("at the same time as");
	printf("%s %.*s\n", account->lead_seconds > 0 ? " before" : "", SPAN_ARGS(account->second));
}

static void
print_novelty(const struct account_company *company)
{
	const struct novelty *novelty = &company->novelty;

	printf("  new to %.*s: %d of 100, ", SPAN_ARGS(company->id), novelty->score);
	if (novelty->days_since_alike == NOVELTY_NEVER)
		printf("nothing like it is known\n");
	else
		printf("%d %s since story %" PRId64 ", which is like it\n",
			novelty->days_since_alike, novelty->days_since_alike == 1 ? "day" : "days",
			novelty->alike_story);
}

void
story_print(const struct story_account *account, const struct edition_list *editions)
{
	char at[MOMENT_TEXT_SIZE];

	printf("story %" PRId64 ": %zu %s", account->story.number, account->n_items,
		account->n_items == 1 ? "item" : "items");
	if (account->story.continues != 0)
		printf(", continues story %" PRId64, account->story.continues);
	printf("\n");
	print_first(account);
	for (size_t i = 0; i < account->n_companies; i++)
		print_novelty(&account->companies[i]);
	for (size_t i = 0; i < account->n_items; i++)
		print_item(&account->items[i]);
	for (size_t i = 0; i < editions->n; i++)
		printf("  told by %.*s, edition %" PRId64 ", %.16s\n",
			SPAN_ARGS(editions->at[i].digest), (int64_t)editions->at[i].sequence,
			table_moment(editions->at[i].created_at, at));
}
