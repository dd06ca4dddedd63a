#ifndef AGGREGATOR_STORY_INDEX_H
#define AGGREGATOR_STORY_INDEX_H

#include <stddef.h>
#include <stdint.h>

/*
 * From a term to the stories that stand for it: the newest INDEX_LIST_MAX of each, so that one look
 * costs the same however many stories live. An entry may be stale (the slot has another story now,
 * or the story has lost the term): whoever looks compares anyway.
 */
struct index;

#define INDEX_LIST_MAX 64

struct index *index_new(void);
void index_free(struct index *index);

/* Notes that the story in `slot` stands for `stem`; noting it twice is fine. */
void index_put(struct index *index, uint32_t stem, uint32_t slot);

/* Has the list of `stem` fetched from memory while others are looked at. */
void index_prepare(const struct index *index, uint32_t stem);

/* The slots noted for `stem`, borrowed until the index changes; gives how many. */
size_t index_find(const struct index *index, uint32_t stem, const uint32_t **slots);

/* Entries in all lists, stale ones with them: when most are stale, make a new index. */
size_t index_entries(const struct index *index);

size_t index_bytes(const struct index *index);

#endif
