#include "aggregator/watch/datafile.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#define PATH_BYTES_MAX 4096
#define BLOCK_BYTES ((size_t)1 << 20)

static bool
read_all(FILE *file, struct buf *bytes)
{
	size_t n = 1;

	while (n > 0 && buf_reserve(bytes, BLOCK_BYTES)) {
		n = fread(bytes->at + bytes->len, 1, BLOCK_BYTES, file);
		bytes->len += n;
	}
	return n == 0 && ferror(file) == 0;
}

bool
datafile_read(const char *folder, const char *name, struct buf *bytes, struct error *err)
{
	char path[PATH_BYTES_MAX];
	FILE *file;
	bool ok;

	if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, name) >= sizeof path)
		return error_set(
			err, EX_NOINPUT, "the data folder's path is too long: '%s'", folder);
	file = fopen(path, "rbe");
	if (file == NULL)
		return error_set(err, EX_NOINPUT, "%s: %s; is broadtape installed whole?", path,
			strerror(errno));
	ok = read_all(file, bytes);
	fclose(file);
	return ok || error_set(err, EX_DATAERR, "%s: cannot be read whole", path);
}

static struct span
next_line(struct datafile *file)
{
	char *end = memchr(file->rest, '\n', (size_t)(file->end - file->rest));
	struct span line;

	if (end == NULL)
		end = file->end;
	line = span_make(file->rest, (size_t)(end - file->rest));
	*end = '\0';
	file->rest = end < file->end ? end + 1 : end;
	file->line++;
	return line;
}

bool
datafile_begin(struct datafile *file, const char *path, struct buf *bytes, const char *header,
	struct error *err)
{
	struct span found;

	if (!buf_add_byte(bytes, '\0')) /* the last line may lack its end */
		return error_set(err, EX_DATAERR, "%s: too large", path);
	*file = (struct datafile){path, bytes->at, bytes->at + bytes->len - 1, 1, 0};
	found = next_line(file);
	if (!span_equal(found, span_of(header)))
		return error_set(err, EX_DATAERR, "%s:1: expected the columns '%s', found '%.*s'",
			path, header, SPAN_ARGS(span_head(found, 100)));
	for (const char *at = header; *at != '\0'; at++)
		file->n_columns += *at == '\t';
	return true;
}

/* Cuts the line into cells, each with a NUL behind it. */
static size_t
cut(struct datafile *file, struct span *cells)
{
	char *at = file->rest;
	char *end;
	size_t n = 1;

	next_line(file);
	for (end = strchr(at, '\t'); end != NULL && n < file->n_columns; end = strchr(at, '\t')) {
		*end = '\0';
		cells[n - 1] = span_make(at, (size_t)(end - at));
		at = end + 1;
		n++;
	}
	cells[n - 1] = span_of(at);
	return end == NULL ? n : n + 1;
}

enum datafile_outcome
datafile_row(struct datafile *file, struct span *cells, struct error *err)
{
	size_t found;

	if (file->rest == file->end)
		return DATAFILE_END;
	found = cut(file, cells);
	if (found == file->n_columns)
		return DATAFILE_ROW;
	error_set(err, EX_DATAERR, "%s:%zu: expected %zu columns, found %s", file->path, file->line,
		file->n_columns, found < file->n_columns ? "fewer" : "more");
	return DATAFILE_BROKEN;
}
