#ifndef AGGREGATOR_STORY_KEYS_H
#define AGGREGATOR_STORY_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What the live items are known by: keys (of links, titles, texts, bands of a sketch) to the
 * sequence number of the last item that had it. Eight bytes a place, of which the key has four: so
 * a find is only a guess, which the caller verifies by what it knows of the item.
 */
struct keys;

struct keys *keys_new(void);
void keys_free(struct keys *keys);

/* Notes that item `sequence` has `key`. Items before `oldest` have gone and may be forgotten. */
void keys_put(struct keys *keys, uint64_t key, uint32_t sequence, uint32_t oldest);

/* The last item that had it, most likely, if it is `oldest` or later. */
bool keys_find(const struct keys *keys, uint64_t key, uint32_t oldest, uint32_t *sequence);

size_t keys_bytes(const struct keys *keys);

#endif
