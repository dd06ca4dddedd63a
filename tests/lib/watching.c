#include "tests/lib/watching.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
watching_init(struct watching *watching, const struct watchlist *wishes, bool is_explaining)
{
	struct watch_options options = {.wishes = wishes, .is_explaining = is_explaining};
	struct error err = {0};

	watching->watch = watch_new(&options, &err);
	if (watching->watch == NULL) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	watching->scratch = watch_scratch_new(watching->watch);
	watching->arena = arena_new();
}

void
watching_release(struct watching *watching)
{
	arena_free(watching->arena);
	watch_scratch_free(watching->scratch);
	watch_free(watching->watch);
}

int
watching_open_directory(void **state)
{
	static struct watching watching;

	watching_init(&watching, NULL, true);
	*state = &watching;
	return 0;
}

int
watching_close_directory(void **state)
{
	watching_release(*state);
	return 0;
}

const struct verdict *
watching_read_item(struct watching *watching, const struct watch_item *item)
{
	arena_clear(watching->arena);
	watch_read(watching->watch, watching->scratch, item, watching->arena, &watching->verdict);
	return &watching->verdict;
}

const struct verdict *
watching_read(struct watching *watching, const char *title, const char *text)
{
	struct watch_item item = {.title = span_of(title), .text = span_of(text)};

	return watching_read_item(watching, &item);
}

static int
by_id(const void *a, const void *b)
{
	const struct verdict_company *const *first = a, *const *second = b;

	return strcmp((*first)->company->id, (*second)->company->id);
}

void
watching_companies(const struct verdict *verdict, struct buf *line)
{
	const struct verdict_company *sorted[64];
	size_t n = verdict->n_companies < 64 ? verdict->n_companies : 64;

	for (size_t i = 0; i < n; i++)
		sorted[i] = &verdict->companies[i];
	qsort(sorted, n, sizeof sorted[0], by_id);
	buf_clear(line);
	for (size_t i = 0; i < n; i++)
		buf_format(line, "%s%s:%s", i > 0 ? " " : "", sorted[i]->company->id,
			role_name(sorted[i]->role));
}
