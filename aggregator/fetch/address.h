#ifndef AGGREGATOR_FETCH_ADDRESS_H
#define AGGREGATOR_FETCH_ADDRESS_H

#include <stdbool.h>

struct sockaddr;

/*
 * Why an address is none of the public Internet, in the words of the user's message: "loopback",
 * "private", "link-local" ...; NULL: it is public. An IPv4 address inside of an IPv6 one (mapped,
 * compatible, NAT64, 6to4) counts as itself. Other families than these two are "not of the Internet".
 */
const char *address_refusal(const struct sockaddr *address);

/* The same for a host as it stands in a URL; NULL for a name, which says nothing yet. */
const char *address_literal_refusal(const char *host);

#endif
