#include "aggregator/story_marks.h"

#define MARKS_MAX 64 /* of one text */

/* The marks of one text, in the order of the evidence. */
struct marking {
	struct digest_mark marks[MARKS_MAX];
	size_t n;
};

static void
add_mark(struct marking *marking, size_t start, size_t end)
{
	if (marking->n < MARKS_MAX && start < end)
		marking->marks[marking->n++] = (struct digest_mark){start, end - start};
}

static bool
stands_in_story(const struct chosen_story *story, const char *id)
{
	for (size_t i = 0; i < story->n_companies; i++)
		if (span_equal(story->companies[i].id, span_of(id)))
			return true;
	return false;
}

static void
mark_companies(const struct verdict *verdict, const struct chosen_story *story,
	enum watch_field field, struct marking *marking)
{
	for (size_t i = 0; i < verdict->n_companies; i++) {
		const struct verdict_company *found = &verdict->companies[i];

		if (!stands_in_story(story, found->company->id))
			continue;
		for (size_t k = 0; k < found->n_evidence; k++)
			if (found->evidence[k].field == field && found->evidence[k].weight > 0 &&
				found->evidence[k].kind != EVIDENCE_CONTEXT)
				add_mark(marking, found->evidence[k].start, found->evidence[k].end);
	}
}

static void
mark_topics(const struct verdict *verdict, enum watch_field field, struct marking *marking)
{
	for (size_t i = 0; i < verdict->n_topics; i++)
		for (size_t k = 0; k < verdict->topics[i].n_spans; k++)
			if (verdict->topics[i].spans[k].field == field)
				add_mark(marking, verdict->topics[i].spans[k].start,
					verdict->topics[i].spans[k].end);
}

struct digest_text
story_mark(const struct story_marker *marker, enum watch_field field, struct span text)
{
	struct marking marking = {.n = 0};

	mark_companies(marker->verdict, marker->story, field, &marking);
	mark_topics(marker->verdict, field, &marking);
	return digest_text_make(marker->digest, text, marking.marks, marking.n);
}
