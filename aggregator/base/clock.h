#ifndef AGGREGATOR_BASE_CLOCK_H
#define AGGREGATOR_BASE_CLOCK_H

#include <stdint.h>

/*
 * Time and randomness, handed in and never asked for. A test gives its own functions; the program
 * uses clock_real. `context` is passed back to each of them.
 */
struct clock {
	int64_t (*now_ms)(void *context);       /* Unix time, in milliseconds */
	int64_t (*monotonic_ms)(void *context); /* never goes back; any start */
	uint64_t (*random)(void *context);      /* 64 even bits */
	void *context;
	int pace; /* so many times faster than the wall's it goes, for who sleeps by it; 0: as that */
};

/* The machine's clock; lives for ever, may be used by all threads. */
const struct clock *clock_real(void);

/*
 * The clock that $BROADTAPE_TEST_CLOCK asks for: "2026-03-08T06:59:50Z" begins at that moment, and
 * "2026-03-08T06:59:50Z*60" goes 60 times faster from there. For tests of what takes hours, of the
 * whole program; it changes nothing but when things happen. Without it, or where it makes no sense,
 * clock_real. Once, before the first thread.
 */
const struct clock *clock_of_environment(void);

/* Unix seconds. */
int64_t clock_now(const struct clock *clock);
int64_t clock_now_ms(const struct clock *clock);
int64_t clock_monotonic_ms(const struct clock *clock);

/* 0 <= number < `below`; 0 for `below` 0. */
uint64_t clock_random_below(const struct clock *clock, uint64_t below);

/*
 * A clock that stands still at `now` (Unix seconds) until the owner changes the struct: tests, and
 * `broadtape --as-of`. Its random numbers are the sequence of `seed` (splitmix64).
 */
struct clock_fixed {
	int64_t now_ms;
	uint64_t seed;
	struct clock clock; /* hand in &fixed.clock */
};
void clock_fixed_init(struct clock_fixed *fixed, int64_t now, uint64_t seed);

#endif
