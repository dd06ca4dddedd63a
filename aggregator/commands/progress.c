#include "aggregator/commands/progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "aggregator/base/clock.h"
#include "aggregator/commands/sheet.h"

#define DRAW_EVERY_MS 100
#define LINE_BYTES_MAX 200

void
progress_init(struct progress *progress, const struct clock *clock, bool is_quiet)
{
	int64_t now = clock_monotonic_ms(clock);

	*progress = (struct progress){
		.is_shown = !is_quiet && isatty(STDERR_FILENO),
		.drawn_at_ms = now - DRAW_EVERY_MS,
		.started_at_ms = now,
	};
}

/* Seconds that the rest takes at the pace so far; 0: not known. */
static int64_t
seconds_left(const struct pipeline_counts *counts, int64_t elapsed_ms)
{
	if (counts->done == 0 || counts->feeds <= counts->done)
		return 0;
	return elapsed_ms * (int64_t)(counts->feeds - counts->done) / (int64_t)counts->done / 1000;
}

void
progress_draw(void *context, const struct pipeline_counts *counts, const struct clock *clock)
{
	struct progress *progress = context;
	int64_t now = clock_monotonic_ms(clock);
	char line[LINE_BYTES_MAX];
	size_t columns;
	int64_t left;

	if (!progress->is_shown || now - progress->drawn_at_ms < DRAW_EVERY_MS)
		return;
	progress->drawn_at_ms = now;
	left = seconds_left(counts, now - progress->started_at_ms);
	snprintf(line, sizeof line, "%zu/%zu feeds  %.1f MB  %zu new  %zu errors  %lld s left",
		counts->done, counts->feeds, (double)counts->body_bytes / 1e6, counts->items_new,
		counts->failed, (long long)left);
	columns = sheet_columns(STDERR_FILENO);
	if (columns > 0 && strlen(line) >= columns) /* a second line would stay behind */
		line[columns - 1] = '\0';
	fprintf(stderr, "\r%s\033[K", line);
	fflush(stderr);
}

void
progress_end(struct progress *progress)
{
	if (!progress->is_shown)
		return;
	fputs("\r\033[K", stderr);
	fflush(stderr);
}
