#include "aggregator/store/days.h"

#include <stdlib.h>
#include <string.h>

#include "feeds/base/memory.h"

#define PLACES_FIRST 1024

static const char add_to_day[] =
	"{rows}INSERT INTO company_days (company, day, items, stories) VALUES ($1, $2, $3, $4)"
	" ON CONFLICT (company, day) DO UPDATE SET items = company_days.items + excluded.items,"
	" stories = company_days.stories + excluded.stories";

struct count {
	int64_t company; /* 0: a free place */
	int64_t day;
	int64_t items;
	int64_t stories;
};

struct days {
	struct count *counts; /* open addressing, a power of two */
	size_t n;
	size_t n_places;
};

struct days *
days_new(void)
{
	struct days *days = memory_new(1, sizeof *days);

	days->n_places = PLACES_FIRST;
	days->counts = memory_new(days->n_places, sizeof *days->counts);
	return days;
}

void
days_free(struct days *days)
{
	if (days == NULL)
		return;
	free(days->counts);
	free(days);
}

static struct count *
find_place(struct days *days, int64_t company, int64_t day)
{
	uint64_t hash = ((uint64_t)company * 512 + (uint64_t)day) * 0x9e3779b97f4a7c15;

	for (size_t at = (size_t)(hash >> 32);; at++) {
		struct count *count = &days->counts[at & (days->n_places - 1)];

		if (count->company == 0 || (count->company == company && count->day == day))
			return count;
	}
}

static void
grow(struct days *days)
{
	struct count *old = days->counts;
	size_t n_old = days->n_places;

	days->n_places *= 2;
	days->counts = memory_new(days->n_places, sizeof *days->counts);
	for (size_t i = 0; i < n_old; i++)
		if (old[i].company != 0)
			*find_place(days, old[i].company, old[i].day) = old[i];
	free(old);
}

void
days_add(struct days *days, int64_t company, int64_t at, bool is_new_story)
{
	int64_t day = at / DAY_SECONDS - (at % DAY_SECONDS < 0);
	struct count *count = find_place(days, company, day);

	if (count->company == 0) {
		*count = (struct count){.company = company, .day = day};
		days->n++;
	}
	count->items++;
	count->stories += is_new_story;
	if (days->n * 2 > days->n_places)
		grow(days);
}

static int
compare_counts(const void *a, const void *b)
{
	const struct count *first = a;
	const struct count *second = b;

	if (first->company != second->company)
		return first->company < second->company ? -1 : 1;
	return (first->day > second->day) - (first->day < second->day);
}

/* In the table's order: one walk through its pages. */
bool
days_write(struct days *days, struct db *db, struct error *err)
{
	if (days->n == 0)
		return true;
	qsort(days->counts, days->n_places, sizeof *days->counts, compare_counts);
	for (size_t i = days->n_places - days->n; i < days->n_places; i++) {
		struct db_query *query = db_query(db, add_to_day);

		db_bind_int(query, days->counts[i].company);
		db_bind_int(query, days->counts[i].day);
		db_bind_int(query, days->counts[i].items);
		db_bind_int(query, days->counts[i].stories);
		if (!db_run(query, err))
			return false;
	}
	days_clear(days);
	return true;
}

void
days_clear(struct days *days)
{
	memset(days->counts, 0, days->n_places * sizeof *days->counts);
	days->n = 0;
}
