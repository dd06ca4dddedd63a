#ifndef AGGREGATOR_BASE_HMAC_H
#define AGGREGATOR_BASE_HMAC_H

#include <stdbool.h>

#include "feeds/base/span.h"

/*
 * Whether `hex` (in any case) is the HMAC (RFC 2104) of the bytes under the key, by the method of that
 * name: sha1, sha256, sha384 or sha512; no other is known, and false. Takes the same time wherever the
 * two differ.
 */
bool hmac_verify(struct span method, struct span key, struct span bytes, struct span hex);

#endif
