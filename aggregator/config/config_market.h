#ifndef AGGREGATOR_CONFIG_CONFIG_MARKET_H
#define AGGREGATOR_CONFIG_CONFIG_MARKET_H

#include <stddef.h>
#include <stdint.h>

/* `poll.market`: the hours of an exchange, around which news is wanted sooner. */
struct config_market {
	const char *exchange; /* one of config_exchanges; NULL: its hours alone are known */
	const char *timezone; /* of the tz database; NULL: no exchange's clock counts */
	int open_minutes;     /* after local midnight: 09:30 is 570 */
	int close_minutes;
	unsigned days;           /* as in struct config_schedule */
	int64_t within_seconds;  /* so long before the open and after the close ... */
	int64_t every_seconds;   /* ... no feed waits for longer than this */
	const int64_t *holidays; /* the user's, beside those of exchange_days.h: since 1970-01-01 */
	size_t n_holidays;
};

/* An exchange that is known by name. */
struct config_exchange {
	const char *name;
	const char *timezone;
	int open_minutes;
	int close_minutes;
};
extern const struct config_exchange config_exchanges[];
extern const size_t config_n_exchanges;

#endif
