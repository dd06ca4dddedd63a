#ifndef AGGREGATOR_GLIMPSE_H
#define AGGREGATOR_GLIMPSE_H

#include "feeds/base/error.h"
#include "feeds/base/span.h"

/*
 * Adds the first bytes of what came to a message, so that its reader sees what it is: "it begins with
 * '<!doctype html><title>Sign in'". White space is folded, what cannot be shown becomes '?'.
 */
void glimpse_add(struct span body, struct error *err);

#endif
