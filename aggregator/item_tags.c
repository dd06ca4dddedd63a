#include "aggregator/item_tags.h"

#include "aggregator/evidence_note.h"

static void
keep_companies(struct arena *arena, const struct verdict *verdict, struct item_record *record)
{
	struct item_company *companies =
		arena_array(arena, verdict->n_companies, sizeof *companies);

	for (size_t i = 0; i < verdict->n_companies; i++) {
		const struct verdict_company *found = &verdict->companies[i];

		companies[i] = (struct item_company){
			.id = span_of(found->company->id),
			.relevance = (uint8_t)found->relevance,
			.confidence = (uint8_t)(found->confidence * 100 + 0.5),
			.role = (uint8_t)found->role,
			.evidence = evidence_note_write(found->evidence, found->n_evidence, arena),
		};
	}
	record->companies = companies;
	record->n_companies = verdict->n_companies;
}

/* Junk is a topic like others to a query: `NOT topic:sponsored`. */
static void
keep_topics(struct arena *arena, const struct verdict *verdict, struct item_record *record)
{
	size_t n = verdict->n_topics + verdict->n_junk;
	struct item_topic *topics = arena_array(arena, n, sizeof *topics);

	for (size_t i = 0; i < verdict->n_topics; i++)
		topics[i].name = span_of(verdict->topics[i].name);
	for (size_t i = 0; i < verdict->n_junk; i++)
		topics[verdict->n_topics + i].name = span_of(verdict->junk[i]);
	record->topics = topics;
	record->n_topics = n;
}

void
item_tags_set(struct item_record *record, const struct verdict *verdict, struct arena *arena)
{
	keep_companies(arena, verdict, record);
	keep_topics(arena, verdict, record);
}
