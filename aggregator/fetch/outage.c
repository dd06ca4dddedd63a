#include "aggregator/fetch/outage.h"

#include "aggregator/fetch/hosts.h"

#define HOSTS_MIN 3
#define UNREACHED_PER_ANSWERED 9

/* A time-out counts only when it came before the connection stood. */
bool
outage_may_explain(const struct visit_result *result)
{
	if (result->outcome != OUTCOME_FAILED || result->http_status != 0)
		return false;
	return result->failure == FAILURE_NAME || result->failure == FAILURE_CONNECT ||
	       (result->failure == FAILURE_TIMEOUT && result->times.connect_us == 0);
}

void
outage_note(struct outage *outage, struct host *host, bool is_unreached)
{
	if (!host_mark(host, is_unreached ? HOST_UNREACHED : HOST_ANSWERED, outage->round))
		return;
	if (is_unreached)
		outage->unreached++;
	else
		outage->answered++;
}

bool
outage_is_on(const struct outage *outage)
{
	return outage->unreached >= HOSTS_MIN &&
	       outage->unreached >= outage->answered * UNREACHED_PER_ANSWERED;
}

void
outage_next_round(struct outage *outage)
{
	*outage = (struct outage){.round = outage->round + 1};
}
