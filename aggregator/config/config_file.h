#ifndef AGGREGATOR_CONFIG_CONFIG_FILE_H
#define AGGREGATOR_CONFIG_CONFIG_FILE_H

#include <sys/types.h>

#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

/* Reads a file into `bytes`, up to its maximum, and its mode. False: errno says why. */
bool config_file_read(const char *path, struct buf *bytes, mode_t *mode) MUST_USE;

/*
 * Makes a file that was not there, written and synced. False (EX_IOERR): it was there, or cannot be
 * written; nothing is left of it.
 */
bool config_file_create(
	const char *path, struct span bytes, mode_t mode, struct error *err) MUST_USE;

/*
 * Writes a file beside the one at `path` (behind symbolic links), syncs it, and renames it over it.
 * On failure (EX_IOERR) nothing has changed.
 */
bool config_file_replace(
	const char *path, struct span bytes, mode_t mode, struct error *err) MUST_USE;

#endif
