#ifndef AGGREGATOR_STORY_RECENT_H
#define AGGREGATOR_STORY_RECENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/story/fingerprint.h"

/* What an item is known by, the surest first. */
enum recent_key { RECENT_ID, RECENT_LINK, RECENT_TEXT, RECENT_TITLE, RECENT_KEYS };

/* An item of the last days: what later ones are compared with. */
struct recent_item {
	int64_t item;
	uint32_t slot;              /* of its story, as it was given */
	uint32_t arrived;           /* seconds, as they were given */
	uint32_t feed;              /* */
	uint16_t tags[RECENT_KEYS]; /* low bits of its keys; 0: it has none */
	uint8_t sketch[SKETCH_SLOTS];
	bool has_sketch;
};

/* The items of the last days in the order of their arrival. */
struct recent;

struct recent *recent_new(void);
void recent_free(struct recent *recent);

void recent_add(struct recent *recent, const struct recent_item *item,
	const struct fingerprint *fingerprint);

/* Takes the oldest item away if it arrived before `arrived`; its slot into `*slot`. */
bool recent_forget(struct recent *recent, uint32_t arrived, uint32_t *slot);

/* The latest item with the same link, id, title or text; NULL: there is none. Borrowed. */
const struct recent_item *recent_find(
	const struct recent *recent, const struct fingerprint *fingerprint, enum recent_key key);

/* The item most alike in text, and how alike in percent; NULL: none shares a band. Borrowed. */
const struct recent_item *recent_find_near(
	const struct recent *recent, const struct fingerprint *fingerprint, int *percent);

/* How alike the texts are, in percent; -1 if one of them is too short to say. */
int recent_text_likeness(const struct recent_item *item, const struct fingerprint *fingerprint);

/* Whether both have this key, and it is the same. */
bool recent_has_same(
	const struct recent_item *item, const struct fingerprint *fingerprint, enum recent_key key);

size_t recent_count(const struct recent *recent);
size_t recent_bytes(const struct recent *recent);

#endif
