#include "aggregator/fetch/rhythm.h"

#include <math.h>
#include <string.h>

#define HOUR 3600
#define DAY 86400
#define HALF_LIFE (14.0 * DAY)
#define EPOCH_WEEKDAY 4 /* 1 January 1970 was a Thursday */

/* What is assumed before anything is known, in items and seconds: a feed that moves once in two hours. */
#define PRIOR_ITEMS 0.5
#define PRIOR_SECONDS (1.0 * HOUR)
/* So many items of even spread are mixed into each table, or one item would make a pattern. */
#define PRIOR_HOURS 24.0
#define PRIOR_DAYS 14.0

#define STORED_VERSION 1
#define STORED_UNIT 1024.0 /* weights are stored as multiples of 1/1024 */

static double
faded(double seconds)
{
	return exp2(-seconds / HALF_LIFE);
}

/* What `seconds` of watching weigh at their end. */
static double
watched(double seconds)
{
	return HALF_LIFE / M_LN2 * (1 - faded(seconds));
}

static int
hour_of(int64_t time)
{
	return (int)(time / HOUR % RHYTHM_HOURS);
}

static int
day_of(int64_t time)
{
	return (int)((time / DAY + EPOCH_WEEKDAY) % RHYTHM_DAYS);
}

static void
add_item(struct rhythm *rhythm, int64_t time, int64_t now)
{
	double weight = faded((double)(now - time));

	rhythm->items += weight;
	rhythm->hours[hour_of(time)] += (float)weight;
	rhythm->days[day_of(time)] += (float)weight;
	if (time > rhythm->newest)
		rhythm->newest = time;
}

static void
fade(struct rhythm *rhythm, int64_t now)
{
	double seconds = (double)(now - rhythm->known_until);
	double factor = faded(seconds);

	rhythm->items *= factor;
	rhythm->seconds = rhythm->seconds * factor + watched(seconds);
	for (int i = 0; i < RHYTHM_HOURS; i++)
		rhythm->hours[i] *= (float)factor;
	for (int i = 0; i < RHYTHM_DAYS; i++)
		rhythm->days[i] *= (float)factor;
}

/* A feed's past: as long as its oldest item is old. Items without a date say nothing of it. */
static void
observe_past(struct rhythm *rhythm, const int64_t *times, size_t n, int64_t now)
{
	int64_t oldest = now;

	for (size_t i = 0; i < n; i++) {
		if (times[i] <= 0 || times[i] > now)
			continue;
		if (times[i] < oldest)
			oldest = times[i];
		add_item(rhythm, times[i], now);
	}
	rhythm->seconds = watched((double)(now - oldest));
}

void
rhythm_observe(struct rhythm *rhythm, const int64_t *times, size_t n, int64_t now)
{
	if (rhythm->known_until == 0) {
		observe_past(rhythm, times, n, now);
	} else if (now >= rhythm->known_until) {
		fade(rhythm, now);
		/* A back-dated item came since the last look, whatever it says. */
		for (size_t i = 0; i < n; i++)
			add_item(rhythm,
				times[i] > rhythm->known_until && times[i] <= now ? times[i] : now,
				now);
	}
	if (now > rhythm->known_until)
		rhythm->known_until = now;
}

static double
mean_rate(const struct rhythm *rhythm)
{
	return (rhythm->items + PRIOR_ITEMS) / (rhythm->seconds + PRIOR_SECONDS);
}

static float
sum(const float *weights, int n)
{
	float total = 0;

	for (int i = 0; i < n; i++)
		total += weights[i];
	return total;
}

/* How many times more than on average come at such a moment. */
static double
swing(const float *weights, int n, int at, double prior)
{
	return n * ((double)weights[at] + prior / n) / ((double)sum(weights, n) + prior);
}

static double
rate_at(const struct rhythm *rhythm, int64_t time)
{
	return mean_rate(rhythm) * swing(rhythm->hours, RHYTHM_HOURS, hour_of(time), PRIOR_HOURS) *
	       swing(rhythm->days, RHYTHM_DAYS, day_of(time), PRIOR_DAYS);
}

static int64_t
next_hour(int64_t time)
{
	return time - time % HOUR + HOUR;
}

double
rhythm_expect(const struct rhythm *rhythm, int64_t from, int64_t until)
{
	double items = 0;

	while (from < until) {
		int64_t end = next_hour(from) < until ? next_hour(from) : until;

		items += rate_at(rhythm, from) * (double)(end - from);
		from = end;
	}
	return items;
}

int64_t
rhythm_when(const struct rhythm *rhythm, int64_t from, double items, int64_t latest)
{
	while (from < latest) {
		double rate = rate_at(rhythm, from);
		int64_t end = next_hour(from);

		if (rate * (double)(end - from) >= items) {
			from += (int64_t)(items / rate);
			break;
		}
		items -= rate * (double)(end - from);
		from = end;
	}
	return from < latest ? from : latest;
}

int64_t
rhythm_gap_seconds(const struct rhythm *rhythm)
{
	if (rhythm->items < 1)
		return 0;
	return (int64_t)(rhythm->seconds / rhythm->items);
}

static unsigned char *
put(unsigned char *at, uint64_t number, int bytes)
{
	for (int i = 0; i < bytes; i++)
		*at++ = (unsigned char)(number >> 8 * i);
	return at;
}

static uint64_t
get(const unsigned char **at, int bytes)
{
	uint64_t number = 0;

	for (int i = 0; i < bytes; i++)
		number |= (uint64_t) * (*at)++ << 8 * i;
	return number;
}

static uint16_t
packed(float weight)
{
	double units = (double)weight * STORED_UNIT / 16;

	return units < UINT16_MAX ? (uint16_t)units : UINT16_MAX;
}

void
rhythm_write(const struct rhythm *rhythm, unsigned char bytes[RHYTHM_BYTES])
{
	unsigned char *at = bytes;

	memset(bytes, 0, RHYTHM_BYTES);
	at = put(at, STORED_VERSION, 1);
	at = put(at, (uint64_t)(rhythm->items * STORED_UNIT), 5);
	at = put(at, (uint64_t)rhythm->seconds, 4);
	at = put(at, (uint64_t)rhythm->known_until, 8);
	at = put(at, (uint64_t)rhythm->newest, 8);
	for (int i = 0; i < RHYTHM_HOURS; i++)
		at = put(at, packed(rhythm->hours[i]), 2);
	for (int i = 0; i < RHYTHM_DAYS; i++)
		at = put(at, packed(rhythm->days[i]), 2);
}

bool
rhythm_read(struct rhythm *rhythm, struct span bytes)
{
	const unsigned char *at = (const unsigned char *)bytes.at;

	memset(rhythm, 0, sizeof *rhythm);
	if (bytes.len != RHYTHM_BYTES || get(&at, 1) != STORED_VERSION)
		return false;
	rhythm->items = (double)get(&at, 5) / STORED_UNIT;
	rhythm->seconds = (double)get(&at, 4);
	rhythm->known_until = (int64_t)get(&at, 8);
	rhythm->newest = (int64_t)get(&at, 8);
	for (int i = 0; i < RHYTHM_HOURS; i++)
		rhythm->hours[i] = (float)((double)get(&at, 2) * 16 / STORED_UNIT);
	for (int i = 0; i < RHYTHM_DAYS; i++)
		rhythm->days[i] = (float)((double)get(&at, 2) * 16 / STORED_UNIT);
	if (rhythm->known_until >= 0 && rhythm->newest >= 0)
		return true;
	memset(rhythm, 0, sizeof *rhythm);
	return false;
}
