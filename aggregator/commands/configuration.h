#ifndef AGGREGATOR_COMMANDS_CONFIGURATION_H
#define AGGREGATOR_COMMANDS_CONFIGURATION_H

#include "aggregator/commands/command.h"
#include "aggregator/config/config.h"

/*
 * The configuration that the invocation names, or that is found. Warnings, and on failure every
 * mistake, go to stderr, one a line. NULL: err->status is EX_CONFIG, and err->text is empty, for all
 * has been said. The caller owns it: config_free.
 */
struct config *configuration_load(const struct invocation *call, struct error *err) MUST_USE;

#endif
