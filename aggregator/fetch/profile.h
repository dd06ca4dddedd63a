#ifndef AGGREGATOR_FETCH_PROFILE_H
#define AGGREGATOR_FETCH_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "aggregator/fetch/hosts.h"
#include "feeds/base/buf.h"
#include "feeds/base/span.h"

struct url;

/* What shares one budget. */
enum budget_scope {
	BUDGET_HOST,   /* each host name has its own, and each port but 80 and 443 */
	BUDGET_DOMAIN, /* all hosts of a registrable domain (or of the profile's) share one */
	BUDGET_PATH,   /* one host serves many: each first part of the path has its own */
};

/* What is known of a service beforehand, by data/hosts.yaml or the user. */
struct host_profile {
	struct span domain; /* it and all below it */
	enum budget_scope scope;
	struct host_budget budget; /* zero: as for all others */
	bool wants_contact;        /* it refuses a User-Agent without one */
	bool changes_ids;          /* an item comes with another id each time */
};

/* Where two profiles fit, the first one counts. */
struct host_profiles {
	const struct host_profile *at;
	size_t n;
	enum budget_scope scope; /* of hosts that no profile knows */
};

/* The domain itself, or a name below it; both in lower case. */
bool profile_is_below(struct span host, struct span domain);

/* The one for a host; NULL: none. */
const struct host_profile *profile_of(const struct host_profiles *profiles, struct span host);

/* Adds the name of the budget that a URL comes out of: "h.example", "h.example:8080/route". */
void profile_add_budget_name(
	const struct host_profiles *profiles, const struct url *url, struct buf *name);

#endif
