#include "aggregator/watch/junk.h"

#include <stdlib.h>

#include "aggregator/watch/datafile.h"
#include "aggregator/watch/directory.h"
#include "feeds/base/memory.h"

#define HEADER "class\twhere"
enum { CELL_CLASS, CELL_WHERE, N_CELLS };

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

bool
junk_read(
	struct junk *junk, const char *data_dir, const struct watchlist *wishes, struct error *err)
{
	enum datafile_outcome outcome;
	struct span cells[N_CELLS];
	struct datafile file;

	*junk = (struct junk){0};
	buf_init(&junk->bytes, DATAFILE_BYTES_MAX);
	if (!datafile_read(directory_path(data_dir), "junk.tsv", &junk->bytes, err) ||
		!datafile_begin(&file, "junk.tsv", &junk->bytes, HEADER, err))
		return false;
	while ((outcome = datafile_row(&file, cells, err)) == DATAFILE_ROW) {
		if (!is_wished(wishes, cells[CELL_CLASS]))
			continue;
		junk->rules =
			memory_room(junk->rules, junk->n, &junk->capacity, sizeof *junk->rules);
		junk->rules[junk->n++] =
			(struct junk_rule){cells[CELL_CLASS], cells[CELL_WHERE], file.line};
	}
	return outcome == DATAFILE_END;
}

void
junk_release(struct junk *junk)
{
	free(junk->rules);
	buf_release(&junk->bytes);
}

bool
junk_classes(const char *data_dir, struct buf *names, struct error *err)
{
	struct span last = SPAN_NONE;
	struct junk junk;
	bool is_read = junk_read(&junk, data_dir, NULL, err);

	for (size_t i = 0; is_read && i < junk.n; i++) {
		if (!span_equal(junk.rules[i].class, last))
			buf_format(names, "%s%.*s", names->len > 0 ? ", " : "",
				SPAN_ARGS(junk.rules[i].class));
		last = junk.rules[i].class;
	}
	junk_release(&junk);
	return is_read;
}
