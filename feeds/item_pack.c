#include "feeds/item_pack.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

const struct item item_absent = {.published = TIME_NONE, .updated = TIME_NONE};

struct packed_item {
	uint32_t fields; /* a bit for each row of the table that is there */
	int32_t line;
	uint64_t words[];
};

/* What may be absent together; its first word tells whether it is. */
struct part {
	size_t offset;
	size_t size;
};

#define FIELD(name)                                                                                \
	{                                                                                          \
		offsetof(struct item, name), sizeof((struct item *)0)->name                        \
	}
#define LIST(name)                                                                                 \
	{                                                                                          \
		offsetof(struct item, name), sizeof(void *) + sizeof(size_t)                       \
	}

static const struct part parts[] = {
	FIELD(id),
	FIELD(url),
	FIELD(title),
	FIELD(title_markup),
	FIELD(summary),
	FIELD(content),
	FIELD(summary_text),
	FIELD(content_text),
	FIELD(published),
	FIELD(updated),
	LIST(authors),
	LIST(categories),
	LIST(enclosures),
	LIST(tickers),
	FIELD(language),
	FIELD(source.title),
	FIELD(source.url),
	FIELD(comments),
	FIELD(image),
};

enum part_row { PART_PUBLISHED = 8, PART_UPDATED = 9, PART_LANGUAGE = 14 };

#define N_PARTS (sizeof parts / sizeof *parts)
#define FLOATS_PUBLISHED (UINT32_C(1) << 30)
#define FLOATS_UPDATED (UINT32_C(1) << 31)

static_assert(N_PARTS < 30, "a bit for each part, and two more");
static_assert(
	offsetof(struct item, n_authors) == offsetof(struct item, authors) + sizeof(void *) &&
		offsetof(struct item, n_tickers) == offsetof(struct item, tickers) + sizeof(void *),
	"a list and its number stand side by side");

static bool
is_there(const struct item *item, size_t row)
{
	return memcmp((const char *)item + parts[row].offset,
		       (const char *)&item_absent + parts[row].offset, sizeof(uint64_t)) != 0;
}

struct packed_item *
item_pack(const struct item *item, struct item_floats floats, struct arena *arena)
{
	struct packed_item *packed;
	uint32_t fields = 0;
	size_t size = sizeof *packed;
	uint64_t *to;

	for (size_t i = 0; i < N_PARTS; i++) {
		if (!is_there(item, i))
			continue;
		fields |= UINT32_C(1) << i;
		size += parts[i].size;
	}
	packed = arena_alloc(arena, size);
	packed->fields = fields | (floats.is_published ? FLOATS_PUBLISHED : 0) |
			 (floats.is_updated ? FLOATS_UPDATED : 0);
	packed->line = item->line;
	to = packed->words;
	for (size_t i = 0; i < N_PARTS; i++) {
		if ((fields >> i & 1) == 0)
			continue;
		memcpy(to, (const char *)item + parts[i].offset, parts[i].size);
		to += parts[i].size / sizeof *to;
	}
	return packed;
}

void
item_unpack(const struct packed_item *packed, struct item *item)
{
	const uint64_t *from = packed->words;

	*item = item_absent;
	item->line = packed->line;
	for (size_t i = 0; i < N_PARTS; i++) {
		if ((packed->fields >> i & 1) == 0)
			continue;
		memcpy((char *)item + parts[i].offset, from, parts[i].size);
		from += parts[i].size / sizeof *from;
	}
}

/* Where a part lies, NULL if it is absent. */
static void *
find_part(struct packed_item *packed, enum part_row row)
{
	uint64_t *at = packed->words;

	if ((packed->fields >> row & 1) == 0)
		return NULL;
	for (size_t i = 0; i < (size_t)row; i++)
		if ((packed->fields >> i & 1) != 0)
			at += parts[i].size / sizeof *at;
	return at;
}

static void
shift(struct packed_item *packed, enum part_row row, int seconds)
{
	int64_t *at = find_part(packed, row);

	if (at != NULL)
		*at -= seconds;
}

void
item_packed_shift(struct packed_item *packed, int zone_seconds)
{
	if ((packed->fields & FLOATS_PUBLISHED) != 0)
		shift(packed, PART_PUBLISHED, zone_seconds);
	if ((packed->fields & FLOATS_UPDATED) != 0)
		shift(packed, PART_UPDATED, zone_seconds);
}

void
item_packed_forget_language(struct packed_item *packed)
{
	struct span *language = find_part(packed, PART_LANGUAGE);

	if (language != NULL)
		*language = SPAN_NONE;
}
