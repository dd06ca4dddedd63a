#include "feeds/fold.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "feeds/base/ascii.h"
#include "feeds/base/memory.h"
#include "feeds/base/utf8.h"
#include "feeds/fold_range.h"

/* More marks on one letter are an attack: sorting them takes the square of their number. */
#define CLUSTER_POINTS_MAX 16
#define POINT_GROWTH_MAX 18 /* U+FDFA becomes eighteen characters */
#define CLUSTER_ROOM ((CLUSTER_POINTS_MAX + 1) * POINT_GROWTH_MAX)

#define EACH_BYTE(value) (0x0101010101010101U * (value))
#define HIGH_BITS EACH_BYTE(0x80U)

/* Marks that make no other letter: accents, Hebrew and Arabic vowel points, and the tatweel. */
static const struct fold_range dropped[] = {{0x0300, 0x036f}, {0x0483, 0x0487}, {0x0591, 0x05bd},
	{0x05bf, 0x05bf}, {0x05c1, 0x05c2}, {0x05c4, 0x05c5}, {0x05c7, 0x05c7}, {0x0610, 0x061a},
	{0x0640, 0x0640}, {0x064b, 0x065f}, {0x0670, 0x0670}, {0x06d6, 0x06dc}, {0x06df, 0x06e4},
	{0x06e7, 0x06e8}, {0x06ea, 0x06ed}, {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x20d0, 0x20ff},
	{0xfe20, 0xfe2f}};

/* Parts of a Hangul syllable in all of their spellings, and the half-wide voicing marks of kana. */
static const struct fold_range joining[] = {{0x1160, 0x11ff}, {0x3131, 0x318e}, {0xff9e, 0xffdc}};

/* Letters that Unicode does not take apart, though everybody types them so; sorted. */
static const struct spelling {
	uint32_t point;
	char ascii[4];
} spellings[] = {{0x00ab, "\""}, {0x00b4, "'"}, {0x00bb, "\""}, {0x00e6, "ae"}, {0x00f0, "d"},
	{0x00f8, "o"}, {0x00fe, "th"}, {0x0111, "d"}, {0x0127, "h"}, {0x0131, "i"}, {0x0142, "l"},
	{0x0153, "oe"}, {0x0167, "t"}, {0x02bb, "'"}, {0x02bc, "'"}, {0x2010, "-"}, {0x2011, "-"},
	{0x2012, "-"}, {0x2013, "-"}, {0x2014, "-"}, {0x2015, "-"}, {0x2018, "'"}, {0x2019, "'"},
	{0x201a, "'"}, {0x201b, "'"}, {0x201c, "\""}, {0x201d, "\""}, {0x201e, "\""},
	{0x201f, "\""}, {0x2032, "'"}, {0x2033, "\""}, {0x2039, "'"}, {0x203a, "'"}, {0x2044, "/"},
	{0x2212, "-"}, {0x300c, "\""}, {0x300d, "\""}, {0xfe63, "-"}};

struct folder {
	struct span text;
	size_t at;
	struct buf *out;
	size_t start; /* where in `out` this text begins */
	struct fold_map *map;
	bool is_run; /* the last step goes on, byte for byte */
};

static const char *
ascii_spelling(uint32_t point)
{
	for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
		if (point <= spellings[i].point)
			return point == spellings[i].point ? spellings[i].ascii : NULL;
	return NULL;
}

/* Trade marks stay symbols: "Galaxy(TM)" is the word "galaxy", not "galaxytm". */
static bool
is_trade_mark(uint32_t point)
{
	return point == 0x2120 || point == 0x2122;
}

/* Whether it may join or change the character before it, or is nothing at all. */
static bool
is_extending(uint32_t point)
{
	const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)point);

	return property->combining_class != 0 || property->ignorable ||
	       (property->category >= UTF8PROC_CATEGORY_MN &&
		       property->category <= UTF8PROC_CATEGORY_ME) ||
	       FOLD_IS_IN(joining, point) || point == 0x0640;
}

static void
add_step(struct folder *folder, size_t original, bool is_whole)
{
	struct fold_map *map = folder->map;

	if (map == NULL)
		return;
	map->steps = memory_room(map->steps, map->n, &map->capacity, sizeof *map->steps);
	map->steps[map->n++] =
		(struct fold_step){.folded = (uint32_t)(folder->out->len - folder->start),
			.original = original & INT32_MAX,
			.is_whole = is_whole};
}

/* The bytes that follow in `out` are those of the text from `folder->at` on. */
static void
begin_run(struct folder *folder)
{
	if (!folder->is_run)
		add_step(folder, folder->at, false);
	folder->is_run = true;
}

static void
lower_ascii(char *out, const char *from, size_t len)
{
	size_t at = 0;

	for (uint64_t word; at + sizeof word <= len; at += sizeof word) {
		uint64_t from_a, above_z;

		memcpy(&word, from + at, sizeof word);
		from_a = word + EACH_BYTE(0x80U - 'A');
		above_z = word + EACH_BYTE(0x7fU - 'Z');
		word |= ((from_a ^ above_z) & HIGH_BITS) >> 2;
		memcpy(out + at, &word, sizeof word);
	}
	for (; at < len; at++)
		out[at] = ascii_lower(from[at]);
}

