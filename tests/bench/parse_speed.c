/*
 * How fast a feed document becomes items with their text extracted, beside libxml2's own speed with
 * call-backs that do nothing: the bytes are the same, and both run in turns in one process.
 *
 * usage: parse_speed FILE...      prints MB/s of both, their ratio, and the memory of a parse
 */
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "feeds/base/buf.h"
#include "feeds/base/memory.h"
#include "feeds/feed.h"

#define ROUNDS 9
#define READ_BYTES 65536

struct corpus {
	struct buf *documents;
	size_t n;
	size_t bytes;
};

static double
cpu_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool
read_file(const char *path, struct buf *bytes)
{
	FILE *file = fopen(path, "rb");
	char piece[READ_BYTES];
	size_t len;

	if (file == NULL)
		return false;
	while ((len = fread(piece, 1, sizeof piece, file)) > 0)
		buf_add(bytes, span_make(piece, len));
	fclose(file);
	return true;
}

static void
on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
	int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
	const xmlChar **attributes)
{
	(void)context;
	(void)name;
	(void)prefix;
	(void)uri;
	(void)n_namespaces;
	(void)namespaces;
	(void)n_attributes;
	(void)n_defaulted;
	(void)attributes;
}

static void
on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	(void)context;
	(void)name;
	(void)prefix;
	(void)uri;
}

static void
on_text(void *context, const xmlChar *text, int len)
{
	(void)context;
	(void)text;
	(void)len;
}

/* False: libxml2 gave up before the document's end. */
static bool
parse_null(const struct buf *bytes)
{
	xmlSAXHandler handler = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.cdataBlock = on_text,
	};
	xmlParserCtxt *parser = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);
	bool ok;

	xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOERROR);
	xmlParseChunk(parser, bytes->at, (int)bytes->len, 0);
	xmlParseChunk(parser, NULL, 0, 1);
	ok = parser->wellFormed;
	xmlFreeParserCtxt(parser);
	return ok;
}

static double
run_null(const struct corpus *corpus)
{
	double start = cpu_seconds();

	for (size_t i = 0; i < corpus->n; i++)
		parse_null(&corpus->documents[i]);
	return cpu_seconds() - start;
}

/* JSON, and what libxml2 does not read to its end, are nothing to compare. */
static void
load(struct corpus *corpus, const char *path)
{
	struct buf *document = &corpus->documents[corpus->n];

	buf_init(document, BUF_UNLIMITED);
	if (!read_file(path, document) || !parse_null(document)) {
		fprintf(stderr, "%s: left out\n", path);
		buf_release(document);
		return;
	}
	corpus->bytes += document->len;
	corpus->n++;
}

static double
run_ours(const struct corpus *corpus, size_t *n_items)
{
	double start = cpu_seconds();
	struct arena *arena = arena_new();

	*n_items = 0;
	for (size_t i = 0; i < corpus->n; i++) {
		struct error err = {0};
		const struct feed *feed =
			feed_parse(buf_span(&corpus->documents[i]), NULL, arena, &err);

		if (feed != NULL)
			*n_items += feed->n_items;
		arena_clear(arena);
	}
	arena_free(arena);
	return cpu_seconds() - start;
}

#define SMALL_BYTES 20000 /* below, the arena's first block alone is a part of the document */

/* The most that an arena takes beside its document. */
static double
largest_arena(const struct corpus *corpus)
{
	double largest = 0;

	for (size_t i = 0; i < corpus->n; i++) {
		struct span bytes = buf_span(&corpus->documents[i]);
		struct arena *arena = arena_new();
		struct error err = {0};
		double times;

		if (bytes.len >= SMALL_BYTES && feed_parse(bytes, NULL, arena, &err) != NULL) {
			times = (double)arena_size(arena) / (double)bytes.len;
			largest = times > largest ? times : largest;
		}
		arena_free(arena);
	}
	return largest;
}

int
main(int argc, char **argv)
{
	struct corpus corpus = {0};
	double best_null = 1e9, best_ours = 1e9;
	size_t n_items = 0;
	double megabytes;

	corpus.documents = memory_new((size_t)argc, sizeof *corpus.documents);
	for (int i = 1; i < argc; i++)
		load(&corpus, argv[i]);
	for (int round = 0; round < ROUNDS; round++) {
		double null = run_null(&corpus);
		double ours = run_ours(&corpus, &n_items);

		best_null = null < best_null ? null : best_null;
		best_ours = ours < best_ours ? ours : best_ours;
	}
	megabytes = (double)corpus.bytes / 1e6;
	printf("%zu documents, %.1f MB, %zu items: null SAX %.0f MB/s, bytes to items %.0f MB/s, "
	       "ratio %.2f; arena %.2f times a document of 20 KB or more at most\n",
		corpus.n, megabytes, n_items, megabytes / best_null, megabytes / best_ours,
		best_null / best_ours, largest_arena(&corpus));
	for (size_t i = 0; i < corpus.n; i++)
		buf_release(&corpus.documents[i]);
	free(corpus.documents);
	return 0;
}
