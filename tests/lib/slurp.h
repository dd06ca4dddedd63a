#ifndef TESTS_LIB_SLURP_H
#define TESTS_LIB_SLURP_H

#include <stdbool.h>

#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

/* Adds a whole file. */
bool slurp(const char *path, struct buf *into, struct error *err) MUST_USE;

#endif
