#include "aggregator/edition_attention.h"

#include <stdlib.h>

#include "aggregator/store/company_store.h"

#define DAY_SECONDS ((int64_t)86400)
#define SPARKLINE_DAYS 30
#define CUSTOM_DAYS 100   /* over which a company's mean is taken */
#define CUSTOM_DAYS_MIN 5 /* fewer days are no custom to stand out against */
#define STORIES_MIN 3     /* one or two more than usual are chance */
#define TIMES_USUAL 3     /* a day with twice as many as usual comes every other week */
#define ATTENTION_MAX 5   /* more rows would be a second digest before the digest */

/* That a story is about a company, or names it. */
struct telling {
	struct digest_company *company;
	bool is_new; /* the story was not told before: those are what the store's days count */
};

struct tellings {
	struct telling *at; /* by company */
	size_t n;
};

static int
compare_tellings(const void *a, const void *b)
{
	return span_compare(
		((const struct telling *)a)->company->id, ((const struct telling *)b)->company->id);
}

static struct tellings
gather(struct arena *arena, struct edition_choice *choice)
{
	struct tellings tellings = {NULL, 0};
	size_t n = 0;

	for (size_t i = 0; i < choice->n; i++)
		n += choice->stories[i].n_companies;
	tellings.at = arena_array(arena, n, sizeof *tellings.at);
	for (size_t i = 0; i < choice->n; i++) {
		struct chosen_story *story = &choice->stories[i];

		for (size_t k = 0; k < story->n_companies; k++)
			tellings.at[tellings.n++] =
				(struct telling){&story->companies[k], !story->was_told};
	}
	if (n > 0)
		qsort(tellings.at, n, sizeof *tellings.at, compare_tellings);
	return tellings;
}

/* The stories of an ordinary day before the window; below 0: there are too few days to tell. */
static bool
usual_a_day(
	const struct edition_bench *bench, struct span company, double *usual, struct error *err)
{
	uint32_t stories[CUSTOM_DAYS];
	struct company_days days = {.until = bench->wish->window_from - DAY_SECONDS,
		.n = CUSTOM_DAYS,
		.stories = stories};
	size_t first = 0;
	size_t total = 0;

	if (!company_read_days(bench->store, company, &days, err))
		return false;
	while (first < CUSTOM_DAYS && stories[first] == 0) /* before the store knew of it */
		first++;
	for (size_t i = first; i < CUSTOM_DAYS; i++)
		total += stories[i];
	*usual = CUSTOM_DAYS - first >= CUSTOM_DAYS_MIN
			 ? (double)total / (double)(CUSTOM_DAYS - first)
			 : -1;
	return true;
}

static bool
draw_days(const struct edition_bench *bench, struct telling *tellings, size_t n, struct error *err)
{
	uint32_t *daily = arena_array(bench->digest->arena, SPARKLINE_DAYS, sizeof *daily);
	struct company_days days = {
		.until = bench->wish->now, .n = SPARKLINE_DAYS, .stories = daily};

	if (!company_read_days(bench->store, tellings[0].company->id, &days, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		tellings[i].company->daily = daily;
		tellings[i].company->n_daily = SPARKLINE_DAYS;
	}
	return true;
}

/* One company with all of its stories; adds to `rows` if it stands out. */
static bool
attend(const struct edition_bench *bench, struct telling *tellings, size_t n,
	struct digest_attention *rows, struct error *err)
{
	struct digest_overview *overview = &bench->digest->overview;
	double days = (double)(bench->wish->window_to - bench->wish->window_from) / DAY_SECONDS;
	unsigned stories = 0;
	double usual;

	if (!draw_days(bench, tellings, n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		stories += tellings[i].is_new;
	if (stories < STORIES_MIN)
		return true;
	if (!usual_a_day(bench, tellings[0].company->id, &usual, err))
		return false;
	if (usual >= 0 && stories >= TIMES_USUAL * usual * days)
		rows[overview->n_attention++] =
			(struct digest_attention){.company = *tellings[0].company,
				.stories = stories,
				.stories_usual = usual * days};
	return true;
}

/* What stands out most comes first: a / b against c / d, without dividing by 0. */
static int
compare_attention(const void *a, const void *b)
{
	const struct digest_attention *left = a;
	const struct digest_attention *right = b;
	double left_share = left->stories * right->stories_usual;
	double right_share = right->stories * left->stories_usual;

	if (left_share > right_share || left_share < right_share)
		return left_share > right_share ? -1 : 1;
	return span_compare(left->company.id, right->company.id);
}

bool
edition_attend(const struct edition_bench *bench, struct edition_choice *choice, struct error *err)
{
	struct digest_overview *overview = &bench->digest->overview;
	struct tellings tellings = gather(bench->digest->arena, choice);
	struct digest_attention *rows = arena_array(bench->digest->arena, tellings.n, sizeof *rows);
	size_t next;

	for (size_t i = 0; i < tellings.n; i = next) {
		next = i + 1;
		while (next < tellings.n &&
			compare_tellings(&tellings.at[i], &tellings.at[next]) == 0)
			next++;
		if (!attend(bench, &tellings.at[i], next - i, rows, err))
			return false;
	}
	if (overview->n_attention > 0)
		qsort(rows, overview->n_attention, sizeof *rows, compare_attention);
	if (overview->n_attention > ATTENTION_MAX)
		overview->n_attention = ATTENTION_MAX;
	overview->attention = rows;
	return true;
}
