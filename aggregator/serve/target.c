#include "aggregator/serve/target.h"

#include "feeds/base/ascii.h"
#include "feeds/base/utf8.h"

/* The byte that "%41" at `at` stands for; -1: it is no escape. */
static int
read_escape(struct span text, size_t at)
{
	int high = at + 1 < text.len ? ascii_hex(text.at[at + 1]) : -1;
	int low = at + 2 < text.len ? ascii_hex(text.at[at + 2]) : -1;

	return high < 0 || low < 0 ? -1 : high << 4 | low;
}

/* A slash that was escaped would make two segments of one. */
static bool
is_allowed(int byte, bool was_escaped)
{
	return byte >= ' ' && byte != 0x7f && byte != '\\' && !(was_escaped && byte == '/');
}

static bool
decode_path(struct span raw, struct arena *arena, struct span *path)
{
	char *out = arena_bytes(arena, raw.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < raw.len; i++) {
		bool is_escape = raw.at[i] == '%';
		int byte = is_escape ? read_escape(raw, i) : (unsigned char)raw.at[i];

		if (!is_allowed(byte, is_escape))
			return false;
		out[len++] = (char)byte;
		i += is_escape ? 2 : 0;
	}
	*path = span_make(out, len);
	return utf8_is_valid(*path);
}

static bool
has_dot_segment(struct span path)
{
	struct span segment;

	while (span_split(&path, '/', &segment))
		if (span_equal(segment, SPAN(".")) || span_equal(segment, SPAN("..")))
			return true;
	return false;
}

enum target_kind
target_read(struct span target, struct span base_path, struct arena *arena, struct span *path,
	struct span *query)
{
	size_t mark = span_find_byte(target, '?');
	struct span whole;

	*query = mark < target.len ? span_from(target, mark + 1) : SPAN_NONE;
	if (!decode_path(span_head(target, mark), arena, &whole) || has_dot_segment(whole))
		return TARGET_BROKEN;
	if (!span_starts_with(whole, base_path))
		return TARGET_OUTSIDE;
	*path = span_from(whole, base_path.len);
	if (path->len == 0)
		return TARGET_BASE;
	return path->at[0] == '/' ? TARGET_PATH : TARGET_OUTSIDE;
}

static struct span
decode_value(struct span raw, struct arena *arena)
{
	char *out = arena_bytes(arena, raw.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < raw.len; i++) {
		int escaped = raw.at[i] == '%' ? read_escape(raw, i) : -1;

		if (escaped >= 0)
			i += 2;
		if (escaped >= 0)
			out[len++] = (char)escaped;
		else
			out[len++] = raw.at[i] == '+' ? ' ' : raw.at[i];
	}
	return span_make(out, len);
}

struct span
target_parameter(struct span query, struct span name, struct arena *arena)
{
	struct span pair;

	while (span_split(&query, '&', &pair)) {
		size_t equals = span_find_byte(pair, '=');

		if (span_equal(decode_value(span_head(pair, equals), arena), name))
			return decode_value(span_from(pair, equals + 1), arena);
	}
	return SPAN_NONE;
}
