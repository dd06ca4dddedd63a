#ifndef FEEDS_BASE_COMPILER_H
#define FEEDS_BASE_COMPILER_H

/* Marks of a function that the compiler checks at each call. */
#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(format_at, first_at) __attribute__((format(printf, format_at, first_at)))

#endif
