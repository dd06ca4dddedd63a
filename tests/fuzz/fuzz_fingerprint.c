#include <stdlib.h>
#include <string.h>

#include "aggregator/story/background.h"
#include "aggregator/story/stories.h"
#include "feeds/base/buf.h"
#include "tests/fuzz/fuzz.h"

static struct background *background;
static struct stories *stories;
static int64_t n_items;

/* What is read can be written, and is then the same bytes; what was placed has a story. */
static void
read_back(const struct fingerprint *fingerprint)
{
	struct fingerprint back;
	struct buf blob, again;

	buf_init(&blob, FINGERPRINT_BYTES_MAX);
	buf_init(&again, FINGERPRINT_BYTES_MAX);
	fingerprint_write(fingerprint, &blob);
	if (blob.is_full || !fingerprint_read(buf_span(&blob), &back))
		abort();
	fingerprint_write(&back, &again);
	if (!span_equal(buf_span(&blob), buf_span(&again)))
		abort();
	buf_release(&blob);
	buf_release(&again);
}

static void
place(const struct fingerprint *fingerprint)
{
	struct placement placement;

	stories_place(stories, ++n_items, fingerprint, &placement);
	if (placement.story <= 0 || placement.story >= stories_next(stories))
		abort();
	if (placement.score < 0 || placement.score > 100)
		abort();
}

/* The lines of the input are title, link, source and text. */
static void
make(struct span bytes, struct fingerprint *out)
{
	struct story_item item = {.published = (int64_t)bytes.len * 600, .feed = 1};

	if (!span_split(&bytes, '\n', &item.title))
		item.title = SPAN("");
	if (!span_split(&bytes, '\n', &item.url))
		item.url = SPAN("");
	if (!span_split(&bytes, '\n', &item.source))
		item.source = SPAN("");
	item.text = bytes.at != NULL ? bytes : SPAN("");
	fingerprint_make(background, &item, out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct span input = span_make(len > 0 ? (const char *)bytes : "", len);
	struct fingerprint fingerprint;

	if (background == NULL)
		background = background_new();
	if (stories == NULL)
		stories = stories_new(&(struct stories_options){.next_story = 1});
	if (fingerprint_read(input, &fingerprint)) {
		read_back(&fingerprint);
		place(&fingerprint);
	}
	make(input, &fingerprint);
	read_back(&fingerprint);
	place(&fingerprint);
	if (n_items > 5000) { /* so that one bad item has few others to hide behind */
		stories_free(stories);
		stories = NULL;
		n_items = 0;
	}
	return 0;
}
