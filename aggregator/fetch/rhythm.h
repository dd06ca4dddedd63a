#ifndef AGGREGATOR_FETCH_RHYTHM_H
#define AGGREGATOR_FETCH_RHYTHM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/span.h"

#define RHYTHM_HOURS 24
#define RHYTHM_DAYS 7
#define RHYTHM_BYTES 88 /* of its stored form */

/*
 * When a feed's items come: how many a second, and in which hours and weekdays (UTC) more than in
 * others. Old times fade, with a half-life of two weeks. A plain value; all zero is "knows nothing".
 */
struct rhythm {
	double items;              /* seen, faded */
	double seconds;            /* watched, faded */
	int64_t known_until;       /* Unix seconds; 0: never watched */
	int64_t newest;            /* the newest item's time; 0: none */
	float hours[RHYTHM_HOURS]; /* items, faded, by hour of the day */
	float days[RHYTHM_DAYS];   /* Sunday first */
};

/*
 * One visit brought the items that came at `times` (Unix seconds, any order, only those that were
 * new; 0 or a time to come: at `now`). The first call takes a feed's whole past from its items'
 * dates; a later one with none says that nothing came until `now`.
 */
void rhythm_observe(struct rhythm *rhythm, const int64_t *times, size_t n, int64_t now);

/* Items expected between two moments. */
double rhythm_expect(const struct rhythm *rhythm, int64_t from, int64_t until);

/* When `items` more are expected after `from`; at most `latest`. */
int64_t rhythm_when(const struct rhythm *rhythm, int64_t from, double items, int64_t latest);

/* Its usual gap between items, in seconds; 0: not known. */
int64_t rhythm_gap_seconds(const struct rhythm *rhythm);

/* The stored form: the same on every machine, with a version; survives upgrades. */
void rhythm_write(const struct rhythm *rhythm, unsigned char bytes[RHYTHM_BYTES]);
/* False: of an unknown version or damaged; the rhythm then knows nothing. */
bool rhythm_read(struct rhythm *rhythm, struct span bytes);

#endif
