#include "feeds/base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "feeds/base/memory.h"

#define BLOCK_FIRST_BYTES 1024
#define BLOCK_SMALL_BYTES 4096
#define BLOCK_MAX_BYTES (1 << 20)
#define KEPT_MAX_BYTES (4 << 20) /* by arena_clear */
#define BLOCKS_ASKED 4
#define CAPACITY_FIRST 8

struct block {
	struct block *previous;
	size_t size;
	size_t used;
	alignas(max_align_t) char bytes[];
};

struct arena {
	struct block *block; /* the one that is being filled */
	size_t total;
};

/*
 * A quarter of all before as long as that is small, then an eighth: what is left of the last block is
 * never much beside the whole.
 */
static size_t
next_size(const struct arena *arena)
{
	size_t size = arena->total / 4;

	if (size > BLOCK_SMALL_BYTES)
		size = arena->total / 8 > BLOCK_SMALL_BYTES ? arena->total / 8 : BLOCK_SMALL_BYTES;
	if (size < BLOCK_FIRST_BYTES)
		size = BLOCK_FIRST_BYTES;
	return size < BLOCK_MAX_BYTES ? size : BLOCK_MAX_BYTES;
}

/* A larger wish gets its own. */
static struct block *
block_new(struct arena *arena, size_t need)
{
	size_t size = next_size(arena);
	struct block *block;

	if (size < need)
		size = need;
	if (size > SIZE_MAX - sizeof *block)
		memory_exhausted(size);
	block = memory_resize(NULL, sizeof *block + size, 1);
	*block = (struct block){.previous = arena->block, .size = size};
	arena->block = block;
	arena->total += size;
	return block;
}

static char *
take_from(struct block *block, size_t size, size_t align)
{
	size_t start = (block->used + align - 1) & ~(align - 1);

	if (start > block->size || size > block->size - start)
		return NULL;
	block->used = start + size;
	return block->bytes + start;
}

/* A large wish may have left much of the blocks before: they are asked before there is a new one. */
static char *
take_here(struct arena *arena, size_t size, size_t align)
{
	struct block *block = arena->block;

	for (int i = 0; i < BLOCKS_ASKED && block != NULL; i++) {
		char *bytes = take_from(block, size, align);

		if (bytes != NULL)
			return bytes;
		block = block->previous;
	}
	return NULL;
}

static char *
take(struct arena *arena, size_t size, size_t align)
{
	char *bytes = take_here(arena, size, align);

	return bytes != NULL ? bytes : take_from(block_new(arena, size), size, align);
}

struct arena *
arena_new(void)
{
	return memory_new(1, sizeof(struct arena));
}

static void
free_blocks(struct block *block)
{
	while (block != NULL) {
		struct block *previous = block->previous;

		free(block);
		block = previous;
	}
}

void
arena_free(struct arena *arena)
{
	if (arena == NULL)
		return;
	free_blocks(arena->block);
	free(arena);
}

/* One block in place of many: the next use will need about as much. */
void
arena_clear(struct arena *arena)
{
	size_t size = arena->total < KEPT_MAX_BYTES ? arena->total : KEPT_MAX_BYTES;

	if (arena->block == NULL)
		return;
	if (arena->block->previous != NULL || arena->block->size > KEPT_MAX_BYTES) {
		free_blocks(arena->block);
		arena->block = NULL;
		arena->total = 0;
		block_new(arena, size);
	}
	arena->block->used = 0;
}

struct arena_mark
arena_mark(const struct arena *arena)
{
	return (struct arena_mark){
		.block = arena->block,
		.used = arena->block != NULL ? arena->block->used : 0,
	};
}

void
arena_rewind(struct arena *arena, struct arena_mark mark)
{
	while (arena->block != mark.block) {
		struct block *previous = arena->block->previous;

		arena->total -= arena->block->size;
		free(arena->block);
		arena->block = previous;
	}
	if (arena->block != NULL)
		arena->block->used = mark.used;
}

void
arena_reserve(struct arena *arena, size_t size)
{
	const struct block *block = arena->block;

	if (block == NULL || block->size - block->used < size)
		block_new(arena, size);
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	char *bytes = take(arena, size, alignof(max_align_t));

	memset(bytes, 0, size);
	return bytes;
}

void *
arena_array(struct arena *arena, size_t n, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		memory_exhausted(SIZE_MAX);
	return arena_alloc(arena, bytes);
}

char *
arena_bytes(struct arena *arena, size_t size)
{
	return take(arena, size, 1);
}

void
arena_give_back(struct arena *arena, const char *last, size_t size, size_t unused)
{
	struct block *block = arena->block;

	for (int i = 0; i < BLOCKS_ASKED && block != NULL; i++) {
		if (last + size == block->bytes + block->used) {
			block->used -= unused;
			return;
		}
		block = block->previous;
	}
}

struct arena_draft
arena_draft_begin(struct arena *arena, size_t size)
{
	char *bytes = take_here(arena, size, 1);

	if (bytes != NULL)
		return (struct arena_draft){.at = bytes, .size = size};
	return (struct arena_draft){
		.at = memory_resize(NULL, size, 1), .size = size, .is_on_heap = true};
}

struct span
arena_draft_end(struct arena *arena, struct arena_draft draft, size_t len)
{
	struct span text = {draft.at, len};

	if (draft.is_on_heap) {
		text = arena_copy(arena, text);
		free(draft.at);
	} else {
		arena_give_back(arena, draft.at, draft.size, draft.size - len);
	}
	return text;
}

struct span
arena_copy(struct arena *arena, struct span span)
{
	char *bytes;

	if (span.at == NULL)
		return span;
	bytes = arena_bytes(arena, span.len);
	if (span.len > 0)
		memcpy(bytes, span.at, span.len);
	return (struct span){bytes, span.len};
}

char *
arena_string(struct arena *arena, struct span span)
{
	char *bytes = arena_bytes(arena, span.len + 1);

	if (span.len > 0)
		memcpy(bytes, span.at, span.len);
	bytes[span.len] = '\0';
	return bytes;
}

void *
arena_room(struct arena *arena, void *array, size_t n, size_t *capacity, size_t size)
{
	void *fresh;

	if (n < *capacity)
		return array;
	*capacity = *capacity > 0 ? *capacity * 2 : CAPACITY_FIRST;
	fresh = arena_array(arena, *capacity, size);
	if (n > 0)
		memcpy(fresh, array, n * size);
	return fresh;
}

void *
arena_list_room(struct arena *arena, void *array, size_t n, size_t size)
{
	size_t capacity = n;

	if (n != 0 && (n < CAPACITY_FIRST || (n & (n - 1)) != 0))
		return array;
	return arena_room(arena, array, n, &capacity, size);
}

size_t
arena_size(const struct arena *arena)
{
	return arena->total;
}
