#ifndef AGGREGATOR_CONFIG_CONFIG_EDIT_H
#define AGGREGATOR_CONFIG_CONFIG_EDIT_H

#include "aggregator/watch/watchlist.h"
#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

/*
 * Changes of a configuration that leave everything else in it, comments too, as the user wrote it:
 * whole lines are put in or taken out, and the result is read again before it is kept.
 */

/* A feed to be added. What is not given is NULL or empty. */
struct config_new_feed {
	const char *url;
	const char *title;
	struct wanted_strings tags;
};
struct config_new_feeds {
	const struct config_new_feed *at;
	size_t n;
};

/*
 * The configuration `yaml`, of the file at `path`, with more entries behind the others of `feeds:`
 * (which is added, when there is none; in a list in brackets they stand first) into `out`. False
 * (EX_CONFIG): one of the feeds is there already, or `yaml` has mistakes.
 */
bool config_add_feeds(const char *path, struct span yaml, const struct config_new_feeds *feeds,
	struct buf *out, struct error *err) MUST_USE;

/* The same without the entry of that address. False: there is none. */
bool config_remove_feed(const char *path, struct span yaml, const char *url, struct buf *out,
	struct error *err) MUST_USE;

/*
 * The same for the file at `path`: written beside it, synced and renamed over it, with its mode kept.
 * On failure (EX_IOERR, EX_CONFIG) the file is as it was.
 */
bool config_file_add_feeds(
	const char *path, const struct config_new_feeds *feeds, struct error *err) MUST_USE;
bool config_file_remove_feed(const char *path, const char *url, struct error *err) MUST_USE;

#endif
