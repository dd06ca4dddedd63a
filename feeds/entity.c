#include "feeds/entity.h"

#include <stdint.h>
#include <string.h>

#include "feeds/base/ascii.h"
#include "feeds/base/utf8.h"
#include "feeds/encoding.h"

#define NAME_MAX_BYTES 31 /* CounterClockwiseContourIntegral */
#define OLD_NAME_MAX_BYTES 6
#define GROWTH 5 /* no reference grows by more than this part of it: "&nGt;" becomes six bytes */
#define POINT_END 0x110000 /* numbers stop growing here: what is above is no character anyway */

struct named {
	char name[NAME_MAX_BYTES + 1];
	char value[ENTITY_MAX_BYTES]; /* UTF-8, with a NUL */
	bool is_old;                  /* known without ';' too */
};

/* Sorted by name, by bytes. */
static const struct named names[] = {
#include "feeds/entity_table.inc"
};

#define N_NAMES (sizeof names / sizeof *names)

static const struct named *
find(struct span name)
{
	size_t low = 0;
	size_t high = N_NAMES;

	if (name.len == 0 || name.len > NAME_MAX_BYTES)
		return NULL;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strncmp(names[middle].name, name.at, name.len);

		if (order == 0 && names[middle].name[name.len] == '\0')
			return &names[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static size_t
put(const struct named *named, char out[ENTITY_MAX_BYTES])
{
	size_t len = strlen(named->value);

	memcpy(out, named->value, len);
	return len;
}

/* HTML standard, 13.2.5.80: 128-159 mean what windows-1252 has there, if it has anything. */
static uint32_t
meant(uint32_t number)
{
	uint32_t point = number <= 0xff ? encoding_windows_1252((unsigned char)number) : number;

	if (number == 0)
		return UTF8_REPLACEMENT;
	return point != UTF8_REPLACEMENT ? point : number;
}

static size_t
decode_number(struct span after, char out[ENTITY_MAX_BYTES], size_t *out_len)
{
	bool is_hex = after.len > 1 && ascii_lower(after.at[1]) == 'x';
	size_t start = is_hex ? 2 : 1;
	size_t at = start;
	uint32_t number = 0;
	bool is_ended;

	for (; at < after.len; at++) {
		int digit = ascii_hex(after.at[at]);

		if (digit < 0 || (!is_hex && digit > 9))
			break;
		if (number < POINT_END)
			number = number * (is_hex ? 16 : 10) + (uint32_t)digit;
	}
	is_ended = at < after.len && after.at[at] == ';';
	if (at == start || (number == 0 && !is_ended))
		return 0;
	*out_len = utf8_encode(meant(number), out);
	return is_ended ? at + 1 : at;
}

/* The longest old name that `name`, not followed by ';', begins with. */
static size_t
decode_old(struct span after, size_t name_len, bool in_attribute, char out[ENTITY_MAX_BYTES],
	size_t *out_len)
{
	size_t len = name_len < OLD_NAME_MAX_BYTES ? name_len : OLD_NAME_MAX_BYTES;

	for (; len > 1; len--) {
		const struct named *named = find(span_head(after, len));
		char next = len < after.len ? after.at[len] : ' ';

		if (named == NULL || !named->is_old)
			continue;
		if (in_attribute && (next == '=' || ascii_is_alnum(next)))
			return 0;
		*out_len = put(named, out);
		return len;
	}
	return 0;
}

size_t
entity_decode(struct span after, bool in_attribute, char out[ENTITY_MAX_BYTES], size_t *out_len)
{
	const struct named *named;
	size_t len = 0;

	if (after.len > 0 && after.at[0] == '#')
		return decode_number(after, out, out_len);
	while (len < after.len && len <= NAME_MAX_BYTES && ascii_is_alnum(after.at[len]))
		len++;
	if (len < after.len && after.at[len] == ';') {
		named = find(span_head(after, len));
		if (named != NULL) {
			*out_len = put(named, out);
			return len + 1;
		}
	}
	return decode_old(after, len, in_attribute, out, out_len);
}

struct span
entity_decode_text(struct span text, struct arena *arena)
{
	size_t at = span_find_byte(text, '&');
	size_t len = 0;
	size_t room;
	char *out;

	if (at == text.len)
		return text;
	room = text.len + text.len / GROWTH + 1;
	out = arena_bytes(arena, room);
	for (size_t from = 0; from < text.len;) {
		size_t run = span_find_byte(span_from(text, from), '&');
		size_t out_len = 1;
		size_t used;

		memcpy(out + len, text.at + from, run);
		len += run;
		from += run;
		if (from == text.len)
			break;
		used = entity_decode(span_from(text, from + 1), true, out + len, &out_len);
		if (used == 0)
			out[len] = '&';
		len += out_len;
		from += 1 + used;
	}
	arena_give_back(arena, out, room, room - len);
	return span_make(out, len);
}

struct span
entity_named(struct span name)
{
	const struct named *named = find(name);

	return named != NULL ? span_of(named->value) : SPAN_NONE;
}
