#ifndef AGGREGATOR_WATCH_CACHE_H
#define AGGREGATOR_WATCH_CACHE_H

#include <stdbool.h>
#include <stdint.h>

#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/span.h"

/*
 * Keeps what is slow to make in files of one folder, a file a key. A cache never fails: what is not
 * there, too old, cut short or changed is simply not found, and what cannot be kept is not.
 */

/*
 * $XDG_CACHE_HOME/broadtape, else ~/.cache/broadtape, into `path`; false when neither is known.
 */
bool cache_folder(struct buf *path) MUST_USE;

/* The bytes kept under `key` into `bytes`, which must be empty; false: not found. */
bool cache_load(const char *folder, uint64_t key, struct buf *bytes) MUST_USE;

/* Keeps the bytes under `key`; the folder is made when it is not there. */
void cache_keep(const char *folder, uint64_t key, struct span bytes);

#endif
