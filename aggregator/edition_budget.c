#include "aggregator/edition_budget.h"

/* How many stories each name has. */
struct tally {
	struct span *names;
	int *counts;
	size_t n;
	int max; /* of one name; 0: no bound */
};

static void
tally_init(struct tally *tally, struct arena *arena, size_t n, int max)
{
	*tally = (struct tally){.max = max};
	if (max == 0)
		return;
	tally->names = arena_array(arena, n, sizeof *tally->names);
	tally->counts = arena_array(arena, n, sizeof *tally->counts);
}

/* The count of a name; NULL: it is not bound. */
static int *
tally_of(struct tally *tally, struct span name)
{
	if (tally->max == 0 || name.len == 0)
		return NULL;
	for (size_t i = 0; i < tally->n; i++)
		if (span_equal(tally->names[i], name))
			return &tally->counts[i];
	tally->names[tally->n] = name;
	tally->counts[tally->n] = 0;
	return &tally->counts[tally->n++];
}

static void
count(int *of_name)
{
	if (of_name != NULL)
		++*of_name;
}

static struct span
company_of(const struct chosen_story *story)
{
	if (story->n_companies == 0 || story->companies[0].role != DIGEST_ROLE_ABOUT)
		return SPAN_NONE;
	return story->companies[0].id;
}

struct budget {
	struct tally companies;
	struct tally sources;
	size_t max_stories;
};

/* Whether the story still fits; if not, the choice knows why. */
static bool
spend(struct budget *budget, const struct chosen_story *story, size_t n_kept,
	struct edition_choice *choice)
{
	int *of_company = tally_of(&budget->companies, company_of(story));
	int *of_source = tally_of(&budget->sources, story->members[0].source);

	if (of_company != NULL && *of_company == budget->companies.max)
		choice->n_of_company++;
	else if (of_source != NULL && *of_source == budget->sources.max)
		choice->n_of_source++;
	else if (n_kept == budget->max_stories)
		choice->n_beyond++;
	else {
		count(of_company);
		count(of_source);
		return true;
	}
	return false;
}

void
edition_keep_to_budget(const struct edition_bench *bench, struct edition_choice *choice)
{
	const struct config_digest *config = bench->wish->config;
	struct arena *arena = bench->digest->arena;
	struct budget budget = {.max_stories = (size_t)config->max_stories};
	size_t n_kept = 0;

	tally_init(&budget.companies, arena, choice->n, config->max_per_company);
	tally_init(&budget.sources, arena, choice->n, config->max_per_source);
	for (size_t i = 0; i < choice->n; i++)
		if (spend(&budget, &choice->stories[i], n_kept, choice))
			choice->stories[n_kept++] = choice->stories[i];
	choice->n = n_kept;
}
