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

#define ADDRESS_KEY_BYTES 16

/* What stands for one machine, or one service; equal keys have equal bytes. */
struct address_key {
	unsigned char bytes[ADDRESS_KEY_BYTES];
};

/*
 * The key of an address: the whole of an IPv4 one (as ::ffff:a.b.c.d, also when an IPv6 one carries it),
 * and the /64 of an IPv6 one, the smallest block that a customer is given. False: another family.
 */
bool address_key_of(const struct sockaddr *address, struct address_key *key);

#endif
