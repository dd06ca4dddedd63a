#include "aggregator/fetch/fetch.h"

#include "config.h"

struct fetch_settings
fetch_settings_default(void)
{
	return (struct fetch_settings){
		.concurrency = 256,
		.per_host = 2,
		.rate_per_host = 10,
		.burst_per_host = 32,
		.per_address = 10,
		.rate_per_address = 10,
		.timeout_ms = 30000,
		.connect_timeout_ms = 10000,
		.stall_timeout_ms = 15000,
		.patience_ms = 60000,
		.turn_patience_ms = 120000,
		.body_bytes_max = 10 * 1024 * 1024,
		.redirects_max = 5,
		.user_agent = PACKAGE_NAME "/" PACKAGE_VERSION,
	};
}
