#include "aggregator/opml_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "feeds/base/buf.h"

#define OPML_BYTES_MAX ((size_t)64 << 20)
#define PIECE_BYTES 65536
#define STDIN_NAME "standard input"

/* A folder can be opened, and fails here. */
static bool
read_all(FILE *file, const char *path, struct buf *bytes, struct error *err)
{
	char piece[PIECE_BYTES];
	size_t n;

	while (!bytes->is_full && (n = fread(piece, 1, sizeof piece, file)) > 0)
		buf_add(bytes, span_make(piece, n));
	if (ferror(file))
		return error_set(err, EX_NOINPUT, "cannot read '%s': %s", path, strerror(errno));
	return !bytes->is_full ||
	       error_set(err, EX_DATAERR, "'%s' is longer than %zu bytes", path, bytes->max);
}

static bool
read_file(const char *path, struct buf *bytes, struct error *err)
{
	FILE *file;
	bool ok;

	if (strcmp(path, "-") == 0)
		return read_all(stdin, STDIN_NAME, bytes, err);
	file = fopen(path, "rbe");
	if (file == NULL)
		return error_set(err, EX_NOINPUT, "cannot read '%s': %s", path, strerror(errno));
	ok = read_all(file, path, bytes, err);
	fclose(file);
	return ok;
}

const struct opml *
opml_file_read(const char *path, struct arena *arena, struct error *err)
{
	const struct opml *opml = NULL;
	struct buf bytes;

	buf_init(&bytes, OPML_BYTES_MAX);
	if (read_file(path, &bytes, err)) {
		opml = opml_parse(buf_span(&bytes), arena, err);
		if (opml == NULL)
			error_in(err, "'%s'", strcmp(path, "-") == 0 ? STDIN_NAME : path);
	}
	buf_release(&bytes);
	return opml;
}
