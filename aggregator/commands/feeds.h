#ifndef AGGREGATOR_COMMANDS_FEEDS_H
#define AGGREGATOR_COMMANDS_FEEDS_H

#include "aggregator/commands/command.h"
#include "feeds/base/compiler.h"

/* What `broadtape feeds` can do, one function each; `operand` is NULL where none was given. */

MUST_USE bool feeds_list(const struct invocation *call, const char *operand, struct error *err);

/* Fetches the URL once, and keeps it in the configuration if it is a feed. */
MUST_USE bool feeds_add(const struct invocation *call, const char *url, struct error *err);
MUST_USE bool feeds_remove(const struct invocation *call, const char *url, struct error *err);

/* The health of each feed, in words; asks no server. */
MUST_USE bool feeds_check(const struct invocation *call, const char *operand, struct error *err);

/* Prints the feeds that a page announces, or that it is one itself; writes nothing. */
MUST_USE bool feeds_discover(const struct invocation *call, const char *url, struct error *err);

/* Of OPML lists. */
MUST_USE bool feeds_import(const struct invocation *call, const char *path, struct error *err);
MUST_USE bool feeds_export(const struct invocation *call, const char *operand, struct error *err);

#endif
