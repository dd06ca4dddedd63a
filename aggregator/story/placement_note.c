#include "aggregator/story/placement_note.h"

#include <inttypes.h>

#define REASON_BITS 32
#define PART_MAX 100000 /* thousandths; more is no score */

static void
write_parts(const struct placement *placement, struct buf *out)
{
	const char *comma = "";

	for (int i = 0; i < LIKENESS_PARTS; i++) {
		if (placement->parts[i] == 0)
			continue;
		buf_format(out, "%s%s %d", comma, likeness_part_name(i), placement->parts[i]);
		comma = ",";
	}
}

static void
write_vetoes(unsigned vetoes, struct buf *out)
{
	char before = ' ';

	for (int i = 0; i < REASON_BITS; i++) {
		const char *name = (vetoes & 1U << i) != 0 ? story_reason_name(1U << i) : NULL;

		if (name == NULL)
			continue;
		buf_format(out, "%c%s", before, name);
		before = ',';
	}
}

void
placement_note_write(const struct placement *placement, struct buf *out)
{
	write_parts(placement, out);
	for (int i = 0; i < PLACEMENT_NEAR_MAX && placement->near[i].story != 0; i++) {
		buf_format(
			out, ";%" PRId64 " %d", placement->near[i].story, placement->near[i].score);
		write_vetoes(placement->near[i].vetoes, out);
	}
}

static bool
read_signed(struct span text, int *value)
{
	bool is_negative = span_starts_with(text, SPAN("-"));
	unsigned long long number;

	if (!span_to_uint(span_from(text, is_negative), PART_MAX, &number))
		return false;
	*value = is_negative ? -(int)number : (int)number;
	return true;
}

static bool
read_part(struct span text, struct placement_note *out)
{
	struct span feature;
	int value;

	if (out->n_parts == LIKENESS_PARTS || !span_split(&text, ' ', &feature) ||
		feature.len == 0 || !read_signed(text, &value))
		return false;
	out->parts[out->n_parts].feature = feature;
	out->parts[out->n_parts++].thousandths = value;
	return true;
}

static bool
read_near(struct span text, struct placement_note *out)
{
	struct span story, score;
	unsigned long long number, percent;

	if (out->n_near == PLACEMENT_NEAR_MAX || !span_split(&text, ' ', &story) ||
		!span_split(&text, ' ', &score) || !span_to_uint(story, INT64_MAX, &number) ||
		!span_to_uint(score, 100, &percent))
		return false;
	out->near[out->n_near].story = (int64_t)number;
	out->near[out->n_near].score = (int)percent;
	out->near[out->n_near++].vetoes = text;
	return true;
}

static bool
read_note(struct span text, struct placement_note *out)
{
	struct span parts = span_head(text, span_find_byte(text, ';'));
	struct span near = span_from(text, parts.len + 1);
	struct span one;

	if (parts.len == 0)
		parts = SPAN_NONE;
	if (near.len == 0)
		near = SPAN_NONE;
	while (span_split(&parts, ',', &one))
		if (!read_part(one, out))
			return false;
	while (span_split(&near, ';', &one))
		if (!read_near(one, out))
			return false;
	return true;
}

bool
placement_note_read(struct span text, struct placement_note *out)
{
	*out = (struct placement_note){.n_parts = 0};
	if (read_note(text, out))
		return true;
	*out = (struct placement_note){.n_parts = 0};
	return false;
}
