#include <string.h>

#include "feeds/base/ascii.h"
#include "feeds/date_finds.h"
#include "feeds/date_names.h"
#include "feeds/date_zone.h"

#define UNKNOWN_ZONE_BYTES_MAX 5

bool
date_is_word_byte(char byte)
{
	return ascii_is_alpha(byte) || (unsigned char)byte >= 0x80;
}

/* A run of letters; dots in it ("p.m.") and behind it are left out. The text moves on. */
static struct span
take_word(struct date_finds *finds, char out[DATE_WORD_BYTES_MAX])
{
	size_t len = 0;
	size_t at = 0;

	for (; at < finds->rest.len &&
		(date_is_word_byte(date_peek(finds, at)) || date_peek(finds, at) == '.');
		at++) {
		if (date_peek(finds, at) == '.' && !date_is_word_byte(date_peek(finds, at + 1))) {
			at++;
			break;
		}
		if (date_peek(finds, at) != '.' && len < DATE_WORD_BYTES_MAX)
			out[len++] = date_peek(finds, at);
	}
	date_skip(finds, at);
	return span_make(out, len);
}

/* "America/Los_Angeles" */
static size_t
city_len(struct span text)
{
	size_t len = 0;
	bool has_slash = false;

	while (len < text.len && (ascii_is_alpha(text.at[len]) || text.at[len] == '_' ||
					 (text.at[len] == '/' && len > 0))) {
		has_slash = has_slash || text.at[len] == '/';
		len++;
	}
	return has_slash ? len : 0;
}

/* A zone's name, or an offset that follows it at once and counts alone: "GMT-07:00". */
static bool
note_zone(struct date_finds *finds, struct span name)
{
	struct date_parts *parts = finds->parts;
	size_t offset_len;
	int seconds = 0;

	if (name.len > DATE_WORD_BYTES_MAX || !date_zone_named(name, &parts->civil, &seconds))
		return false;
	offset_len = date_zone_offset(finds->rest, &seconds);
	date_skip(finds, offset_len);
	if (parts->has_zone)
		return true; /* "+0100 CET": said twice */
	parts->has_zone = true;
	parts->zone_seconds = seconds;
	finds->zone_len = offset_len > 0 ? 0 : name.len;
	memcpy(finds->zone, name.at, name.len);
	return true;
}

static bool
note_month(struct date_finds *finds, const struct date_word *word)
{
	if (finds->month != 0 && word->weekday >= 0)
		return true; /* "5 mars mar." */
	if (finds->month != 0 && !finds->is_month_doubtful)
		return false;
	if (finds->month != 0)
		finds->weekday = -1;
	finds->month = word->month;
	finds->is_month_doubtful = word->weekday >= 0;
	return true;
}

static bool
note_word(struct date_finds *finds, struct span text)
{
	struct date_word word = date_word_find(text);
	bool is_first = finds->n_numbers == 0 && !finds->parts->has_time && finds->month == 0;

	finds->is_korean = finds->is_korean || word.is_korean;
	if (word.month != 0)
		return note_month(finds, &word);
	if (word.weekday >= 0)
		finds->weekday = word.weekday;
	if (word.half != 0)
		finds->half = word.half;
	if (word.weekday >= 0 || word.half != 0 || word.is_filler)
		return true;
	/* A zone that nobody knows says nothing. */
	if (finds->parts->has_time)
		return text.len <= UNKNOWN_ZONE_BYTES_MAX && ascii_is_upper(text.at[0]);
	finds->is_strange = true;
	return is_first;
}

/*
 * A zone is looked for behind the time, since "MET", "at" and the like are words elsewhere; cities
 * need the day too (what is summer time?), and it mostly stands before.
 */
bool
date_word_take(struct date_finds *finds)
{
	char out[DATE_WORD_BYTES_MAX];
	size_t city = city_len(finds->rest);
	struct span word;

	if (city > 0) {
		word = span_head(finds->rest, city);
		date_skip(finds, city);
		return note_zone(finds, word);
	}
	word = take_word(finds, out);
	if (word.len == 0)
		return true;
	if (finds->parts->has_time || (word.len >= 3 && date_has_day(finds)))
		if (note_zone(finds, word))
			return true;
	return note_word(finds, word);
}

/* "(PST)" may say the zone; else what stands in brackets is a comment (RFC 822, section 3.1.4). */
bool
date_bracket_take(struct date_finds *finds)
{
	struct span inside = span_from(finds->rest, 1);
	size_t len = span_find_byte(inside, ')');
	struct span first = span_head(inside, len);
	size_t word_len = 0;

	while (word_len < first.len && ascii_is_alpha(first.at[word_len]))
		word_len++;
	date_skip(finds, len + 2);
	if (finds->parts->has_time && !finds->parts->has_zone && word_len > 0)
		note_zone(finds, span_head(first, word_len));
	return true;
}
