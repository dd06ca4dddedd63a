#ifndef AGGREGATOR_COMMANDS_FEEDS_H
#define AGGREGATOR_COMMANDS_FEEDS_H

#include "aggregator/commands/command.h"
#include "feeds/base/compiler.h"

/* The options of all actions; each takes its own. */
struct feeds_options {
	bool wants_all;
	bool wants_worth;
	const char *since; /* NULL: not given */
	const char *sort;
};

/* What `broadtape feeds` can do, one function each; `operand` is NULL where none was given. */
typedef bool feeds_action_fn(const struct invocation *call, const char *operand,
	const struct feeds_options *options, struct error *err);

feeds_action_fn feeds_list;

/* Fetches the URL once, and keeps it in the configuration if it is a feed. */
feeds_action_fn feeds_add;
feeds_action_fn feeds_remove;

/* The health of each feed, in words; asks no server. */
feeds_action_fn feeds_check;

/* Prints the feeds that a page announces, or that it is one itself; writes nothing. */
feeds_action_fn feeds_discover;

/* Of OPML lists. */
feeds_action_fn feeds_import;
feeds_action_fn feeds_export;

/* What each feed is worth: `feeds list --worth`. */
MUST_USE bool feeds_worth(
	const struct invocation *call, const struct feeds_options *options, struct error *err);

#endif
