#include "aggregator/watch/subjects.h"

#include <string.h>

#include "feeds/base/memory.h"

static bool
is_company(const struct company *company)
{
	return company->kind == COMPANY_LISTED || company->kind == COMPANY_PRIVATE;
}

static void
add_entries(struct subjects *subjects, const struct directory *directory, bool is_watched)
{
	for (uint32_t i = 0; i < subjects->n_entries; i++) {
		struct subject *subject = &subjects->at[i];

		subject->company = directory_at(directory, i)->company;
		subject->is_watched = is_watched && is_company(&subject->company);
	}
	subjects->n = subjects->n_entries;
}

/* The entry that a wish means: its ticker's, or a private company's by the same id. */
static uint32_t
entry_of(const struct directory *directory, const struct wanted_company *wanted)
{
	uint32_t number;

	if (wanted->ticker != NULL)
		return directory_by_ticker(directory, span_of(wanted->ticker));
	number = directory_by_ticker(directory, span_of(wanted->id));
	if (number != DIRECTORY_NONE &&
		(directory_at(directory, number)->company.kind != COMPANY_PRIVATE ||
			strcmp(directory_at(directory, number)->company.id, wanted->id) != 0))
		return DIRECTORY_NONE;
	return number;
}

static const char *
copy(struct arena *arena, const char *string)
{
	return string == NULL ? NULL : arena_string(arena, span_of(string));
}

static uint32_t
add_own(struct subjects *subjects, const struct wanted_company *wanted, struct arena *arena)
{
	struct company *company = &subjects->at[subjects->n].company;

	company->id = copy(arena, wanted->id != NULL ? wanted->id : wanted->ticker);
	company->name = wanted->name != NULL ? copy(arena, wanted->name) : company->id;
	company->ticker = copy(arena, wanted->ticker);
	company->kind = wanted->ticker != NULL ? COMPANY_LISTED : COMPANY_PRIVATE;
	return (uint32_t)subjects->n++;
}

static uint32_t
add_wanted(struct subjects *subjects, const struct directory *directory,
	const struct wanted_company *wanted, struct arena *arena)
{
	uint32_t number = entry_of(directory, wanted);
	struct subject *subject;

	if (number == DIRECTORY_NONE)
		number = add_own(subjects, wanted, arena);
	subject = &subjects->at[number];
	subject->is_watched = subject->is_users = true;
	if (wanted->id != NULL)
		subject->company.id = copy(arena, wanted->id);
	if (wanted->name != NULL)
		subject->company.name = copy(arena, wanted->name);
	return number;
}

void
subjects_make(struct subjects *subjects, const struct directory *directory,
	const struct watchlist *wishes, struct arena *arena)
{
	size_t n_wanted = wishes == NULL ? 0 : wishes->n_companies;
	uint32_t *wished = arena_array(arena, n_wanted, sizeof *wished);

	subjects->n_entries = directory_count(directory);
	subjects->at = arena_array(arena, subjects->n_entries + n_wanted, sizeof *subjects->at);
	subjects->wished = wished;
	add_entries(subjects, directory, wishes == NULL || wishes->has_directory);
	for (size_t i = 0; i < n_wanted; i++)
		wished[i] = add_wanted(subjects, directory, &wishes->companies[i], arena);
}
