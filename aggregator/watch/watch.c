#include "aggregator/watch/watch.h"

#include <stdlib.h>

#include "aggregator/watch/watch_parts.h"
#include "feeds/base/memory.h"

static void
index_subjects(struct watch *watch, const struct watchlist *wishes)
{
	const struct subjects *subjects = &watch->subjects;

	lookup_reserve(&watch->by_cik, subjects->n);
	for (uint32_t i = 0; i < subjects->n; i++) {
		const struct company *company = &subjects->at[i].company;

		if (company->cik != NULL)
			lookup_add(&watch->by_cik, span_of(company->cik), i);
		if (subjects->at[i].is_users || i >= subjects->n_entries)
			lookup_add(&watch->by_id, span_of(company->id), i);
	}
	for (size_t i = 0; wishes != NULL && i < wishes->n_companies; i++) {
		struct span ticker = span_of(subjects->at[subjects->wished[i]].company.ticker);

		if (ticker.at != NULL)
			lookup_add(&watch->by_id, ticker, subjects->wished[i]);
	}
}

static void
make_matcher(struct watch *watch)
{
	size_t n;
	const struct span *literals = lexicon_literals(watch->lexicon, &n);

	watch->matcher = matcher_new(literals, n);
}

static bool
make_topics(struct watch *watch, const struct watch_options *options, struct error *err)
{
	struct junk junk;

	if (junk_read(&junk, options->data_dir, options->wishes, err))
		watch->topics =
			topics_new(options->wishes, &junk, watch->directory, watch->lexicon, err);
	junk_release(&junk);
	return watch->topics != NULL;
}

static bool
make(struct watch *watch, const struct watch_options *options, struct error *err)
{
	const struct watchlist *wishes = options->wishes;

	watch->directory = directory_new(options->data_dir, err);
	if (watch->directory == NULL)
		return false;
	watch->words = words_known_new(options->data_dir, err);
	if (watch->words == NULL)
		return false;
	if (!make_topics(watch, options, err))
		return false;
	subjects_make(&watch->subjects, watch->directory, wishes, watch->arena);
	subjects_name(&watch->subjects, watch->directory, wishes, watch->words, watch->lexicon);
	lexicon_settle(watch->lexicon);
	index_subjects(watch, wishes);
	make_matcher(watch);
	return true;
}

struct watch *
watch_new(const struct watch_options *options, struct error *err)
{
	struct watch *watch = memory_new(1, sizeof *watch);

	watch->arena = arena_new();
	watch->lexicon = lexicon_new();
	watch->is_explaining = options->is_explaining;
	if (make(watch, options, err))
		return watch;
	watch_free(watch);
	return NULL;
}

void
watch_free(struct watch *watch)
{
	if (watch == NULL)
		return;
	matcher_free(watch->matcher);
	topics_free(watch->topics);
	lexicon_free(watch->lexicon);
	lookup_release(&watch->by_id);
	lookup_release(&watch->by_cik);
	words_known_free(watch->words);
	directory_free(watch->directory);
	arena_free(watch->arena);
	free(watch);
}

struct watch_scratch *
watch_scratch_new(const struct watch *watch)
{
	struct watch_scratch *scratch = memory_new(1, sizeof *scratch);

	reading_init(&scratch->reading);
	scratch->topics = topics_scratch_new(watch->topics, &scratch->reading);
	return scratch;
}

void
watch_scratch_free(struct watch_scratch *scratch)
{
	if (scratch == NULL)
		return;
	reading_release(&scratch->reading);
	mentions_release(&scratch->mentions);
	topics_scratch_free(scratch->topics);
	free(scratch);
}

uint32_t
watch_subject_by_ticker(const struct watch *watch, struct span ticker)
{
	uint32_t number = lookup_find(&watch->by_id, ticker);

	return number != LOOKUP_NONE ? number : directory_by_ticker(watch->directory, ticker);
}

bool
watch_is_watched(const struct watch *watch, struct span id)
{
	uint32_t number = watch_subject_by_ticker(watch, id);

	return number != LOOKUP_NONE && watch->subjects.at[number].is_watched;
}

const struct company *
watch_company(const struct watch *watch, struct span id)
{
	uint32_t number = watch_subject_by_ticker(watch, id);

	return number == LOOKUP_NONE ? NULL : &watch->subjects.at[number].company;
}

size_t
watch_company_keys(const struct watch *watch, const struct company *company,
	struct span keys[COMPANY_KEYS_MAX])
{
	return company_keys(watch->directory, company, keys);
}

void
watch_read(const struct watch *watch, struct watch_scratch *scratch, const struct watch_item *item,
	struct arena *arena, struct verdict *verdict)
{
	*verdict = (struct verdict){0};
	claims_begin(&scratch->claims, arena);
	topics_begin(scratch->topics);
	evidence_collect(watch, scratch, item);
	decide(watch, scratch, item, verdict);
	topics_decide(watch->topics, scratch->topics, item, arena, verdict);
}
