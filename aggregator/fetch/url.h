#ifndef AGGREGATOR_FETCH_URL_H
#define AGGREGATOR_FETCH_URL_H

#include <stdbool.h>

#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

/* A URL that can be fetched: what of it decides over manners and credentials. */
struct url {
	char *text; /* what is sent: as given, spaces and other bytes that no URL may hold escaped */
	char *host; /* lower case, IPv6 in brackets */
	char *port; /* always there */
	bool is_https;
};

void url_release(struct url *url);

/* False: no http or https URL with a host. Nothing is guessed, no query is changed. */
bool url_parse(struct url *url, struct span text, struct error *err) MUST_USE;

/* Where a redirect from `base` leads (RFC 3986, section 5); credentials in it are dropped. */
bool url_resolve(
	struct url *url, const struct url *base, struct span location, struct error *err) MUST_USE;

/* Same scheme, host and port: what one may see, so may the other. */
bool url_same_origin(const struct url *a, const struct url *b);

#endif
