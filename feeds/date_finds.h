#ifndef FEEDS_DATE_FINDS_H
#define FEEDS_DATE_FINDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/span.h"
#include "feeds/date_parts.h"

/* Inside of date_free_read: what its three files tell each other. */

#define DATE_NUMBERS_MAX 3
#define DATE_WORD_BYTES_MAX 40

struct date_number {
	int64_t value;
	int digits;
	char before; /* the separator before it: '-', '/', '.', ' ' */
};

/* What was found so far. */
struct date_finds {
	struct date_parts *parts;
	struct span rest;
	struct date_number numbers[DATE_NUMBERS_MAX];
	size_t n_numbers;
	char separator;         /* read since the last number */
	int month;              /* by name, 0: none yet */
	int weekday;            /* -1: none yet */
	int half;               /* of the day, as in struct date_word */
	bool is_month_doubtful; /* "mar." may be Tuesday */
	bool has_offset;        /* a zone as a number */
	bool is_korean;
	bool is_strange;   /* it begins with a word that nobody knows */
	bool is_in_number; /* right behind a number that is no time */
	int64_t year;      /* by its sign (2004年), 0: none */
	int day;
	char zone[DATE_WORD_BYTES_MAX]; /* its name, to be looked up when the day is known */
	size_t zone_len;
};

/* The byte at `at` of what is left, NUL behind the end. */
static inline char
date_peek(const struct date_finds *finds, size_t at)
{
	return at < finds->rest.len ? finds->rest.at[at] : '\0';
}

static inline void
date_skip(struct date_finds *finds, size_t len)
{
	finds->rest = span_from(finds->rest, len);
}

/* Whether day, month and year were found, so that what is left can only be the time. */
bool date_has_day(const struct date_finds *finds);

/* Takes the word, city or bracket at the start of what is left; false: it makes this no date. */
bool date_word_take(struct date_finds *finds);
bool date_bracket_take(struct date_finds *finds);

/* Whether a byte may stand in a word. */
bool date_is_word_byte(char byte);

/* What all that was found says together, into finds->parts; false: it is no date. */
bool date_resolve(struct date_finds *finds);

#endif
