#ifndef AGGREGATOR_FEED_ADDRESS_H
#define AGGREGATOR_FEED_ADDRESS_H

#include "feeds/base/arena.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

/* The address of a feed, as a list or a person writes it; all in the arena. */
struct feed_address {
	const char *url; /* what is asked: bytes that no URL may hold are escaped */
	struct span
		key; /* one for all the ways to write an address: without its scheme, its host in
			    lower case, without the usual port, a fragment and a slash at the end */
};

/*
 * False (EX_DATAERR): no http or https URL, or one with a user's name in it, whose place is the
 * configuration.
 */
MUST_USE bool feed_address_read(
	struct feed_address *address, struct span written, struct arena *arena, struct error *err);

/* An address to be shown, whatever it is: without a user's name and password. */
struct span feed_address_shown(struct span written, struct arena *arena);

#endif
