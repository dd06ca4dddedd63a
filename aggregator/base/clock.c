#include "aggregator/base/clock.h"

#include <stdbool.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

#include "feeds/date.h"

#define PACE_MAX 100000

static int64_t
read_clock_ms(clockid_t id)
{
	struct timespec now;

	clock_gettime(id, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t
real_now_ms(void *context)
{
	(void)context;
	return read_clock_ms(CLOCK_REALTIME);
}

static int64_t
real_monotonic_ms(void *context)
{
	(void)context;
	return read_clock_ms(CLOCK_MONOTONIC);
}

static uint64_t
real_random(void *context)
{
	uint64_t number = 0;

	(void)context;
	if (getrandom(&number, sizeof number, 0) != (ssize_t)sizeof number)
		number = (uint64_t)read_clock_ms(
			CLOCK_MONOTONIC); /* jitter only: no secret hangs on it */
	return number;
}

const struct clock *
clock_real(void)
{
	static const struct clock real = {real_now_ms, real_monotonic_ms, real_random, NULL, 1};

	return &real;
}

/* A clock that began at a moment of its own, and goes at a pace of its own. */
struct paced {
	int64_t began_ms;      /* its time then */
	int64_t began_real_ms; /* of CLOCK_MONOTONIC */
	struct clock clock;
};

static int64_t
paced_now_ms(void *context)
{
	const struct paced *paced = context;

	return paced->began_ms +
	       (read_clock_ms(CLOCK_MONOTONIC) - paced->began_real_ms) * paced->clock.pace;
}

/* "MOMENT" or "MOMENT*PACE". */
static bool
read_paced(struct span wish, struct paced *paced)
{
	size_t star = span_find_byte(wish, '*');
	int64_t moment = date_parse(span_head(wish, star));
	unsigned long long pace = 1;

	if (moment == TIME_NONE ||
		(star < wish.len && !span_to_uint(span_from(wish, star + 1), PACE_MAX, &pace)))
		return false;
	paced->began_ms = moment * 1000;
	paced->began_real_ms = read_clock_ms(CLOCK_MONOTONIC);
	paced->clock = (struct clock){
		paced_now_ms, paced_now_ms, real_random, paced, pace > 0 ? (int)pace : 1};
	return true;
}

const struct clock *
clock_of_environment(void)
{
	static struct paced paced;
	const char *wish = getenv("BROADTAPE_TEST_CLOCK");

	return wish != NULL && read_paced(span_of(wish), &paced) ? &paced.clock : clock_real();
}

int64_t
clock_now(const struct clock *clock)
{
	int64_t ms = clock->now_ms(clock->context);

	return ms >= 0 ? ms / 1000 : (ms - 999) / 1000;
}

int64_t
clock_now_ms(const struct clock *clock)
{
	return clock->now_ms(clock->context);
}

int64_t
clock_monotonic_ms(const struct clock *clock)
{
	return clock->monotonic_ms(clock->context);
}

uint64_t
clock_random_below(const struct clock *clock, uint64_t below)
{
	return below > 0 ? clock->random(clock->context) % below : 0;
}

static int64_t
fixed_now_ms(void *context)
{
	return ((const struct clock_fixed *)context)->now_ms;
}

/* splitmix64, Steele, Lea and Flood 2014. */
static uint64_t
fixed_random(void *context)
{
	struct clock_fixed *fixed = context;
	uint64_t mixed = (fixed->seed += 0x9e3779b97f4a7c15);

	mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9;
	mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
	return mixed ^ mixed >> 31;
}

void
clock_fixed_init(struct clock_fixed *fixed, int64_t now, uint64_t seed)
{
	fixed->now_ms = now * 1000;
	fixed->seed = seed;
	fixed->clock = (struct clock){fixed_now_ms, fixed_now_ms, fixed_random, fixed, 1};
}
