#ifndef FEEDS_BASE64_H
#define FEEDS_BASE64_H

#include <stdbool.h>

#include "feeds/base/arena.h"
#include "feeds/base/compiler.h"
#include "feeds/base/span.h"

/* Base64 (RFC 4648, 4), white space left out, the padding may be missing. False: it is none. */
bool base64_decode(struct span text, struct arena *arena, struct span *bytes) MUST_USE;

#endif
