#include "aggregator/serve/gzip.h"

#include <limits.h>
#define ZLIB_CONST /* next_in is read only */
#include <zlib.h>

#include "feeds/base/memory.h"

#define LEVEL 6
#define WINDOW_GZIP (15 + 16) /* the largest window, with gzip's frame */
#define MEMORY_LEVEL 8
#define CHUNK_BYTES 65536

static void
fill(z_stream *stream, struct buf *out)
{
	unsigned char chunk[CHUNK_BYTES];
	int result;

	do {
		stream->next_out = chunk;
		stream->avail_out = sizeof chunk;
		result = deflate(stream, Z_FINISH);
		buf_add(out, span_make((const char *)chunk, sizeof chunk - stream->avail_out));
	} while (result == Z_OK || (result == Z_BUF_ERROR && stream->avail_out == 0));
}

void
gzip_pack(struct span bytes, struct buf *out)
{
	z_stream stream = {.next_in = (const Bytef *)bytes.at, .avail_in = (uInt)bytes.len};

	if (bytes.len > UINT_MAX || deflateInit2(&stream, LEVEL, Z_DEFLATED, WINDOW_GZIP,
					    MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
		memory_exhausted(bytes.len);
	fill(&stream, out);
	deflateEnd(&stream);
}
