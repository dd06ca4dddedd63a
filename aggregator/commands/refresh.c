#include "aggregator/commands/refresh.h"

#include <stdio.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/log.h"
#include "aggregator/commands/progress.h"

static void
tell_problems(const struct sources *sources)
{
	if (sources->n_problems > 0)
		log_warning(NULL,
			"%zu of the feeds that are named are not read; `broadtape check` says "
			"which",
			sources->n_problems);
}

bool
refresh_run(const struct refresh *refresh, const struct invocation *call,
	const struct session *session, struct pipeline_counts *counts, struct error *err)
{
	struct progress progress;
	struct pipeline_options options = {
		.clock = call->clock,
		.workers = (int)refresh->workers,
		.ignores_schedule = refresh->wants_all,
		.ignores_validators = refresh->is_forced,
		.only = refresh->n_only > 0 ? refresh->only : NULL,
		.n_only = refresh->n_only,
		.on_progress = progress_draw,
		.progress_context = &progress,
	};
	bool ok;

	tell_problems(&session->plan->sources);
	progress_init(&progress, call->clock, call->is_quiet);
	ok = pipeline_refresh(session->plan, session->store, &options, counts, err);
	progress_end(&progress);
	return ok;
}

void
refresh_tell(const struct pipeline_counts *counts)
{
	printf("feeds: %zu visited, %zu fresh, %zu unchanged, %zu failed", counts->done,
		counts->fresh, counts->unchanged, counts->failed);
	if (counts->later > 0)
		printf(", %zu put off", counts->later);
	if (counts->gone > 0)
		printf(", %zu gone", counts->gone);
	printf("; %.1f MB read\n", (double)counts->body_bytes / 1e6);
	printf("items: %zu read, %zu new, %zu changed; %zu about or naming a watched company\n",
		counts->items_read, counts->items_new, counts->items_changed, counts->items_tagged);
	printf("stories: %zu new; %zu copies and %zu further reports joined one\n",
		counts->stories_new, counts->copies, counts->joined);
}

/* One count, and how it is called. */
struct counted {
	const char *name;
	int64_t n;
};

static json_t *
object_of(const struct counted *counted, size_t n)
{
	json_t *object = json_object();

	for (size_t i = 0; i < n; i++)
		json_object_set_new(object, counted[i].name, json_integer(counted[i].n));
	return object;
}

json_t *
refresh_json(const struct pipeline_counts *counts)
{
	const struct counted feeds[] = {{"visited", (int64_t)counts->done},
		{"fresh", (int64_t)counts->fresh}, {"unchanged", (int64_t)counts->unchanged},
		{"failed", (int64_t)counts->failed}, {"later", (int64_t)counts->later},
		{"gone", (int64_t)counts->gone}, {"bytes", counts->body_bytes}};
	const struct counted items[] = {{"read", (int64_t)counts->items_read},
		{"new", (int64_t)counts->items_new}, {"changed", (int64_t)counts->items_changed},
		{"tagged", (int64_t)counts->items_tagged}};
	const struct counted stories[] = {{"new", (int64_t)counts->stories_new},
		{"copies", (int64_t)counts->copies}, {"joined", (int64_t)counts->joined}};
	json_t *told = json_object();

	json_object_set_new(told, "feeds", object_of(feeds, sizeof feeds / sizeof *feeds));
	json_object_set_new(told, "items", object_of(items, sizeof items / sizeof *items));
	json_object_set_new(told, "stories", object_of(stories, sizeof stories / sizeof *stories));
	return told;
}
