#ifndef OUTPUT_SIGN_H
#define OUTPUT_SIGN_H

#include "feeds/base/span.h"

/* Sums of SHA-256 in Base64 (RFC 4648, section 4): 44 characters and a NUL. */
#define SIGN_SIZE 45

void sign_sha256(struct span bytes, char sum[SIGN_SIZE]);

/* With a key (HMAC, RFC 2104). */
void sign_hmac_sha256(struct span key, struct span bytes, char sum[SIGN_SIZE]);

#endif
