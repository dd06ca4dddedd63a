#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/base/clock.h"
#include "aggregator/commands/feed_json.h"
#include "aggregator/commands/options.h"
#include "aggregator/commands/verbs.h"
#include "feeds/base/buf.h"
#include "feeds/feed.h"

#define DOCUMENT_BYTES_MAX ((size_t)1 << 30)
#define READ_BYTES 65536

static bool
read_all(FILE *file, const char *path, struct buf *bytes, struct error *err)
{
	char piece[READ_BYTES];
	size_t len;

	while ((len = fread(piece, 1, sizeof piece, file)) > 0)
		if (!buf_add(bytes, span_make(piece, len)))
			return error_set(err, EX_DATAERR, "'%s' is larger than %zu MiB", path,
				DOCUMENT_BYTES_MAX >> 20);
	if (ferror(file))
		return error_set(err, EX_IOERR, "cannot read '%s': %s", path, strerror(errno));
	return true;
}

static bool
read_document(const char *path, struct buf *bytes, struct error *err)
{
	FILE *file;
	bool ok;

	if (strcmp(path, "-") == 0)
		return read_all(stdin, "standard input", bytes, err);
	file = fopen(path, "rb");
	if (file == NULL)
		return error_set(err, EX_NOINPUT, "cannot open '%s': %s", path, strerror(errno));
	ok = read_all(file, path, bytes, err);
	fclose(file);
	return ok;
}

static bool
parse_and_print(const char *path, const struct feed_hints *hints, struct error *err)
{
	struct arena *arena = arena_new();
	struct feed *feed = NULL;
	struct buf bytes;

	buf_init(&bytes, DOCUMENT_BYTES_MAX);
	if (read_document(path, &bytes, err)) {
		feed = feed_parse(buf_span(&bytes), hints, arena, err);
		if (feed == NULL)
			error_in(err, "%s", path);
	}
	buf_release(&bytes);
	if (feed != NULL)
		feed_json_print(feed, stdout);
	arena_free(arena);
	return feed != NULL;
}

int
command_parse(const struct invocation *call, int argc, char **argv, struct error *err)
{
	const char *base_url = NULL;
	const char *content_type = NULL;
	const struct option_row rows[] = {
		{"base-url", 0, OPTION_TEXT, &base_url, "URL",
			"where the document came from: relative links stand against it"},
		{"content-type", 0, OPTION_TEXT, &content_type, "TYPE",
			"what HTTP said of it: 'application/rss+xml; charset=utf-8'"},
		{NULL, 0, OPTION_FLAG, NULL, NULL, NULL},
	};
	struct feed_hints hints;
	int status;

	(void)call;
	if (!options_take(rows, &argc, argv, &status, err))
		return status;
	if (argc != 2) {
		error_set(err, EX_USAGE, "parse wants one file, or - for standard input");
		return EX_USAGE;
	}
	hints = (struct feed_hints){
		.base_url = span_of(base_url),
		.content_type = span_of(content_type),
		.seen_at = clock_now(call->clock),
	};
	return parse_and_print(argv[1], &hints, err) ? EX_OK : err->status;
}
