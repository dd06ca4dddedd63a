#include "output/svg.h"

#include <inttypes.h>

#define DAYS_MAX 100    /* more bars than pixels tell nothing */
#define DAYS_TOLD_MIN 2 /* one bar alone shows nothing */
#define BAR_STEP 4
#define BAR_WIDTH 3
#define BAR_HEIGHT 20

#define TIMELINE_WIDTH 320
#define TIMELINE_MARGIN 6
#define TIMELINE_SOURCES_MIN 3

static uint32_t
highest(const uint32_t *daily, size_t n)
{
	uint32_t most = 0;

	for (size_t i = 0; i < n; i++)
		most = daily[i] > most ? daily[i] : most;
	return most;
}

static size_t
count_days(const uint32_t *daily, size_t n)
{
	size_t days = 0;

	for (size_t i = 0; i < n; i++)
		days += daily[i] > 0;
	return days;
}

/* A day with a story is seen, however many another day had. */
static unsigned
bar_height(uint32_t stories, uint32_t most)
{
	unsigned height = (unsigned)((uint64_t)stories * BAR_HEIGHT / most);

	return stories > 0 && height < 2 ? 2 : height;
}

static void
add_bars(struct buf *out, const uint32_t *daily, size_t n, uint32_t most)
{
	for (size_t i = 0; i < n; i++) {
		unsigned height = bar_height(daily[i], most);

		if (height == 0)
			continue;
		buf_format(out, "<rect%s x=\"%zu\" y=\"%u\" width=\"%d\" height=\"%u\"/>",
			i + 1 == n ? " class=\"today\"" : "", i * BAR_STEP, BAR_HEIGHT - height,
			BAR_WIDTH, height);
	}
}

void
svg_add_sparkline(struct buf *out, const struct digest_company *company)
{
	size_t n = company->n_daily < DAYS_MAX ? company->n_daily : DAYS_MAX;
	const uint32_t *daily;
	uint32_t most;

	if (company->daily == NULL || n == 0)
		return;
	daily = company->daily + company->n_daily - n;
	most = highest(daily, n);
	if (count_days(daily, n) < DAYS_TOLD_MIN)
		return;
	buf_format(out,
		"<svg class=\"spark\" role=\"img\" viewBox=\"0 0 %zu %d\" width=\"%zu\" "
		"height=\"%d\" "
		"aria-label=\"Stories a day, last %zu days: %" PRIu32 " today, at most %" PRIu32
		"\">",
		n * BAR_STEP, BAR_HEIGHT, n * BAR_STEP, BAR_HEIGHT, n, daily[n - 1], most);
	add_bars(out, daily, n, most);
	buf_add_text(out, "</svg>");
}

/* How many sources say when, and the first and last of these moments. */
static size_t
find_range(const struct digest_story *story, int64_t *first, int64_t *last)
{
	size_t n = 0;

	for (size_t i = 0; i < story->n_sources; i++) {
		int64_t at = story->sources[i].published;

		if (at == TIME_NONE)
			continue;
		*first = n == 0 || at < *first ? at : *first;
		*last = n == 0 || at > *last ? at : *last;
		n++;
	}
	return n;
}

static void
add_dots(struct buf *out, const struct digest_story *story, int64_t first, int64_t last)
{
	double scale =
		(double)(TIMELINE_WIDTH - 2 * TIMELINE_MARGIN) / ((double)last - (double)first);

	for (size_t i = 0; i < story->n_sources; i++) {
		const struct digest_source *source = &story->sources[i];

		if (source->published == TIME_NONE)
			continue;
		buf_format(out, "<circle%s cx=\"%.1f\" cy=\"8\" r=\"4\"/>",
			source->relation == DIGEST_SOURCE_FIRST    ? " class=\"first\""
			: source->relation == DIGEST_SOURCE_FOLLOW ? " class=\"follow\""
								   : "",
			TIMELINE_MARGIN + ((double)source->published - (double)first) * scale);
	}
}

void
svg_add_timeline(struct buf *out, const struct digest_story *story, struct when today)
{
	int64_t first = 0;
	int64_t last = 0;
	size_t n = find_range(story, &first, &last);

	if (n < TIMELINE_SOURCES_MIN || first == last)
		return;
	buf_format(out,
		"<svg class=\"timeline\" role=\"img\" viewBox=\"0 0 %d 16\" aria-label=\"%zu "
		"sources from ",
		TIMELINE_WIDTH, n);
	when_add_relative(out, when_of(first, today.offset_seconds), today);
	buf_add_text(out, " to ");
	when_add_relative(out, when_of(last, today.offset_seconds), today);
	buf_format(out, "\"><line x1=\"%d\" y1=\"8\" x2=\"%d\" y2=\"8\"/>", TIMELINE_MARGIN,
		TIMELINE_WIDTH - TIMELINE_MARGIN);
	add_dots(out, story, first, last);
	buf_add_text(out, "</svg>");
}
