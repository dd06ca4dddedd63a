#include "aggregator/commands/match_batch.h"
#include "aggregator/commands/table.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sysexits.h>

#include "aggregator/commands/verdict_json.h"

#define TICKERS_MAX 64

static struct span
member(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	return json_is_string(value)
		       ? span_make(json_string_value(value), json_string_length(value))
		       : SPAN_NONE;
}

static size_t
read_tickers(const json_t *object, struct span *tickers)
{
	const json_t *list = json_object_get(object, "tickers");
	size_t n = 0;

	for (size_t i = 0; i < json_array_size(list) && n < TICKERS_MAX; i++) {
		const json_t *value = json_array_get(list, i);

		if (json_is_string(value))
			tickers[n++] =
				span_make(json_string_value(value), json_string_length(value));
	}
	return n;
}

/* What one line after the other is read with. */
struct batch {
	const struct watch *watch;
	struct watch_scratch *scratch;
	struct arena *arena;
	bool has_near_misses;
};

static void
answer(const struct batch *batch, const json_t *question)
{
	struct span tickers[TICKERS_MAX];
	struct watch_item item = {
		.title = member(question, "title"),
		.text = member(question, "text"),
		.url = member(question, "url"),
		.source = member(question, "source"),
		.feed_title = member(question, "feed"),
		.feed_url = member(question, "feed_url"),
		.language = member(question, "language"),
		.tickers = tickers,
	};
	struct verdict verdict;
	json_t *object, *id = json_object_get(question, "id");

	item.n_tickers = read_tickers(question, tickers);
	arena_clear(batch->arena);
	watch_read(batch->watch, batch->scratch, &item, batch->arena, &verdict);
	object = json_object();
	json_object_set(object, "id", id != NULL ? id : json_null());
	json_object_update_new(object, verdict_json(&verdict, batch->has_near_misses));
	json_dumpf(object, stdout, JSON_COMPACT | TABLE_REALS);
	putchar('\n');
	fflush(stdout); /* whoever asks through a pipe waits for it */
	json_decref(object);
}

static bool
answer_line(const struct batch *batch, struct span line, size_t number, struct error *err)
{
	json_error_t why;
	json_t *question = json_loadb(line.at, line.len, 0, &why);
	bool ok = json_is_object(question);

	if (ok)
		answer(batch, question);
	else
		error_set(err, EX_DATAERR, "stdin:%zu: expected a JSON object on each line: %s",
			number, question == NULL ? why.text : "found another value");
	json_decref(question);
	return ok;
}

bool
match_batch(const struct watch *watch, bool has_near_misses, struct error *err)
{
	struct batch batch = {watch, watch_scratch_new(watch), arena_new(), has_near_misses};
	char *line = NULL;
	size_t capacity = 0, number = 0;
	bool ok = true;
	ssize_t n;

	while (ok && (n = getline(&line, &capacity, stdin)) > 0) {
		struct span text = span_trim(span_make(line, (size_t)n));

		number++;
		if (text.len > 0)
			ok = answer_line(&batch, text, number, err);
	}
	if (ok && ferror(stdin) != 0)
		ok = error_set(err, EX_IOERR, "stdin: cannot be read");
	free(line);
	arena_free(batch.arena);
	watch_scratch_free(batch.scratch);
	return ok;
}
