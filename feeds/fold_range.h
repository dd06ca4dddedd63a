#ifndef FEEDS_FOLD_RANGE_H
#define FEEDS_FOLD_RANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A run of characters, in a list that is sorted. */
struct fold_range {
	uint32_t first;
	uint32_t last;
};

static inline bool
fold_is_in(const struct fold_range *ranges, size_t n, uint32_t point)
{
	for (size_t i = 0; i < n; i++)
		if (point <= ranges[i].last)
			return point >= ranges[i].first;
	return false;
}

#define FOLD_IS_IN(ranges, point) fold_is_in(ranges, sizeof(ranges) / sizeof *(ranges), point)

#endif
