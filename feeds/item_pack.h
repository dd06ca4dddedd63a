#ifndef FEEDS_ITEM_PACK_H
#define FEEDS_ITEM_PACK_H

#include "feeds/base/arena.h"
#include "feeds/feed.h"

/*
 * An item as a finished feed keeps it: only the fields that it has. Most items lack most fields, and
 * a feed of many small ones would be mostly empty places.
 */
struct packed_item;

/* All of its fields are absent. */
extern const struct item item_absent;

/* Which times were read without a zone (feeds/zone_habit.h). */
struct item_floats {
	bool is_published;
	bool is_updated;
};

struct packed_item *item_pack(
	const struct item *item, struct item_floats floats, struct arena *arena);
void item_unpack(const struct packed_item *packed, struct item *item);

/* Moves the times that were read without a zone, by so many seconds to the west. */
void item_packed_shift(struct packed_item *packed, int zone_seconds);

/* Takes the language away. */
void item_packed_forget_language(struct packed_item *packed);

#endif
