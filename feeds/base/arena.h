#ifndef FEEDS_BASE_ARENA_H
#define FEEDS_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/span.h"

/*
 * An arena: many small allocations that live equally long and go in one call. One a feed document,
 * one an edition. Nothing in it owns anything outside it. Not for two threads at once.
 */
struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena);

/* Empty again; what it took is kept in one piece for the next use, up to some megabytes. */
void arena_clear(struct arena *arena);

/* Room for so many bytes in one piece: who knows how much will come spares many small ones. */
void arena_reserve(struct arena *arena, size_t size);

/* `size` zeroed bytes, aligned for every type; never NULL. */
void *arena_alloc(struct arena *arena, size_t size);

/* `n` objects of `size` bytes, zeroed; the product is checked. */
void *arena_array(struct arena *arena, size_t n, size_t size);

/* `size` bytes for text: not zeroed, not aligned. */
char *arena_bytes(struct arena *arena, size_t size);

/* Gives back the last `unused` bytes of the block that arena_bytes gave last. */
void arena_give_back(struct arena *arena, const char *last, size_t size, size_t unused);

/*
 * Room for what may become much shorter than `size`: it stands in the arena if there is room already,
 * else on the heap, so that no block is begun for bytes that nobody will use. Every draft is ended.
 */
struct arena_draft {
	char *at;
	size_t size;
	bool is_on_heap;
};
struct arena_draft arena_draft_begin(struct arena *arena, size_t size);

/* Its first `len` bytes, in the arena. Nothing else may have been taken from the arena meanwhile. */
struct span arena_draft_end(struct arena *arena, struct arena_draft draft, size_t len);

/* A copy of the bytes; SPAN_NONE stays SPAN_NONE. */
struct span arena_copy(struct arena *arena, struct span span);

/* A copy with a NUL behind. */
char *arena_string(struct arena *arena, struct span span);

/* Room for one more in an array that grows by doubling; the old array stays in the arena. */
void *arena_room(struct arena *arena, void *array, size_t n, size_t *capacity, size_t size);

/*
 * The same for an array that always grew this way from nothing: its length tells its capacity, which
 * is 8 or the next power of two.
 */
void *arena_list_room(struct arena *arena, void *array, size_t n, size_t size);

/*
 * A moment in an arena's life. Rewinding to it drops everything that was allocated since; each mark
 * may be rewound to as long as no older one was.
 */
struct arena_mark {
	void *block;
	size_t used;
};
struct arena_mark arena_mark(const struct arena *arena);
void arena_rewind(struct arena *arena, struct arena_mark mark);

/* Bytes taken from the heap so far. */
size_t arena_size(const struct arena *arena);

#endif
