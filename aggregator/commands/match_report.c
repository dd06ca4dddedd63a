#include "aggregator/commands/match_report.h"

#include <stdio.h>

#define NEAR_MISSES_SHOWN 12

static void
print_evidence(const struct evidence *evidence, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct evidence *row = &evidence[i];

		printf("    %+4d  %s %zu-%zu  '%.*s'  %s%s%s\n", row->weight,
			watch_field_name(row->field), row->start, row->end, SPAN_ARGS(row->text),
			evidence_kind_name(row->kind), row->note != NULL ? ": " : "",
			row->note != NULL ? row->note : "");
	}
}

static void
print_companies(const struct verdict *verdict)
{
	if (verdict->n_companies == 0)
		printf("no company\n");
	for (size_t i = 0; i < verdict->n_companies; i++) {
		const struct verdict_company *found = &verdict->companies[i];

		printf("%s  %s  (%s, relevance %d, confidence %.2f)\n", found->company->id,
			found->company->name, role_name(found->role), found->relevance,
			found->confidence);
		print_evidence(found->evidence, found->n_evidence);
	}
	if (verdict->is_round_up)
		printf("a round-up: it names more companies than it can be about\n");
}

static void
print_topics(const struct watch_item *item, const struct verdict *verdict)
{
	for (size_t i = 0; i < verdict->n_topics; i++) {
		const struct verdict_topic *topic = &verdict->topics[i];

		printf("topic %s\n", topic->name);
		for (size_t j = 0; j < topic->n_spans; j++) {
			const struct topic_span *span = &topic->spans[j];
			struct span field = span->field == FIELD_TITLE ? item->title : item->text;
			struct span text =
				span_head(span_from(field, span->start), span->end - span->start);

			printf("    %s %zu-%zu  '%.*s'\n", watch_field_name(span->field),
				span->start, span->end, SPAN_ARGS(text));
		}
	}
	for (size_t i = 0; i < verdict->n_junk; i++)
		printf("junk %s\n", verdict->junk[i]);
}

static void
print_near_misses(const struct verdict *verdict)
{
	for (size_t i = 0; i < verdict->n_near_misses && i < NEAR_MISSES_SHOWN; i++) {
		const struct near_miss *miss = &verdict->near_misses[i];

		if (i == 0)
			printf("not taken:\n");
		printf("%s  %s  (confidence %.2f): %s\n", miss->company->id, miss->company->name,
			miss->confidence, miss->reason);
		print_evidence(miss->evidence, miss->n_evidence);
	}
	if (verdict->n_near_misses > NEAR_MISSES_SHOWN)
		printf("and %zu more\n", verdict->n_near_misses - NEAR_MISSES_SHOWN);
}

void
match_report(const struct watch_item *item, const struct verdict *verdict)
{
	print_companies(verdict);
	print_topics(item, verdict);
	print_near_misses(verdict);
}
