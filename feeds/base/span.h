#ifndef FEEDS_BASE_SPAN_H
#define FEEDS_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/*
 * A run of somebody else's bytes: no NUL behind, may hold NULs, passed by value, lives as long as
 * its owner. `at` == NULL is "absent", which is another thing than empty.
 */
struct span {
	const char *at;
	size_t len;
};

/* A constant's span, without its NUL. */
#define SPAN(literal) ((struct span){"" literal, sizeof(literal) - 1})
/* The same where C wants a constant: in the tables of a file. */
#define SPAN_INIT(literal)                                                                         \
	{                                                                                          \
		"" literal, sizeof(literal) - 1                                                    \
	}
#define SPAN_NONE ((struct span){NULL, 0})
/* For printf's "%.*s". */
#define SPAN_ARGS(span) (int)(span).len, (span).at != NULL ? (span).at : ""

/* Of a C string; NULL gives SPAN_NONE. */
static inline struct span
span_of(const char *string)
{
	return (struct span){string, string != NULL ? strlen(string) : 0};
}

/* Of the `len` bytes at `at`. */
static inline struct span
span_make(const char *at, size_t len)
{
	return (struct span){at, len};
}

/* From byte `from` on; beyond the end gives an empty one. */
static inline struct span
span_from(struct span span, size_t from)
{
	if (span.at == NULL)
		return span;
	if (from > span.len)
		from = span.len;
	return (struct span){span.at + from, span.len - from};
}

/* The first `len` bytes, or all if there are less. */
static inline struct span
span_head(struct span span, size_t len)
{
	return (struct span){span.at, len < span.len ? len : span.len};
}

static inline bool
span_equal(struct span a, struct span b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

/* Equal when the letters A-Z are taken as a-z; other bytes count as they are. */
bool span_equal_nocase(struct span a, struct span b);

/* Less than, equal to, or greater than 0, by bytes, as memcmp(3); a prefix comes first. */
int span_compare(struct span a, struct span b);

static inline bool
span_starts_with(struct span span, struct span head)
{
	return span.len >= head.len && span_equal(span_head(span, head.len), head);
}

bool span_starts_with_nocase(struct span span, struct span head);
bool span_ends_with(struct span span, struct span tail);
bool span_ends_with_nocase(struct span span, struct span tail);

/* Without the ASCII white space at both ends, or at one. */
struct span span_trim(struct span span);
struct span span_trim_start(struct span span);
struct span span_trim_end(struct span span);

/* Where `byte` first stands, or span.len. */
static inline size_t
span_find_byte(struct span span, char byte)
{
	const char *found = span.len > 0 ? memchr(span.at, byte, span.len) : NULL;

	return found != NULL ? (size_t)(found - span.at) : span.len;
}

/* Where `needle` first stands, or span.len. An empty needle stands at 0. */
size_t span_find(struct span span, struct span needle);

/* The same with A-Z taken as a-z. */
size_t span_find_nocase(struct span span, struct span needle);

/*
 * Takes the part before the next `separator` off `rest` into `part`; false when nothing is left.
 * "a,b," gives "a", "b" and "" (a last, empty part).
 */
bool span_split(struct span *rest, char separator, struct span *part);

/* Digits alone, without sign, at most `max`: the number; else false. */
bool span_to_uint(struct span span, unsigned long long max, unsigned long long *number);

#endif