static void
fold_ascii(struct folder *folder, size_t len)
{
	struct buf *out = folder->out;
	size_t fits = len;

	begin_run(folder);
	if (!buf_reserve(out, len)) {
		out->is_full = true;
		fits = out->max - out->len;
		if (!buf_reserve(out, fits))
			fits = 0;
	}
	lower_ascii(out->at + out->len, folder->text.at + folder->at, fits);
	out->len += fits;
	folder->at += len;
}

static size_t
drop_marks(utf8proc_int32_t *points, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (!FOLD_IS_IN(dropped, (uint32_t)points[i]))
			points[kept++] = points[i];
	return kept;
}

static size_t
write_points(const utf8proc_int32_t *points, size_t n, char *out)
{
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		const char *ascii = ascii_spelling((uint32_t)points[i]);

		if (ascii != NULL) {
			memcpy(out + len, ascii, strlen(ascii));
			len += strlen(ascii);
		} else {
			len += utf8_encode((uint32_t)points[i], out + len);
		}
	}
	return len;
}

/* The folded form of a character and its marks; gives its length. */
static size_t
fold_cluster(struct span cluster, char *out)
{
	utf8proc_int32_t points[CLUSTER_ROOM];
	utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)cluster.at,
		(utf8proc_ssize_t)cluster.len, points, CLUSTER_ROOM,
		UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);

	if (n < 0 || n > CLUSTER_ROOM)
		return utf8_encode(UTF8_REPLACEMENT, out);
	n = (utf8proc_ssize_t)drop_marks(points, (size_t)n);
	n = utf8proc_normalize_utf32(points, n, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	return write_points(points, (size_t)n, out);
}

static void
put_whole(struct folder *folder, struct span folded, size_t original_len)
{
	struct span original = span_head(span_from(folder->text, folder->at), original_len);

	if (span_equal(folded, original)) {
		begin_run(folder);
	} else {
		add_step(folder, folder->at, true);
		folder->is_run = false;
	}
	buf_add(folder->out, folded);
	folder->at += original_len;
}

/*
 * The first character of `text` and those that extend it: gives their length, and in `*kept` the
 * length of those that count.
 */
static size_t
measure_cluster(struct span text, size_t first_len, size_t *kept)
{
	size_t len = first_len;

	*kept = len;
	for (int n = 1; len < text.len; n++) {
		uint32_t point;
		size_t next = utf8_decode(span_from(text, len), &point);

		if (!is_extending(point))
			break;
		len += next;
		if (n < CLUSTER_POINTS_MAX)
			*kept = len;
	}
	return len;
}

static void
put_cluster(struct folder *folder, struct span rest, size_t first_len)
{
	char out[CLUSTER_ROOM * UTF8_MAX_BYTES];
	size_t kept;
	size_t len = measure_cluster(rest, first_len, &kept);

	put_whole(folder, span_make(out, fold_cluster(span_head(rest, kept), out)), len);
}

/* Han and whole Hangul syllables are what they are, if nothing follows that joins them. */
static bool
is_plain(uint32_t point, struct span behind)
{
	uint32_t next = 0;

	if (!(point >= 0x4e00 && point <= 0x9fff) && !(point >= 0xac00 && point <= 0xd7a3))
		return false;
	utf8_decode(behind, &next);
	return next < 0x80 || !is_extending(next);
}

static void
fold_long(struct folder *folder)
{
	struct span rest = span_from(folder->text, folder->at);
	uint32_t point;
	size_t len = utf8_decode(rest, &point);
	const char *ascii = ascii_spelling(point);

	if (ascii != NULL)
		put_whole(folder, span_of(ascii), len);
	else if (len == 1)
		put_whole(folder, SPAN("\xef\xbf\xbd"), len);
	else if (is_trade_mark(point) || is_plain(point, span_from(rest, len)))
		put_whole(folder, span_head(rest, len), len);
	else
		put_cluster(folder, rest, len);
}

void
fold_map_init(struct fold_map *map)
{
	*map = (struct fold_map){0};
}

void
fold_map_release(struct fold_map *map)
{
	free(map->steps);
	*map = (struct fold_map){0};
}

void
fold_text(struct span text, struct buf *out, struct fold_map *map)
{
	struct folder folder = {.text = text, .out = out, .start = out->len, .map = map};

	if (map != NULL)
		map->n = 0;
	while (folder.at < text.len && !out->is_full) {
		size_t run = utf8_ascii_run(span_from(text, folder.at));

		if (run > 0)
			fold_ascii(&folder, run);
		else
			fold_long(&folder);
	}
	add_step(&folder, folder.at, false);
}

size_t
fold_original(const struct fold_map *map, size_t folded)
{
	size_t low = 0;
	size_t high = map->n;
	const struct fold_step *step;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (map->steps[middle].folded <= folded)
			low = middle;
		else
			high = middle;
	}
	if (map->n == 0)
		return 0;
	step = &map->steps[low];
	return step->is_whole ? step->original : step->original + (folded - step->folded);
}
