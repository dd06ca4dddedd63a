#include "aggregator/watch/junk.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/watch/datafile.h"
#include "aggregator/watch/directory.h"
#include "aggregator/watch/literal_edges.h"
#include "aggregator/watch/reading.h"
#include "feeds/base/memory.h"

#define HEADER "class\tfield\tneed\tphrases"
enum { CELL_CLASS, CELL_FIELD, CELL_NEED, CELL_PHRASES, N_CELLS };
#define NEED_MAX 20

struct junk {
	struct buf bytes;
	struct junk_row {
		const char *name; /* of the class */
		bool is_title;    /* phrases count in the title only */
		size_t need;
	} * rows;
	size_t n;
	size_t capacity;
};

struct junk_scratch {
	const struct junk *junk;
	size_t *found; /* phrases of each row */
};

static void
add_phrases(struct span phrases, uint32_t number, struct lexicon *lexicon)
{
	struct target target = {.subject = number, .kind = TARGET_JUNK};
	struct span phrase;
	struct buf plain;

	buf_init(&plain, BUF_UNLIMITED);
	while (span_split(&phrases, '|', &phrase)) {
		buf_clear(&plain);
		plain_add(phrase, &plain);
		lexicon_add(lexicon, buf_span(&plain), literal_edges(buf_span(&plain)), &target);
	}
	buf_release(&plain);
}

static bool
is_wished(const struct watchlist *wishes, struct span class)
{
	if (wishes == NULL || !wishes->has_junk)
		return true;
	for (size_t i = 0; i < wishes->junk.n; i++) {
		if (span_equal(span_of(wishes->junk.at[i]), class))
			return true;
	}
	return false;
}

static bool
read_rows(struct junk *junk, const struct watchlist *wishes, struct lexicon *lexicon,
	struct error *err)
{
	struct span cells[N_CELLS];
	enum datafile_outcome outcome;
	struct datafile file;
	unsigned long long need;

	if (!datafile_begin(&file, "junk.tsv", &junk->bytes, HEADER, err))
		return false;
	while ((outcome = datafile_row(&file, cells, err)) == DATAFILE_ROW) {
		bool is_title = span_equal(cells[CELL_FIELD], SPAN("title"));

		if (!span_to_uint(cells[CELL_NEED], NEED_MAX, &need) || need == 0 ||
			(!is_title && !span_equal(cells[CELL_FIELD], SPAN("any"))))
			return error_set(err, EX_DATAERR,
				"junk.tsv:%zu: expected a class, title or any, a number, phrases",
				file.line);
		if (!is_wished(wishes, cells[CELL_CLASS]))
			continue;
		add_phrases(cells[CELL_PHRASES], (uint32_t)junk->n, lexicon);
		junk->rows = memory_room(junk->rows, junk->n, &junk->capacity, sizeof *junk->rows);
		junk->rows[junk->n++] =
			(struct junk_row){cells[CELL_CLASS].at, is_title, (size_t)need};
	}
	return outcome == DATAFILE_END;
}

struct junk *
junk_new(const char *data_dir, const struct watchlist *wishes, struct lexicon *lexicon,
	struct error *err)
{
	struct junk *junk = memory_new(1, sizeof *junk);

	buf_init(&junk->bytes, DATAFILE_BYTES_MAX);
	if (datafile_read(directory_path(data_dir), "junk.tsv", &junk->bytes, err) &&
		read_rows(junk, wishes, lexicon, err))
		return junk;
	junk_free(junk);
	return NULL;
}

void
junk_free(struct junk *junk)
{
	if (junk == NULL)
		return;
	buf_release(&junk->bytes);
	free(junk->rows);
	free(junk);
}

struct junk_scratch *
junk_scratch_new(const struct junk *junk)
{
	struct junk_scratch *scratch = memory_new(1, sizeof *scratch);

	scratch->junk = junk;
	scratch->found = memory_new(junk->n, sizeof *scratch->found);
	return scratch;
}

void
junk_scratch_free(struct junk_scratch *scratch)
{
	if (scratch == NULL)
		return;
	free(scratch->found);
	free(scratch);
}

void
junk_begin(struct junk_scratch *scratch)
{
	memset(scratch->found, 0, scratch->junk->n * sizeof *scratch->found);
}

void
junk_hit(struct junk_scratch *scratch, uint32_t number, bool is_title)
{
	if (is_title || !scratch->junk->rows[number].is_title)
		scratch->found[number]++;
}

static bool
is_told(const struct verdict *verdict, const char *name)
{
	for (size_t i = 0; i < verdict->n_junk; i++) {
		if (strcmp(verdict->junk[i], name) == 0)
			return true;
	}
	return false;
}

void
junk_decide(const struct junk_scratch *scratch, struct arena *arena, struct verdict *verdict)
{
	const struct junk *junk = scratch->junk;
	const char **names = NULL;
	size_t capacity = 0;

	for (size_t i = 0; i < junk->n; i++) {
		if (scratch->found[i] < junk->rows[i].need || is_told(verdict, junk->rows[i].name))
			continue;
		names = arena_room(arena, names, verdict->n_junk, &capacity, sizeof *names);
		names[verdict->n_junk++] = junk->rows[i].name;
		verdict->junk = names;
	}
}

bool
junk_classes(const char *data_dir, struct buf *names, struct error *err)
{
	struct span cells[N_CELLS], last = SPAN_NONE;
	enum datafile_outcome outcome = DATAFILE_BROKEN;
	struct datafile file;
	struct buf bytes;

	buf_init(&bytes, DATAFILE_BYTES_MAX);
	if (datafile_read(directory_path(data_dir), "junk.tsv", &bytes, err) &&
		datafile_begin(&file, "junk.tsv", &bytes, HEADER, err)) {
		while ((outcome = datafile_row(&file, cells, err)) == DATAFILE_ROW) {
			if (!span_equal(cells[CELL_CLASS], last))
				buf_format(names, "%s%.*s", names->len > 0 ? ", " : "",
					SPAN_ARGS(cells[CELL_CLASS]));
			last = cells[CELL_CLASS];
		}
	}
	buf_release(&bytes);
	return outcome == DATAFILE_END;
}
