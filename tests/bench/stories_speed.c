/*
 * How fast items are fingerprinted and placed, and what a live item costs: figures for story/.
 *
 * usage: stories_speed [ITEMS [TEXT_BYTES]]
 *
 * Makes ITEMS (default 200,000) items about ITEMS / 3 events from made-up words, reads each with
 * fingerprint_make, places all, then measures what ITEMS / 10 more cost while all are live, and
 * what it takes to restore all from their blobs. BROADTAPE_DATA names the folder of df.tsv.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "aggregator/story/background.h"
#include "aggregator/story/stories.h"
#include "feeds/base/buf.h"
#include "feeds/base/memory.h"

#define ITEMS_DEFAULT 200000
#define TEXT_BYTES_DEFAULT 2500
#define TITLE_WORDS 10
#define VOCABULARY 60000
#define WINDOW_SECONDS ((int64_t)3 * 86400)

static uint64_t dice_state = 0x6a09e667f3bcc908;

static uint32_t
dice(uint32_t below)
{
	dice_state ^= dice_state >> 12;
	dice_state ^= dice_state << 25;
	dice_state ^= dice_state >> 27;
	return (uint32_t)((dice_state * 0x2545f4914f6cdd1d >> 32) % below);
}

static double
cpu_seconds(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

/* Common words come often: the word's number is a product of chances (roughly Zipf's law). */
static void
add_word(struct buf *out, uint32_t number)
{
	static const char syllables[] = "bacedifoguhalemniporasetuvywazokijexy";

	for (uint32_t rest = number + 40; rest > 0; rest /= 18) {
		buf_add_byte(out, syllables[rest % 18 * 2]);
		buf_add_byte(out, syllables[rest % 18 * 2 + 1]);
	}
	buf_add_byte(out, ' ');
}

static uint32_t
common_word(void)
{
	uint32_t below = VOCABULARY >> dice(14);

	return dice(below > 2 ? below : 2);
}

/* An event has a few words of its own; each report of it has most of them. */
static void
write_item(struct buf *out, uint32_t event, size_t bytes, size_t words)
{
	buf_clear(out);
	for (size_t i = 0; out->len < bytes || i < words; i++) {
		if (words > 0 && i == words)
			return;
		add_word(out,
			dice(5) < 2 && i < 40 ? VOCABULARY + event * 7 + dice(5) : common_word());
	}
}

struct figures {
	double make, place, later, restore;
};

static void
make_all(const struct background *background, struct fingerprint *all, size_t n, size_t text_bytes,
	double *seconds)
{
	struct buf title, text;

	buf_init(&title, 1 << 16);
	buf_init(&text, 1 << 20);
	for (size_t i = 0; i < n; i++) {
		uint32_t event = (uint32_t)(i / 3 / 50 * 50 + dice(50));
		struct story_item item = {.feed = dice(1000) + 1};
		double start;

		write_item(&title, event, 0, TITLE_WORDS);
		write_item(&text, event, text_bytes, 0);
		item.title = buf_span(&title);
		item.text = buf_span(&text);
		item.published = (int64_t)i * WINDOW_SECONDS / (int64_t)n;
		start = cpu_seconds();
		fingerprint_make(background, &item, &all[i]);
		*seconds += cpu_seconds() - start;
	}
	buf_release(&title);
	buf_release(&text);
}

static double
place_all(struct stories *stories, const struct fingerprint *all, size_t from, size_t to,
	int64_t *numbers)
{
	double start = cpu_seconds();

	for (size_t i = from; i < to; i++) {
		struct placement placement;

		stories_place(stories, (int64_t)i + 1, &all[i], &placement);
		numbers[i] = placement.story;
	}
	return cpu_seconds() - start;
}

static double
restore_all(const struct fingerprint *all, size_t n, const int64_t *numbers)
{
	struct stories *stories = stories_new(&(struct stories_options){.next_story = 1});
	struct buf blobs;
	double start;
	size_t at = 0;

	buf_init(&blobs, BUF_UNLIMITED);
	for (size_t i = 0; i < n; i++) {
		size_t before = blobs.len;

		fingerprint_write(&all[i], &blobs);
		if (blobs.len - before > FINGERPRINT_BYTES_MAX)
			abort();
	}
	printf("a stored fingerprint: %zu bytes\n", blobs.len / n);
	start = cpu_seconds();
	for (size_t i = 0; i < n; i++) {
		struct fingerprint back;
		struct buf one;

		buf_init(&one, FINGERPRINT_BYTES_MAX);
		fingerprint_write(
			&all[i], &one); /* its length is not stored: as the store reads it */
		if (!fingerprint_read(span_make(blobs.at + at, one.len), &back))
			abort();
		at += one.len;
		buf_release(&one);
		stories_restore(stories, (int64_t)i + 1, numbers[i], &back);
	}
	start = cpu_seconds() - start;
	buf_release(&blobs);
	stories_free(stories);
	return start;
}

int
main(int argc, char **argv)
{
	size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : ITEMS_DEFAULT;
	size_t text_bytes = argc > 2 ? strtoul(argv[2], NULL, 10) : TEXT_BYTES_DEFAULT;
	size_t more = n / 10;
	struct error err = {0};
	struct background *background = background_load(NULL, &err);
	struct stories *stories = stories_new(&(struct stories_options){.next_story = 1});
	struct fingerprint *all = memory_new(n + more, sizeof *all);
	int64_t *numbers = memory_new(n + more, sizeof *numbers);
	struct figures figures = {0};

	if (background == NULL) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	make_all(background, all, n + more, text_bytes, &figures.make);
	figures.place = place_all(stories, all, 0, n, numbers);
	printf("%zu items live in %zu stories: %zu bytes an item\n", stories_live_items(stories),
		stories_live(stories), stories_bytes(stories) / n);
	figures.later = place_all(stories, all, n, n + more, numbers);
	printf("fingerprints: %.0f items a second, %.1f microseconds each\n",
		(double)(n + more) / figures.make, 1e6 * figures.make / (double)(n + more));
	printf("placed: %.0f items a second on the way up, %.0f with all live\n",
		(double)n / figures.place, (double)more / figures.later);
	figures.restore = restore_all(all, n, numbers);
	printf("restored: %zu items in %.2f s\n", n, figures.restore);
	stories_free(stories);
	background_free(background);
	free(all);
	free(numbers);
	return 0;
}
