#ifndef AGGREGATOR_COMMANDS_VERBS_H
#define AGGREGATOR_COMMANDS_VERBS_H

#include "aggregator/commands/command.h"

/* One file a verb: commands/NAME.c. */
command_fn command_check;
command_fn command_companies;
command_fn command_daemon;
command_fn command_digest;
command_fn command_export;
command_fn command_feeds;
command_fn command_fetch;
command_fn command_import;
command_fn command_init;
command_fn command_match;
command_fn command_merge;
command_fn command_parse;
command_fn command_replay;
command_fn command_run;
command_fn command_search;
command_fn command_status;
command_fn command_story;

#endif
