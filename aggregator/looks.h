#ifndef AGGREGATOR_LOOKS_H
#define AGGREGATOR_LOOKS_H

#include <stdbool.h>

#include "aggregator/config/config.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "output/templates.h"

/*
 * The user's own templates of a configuration: those of the site's pages into `templates` (NULL: it
 * wants none; else templates_free), those of webhooks are tried. False: one is missing or wrong, and
 * `err` has its file and line.
 */
MUST_USE bool looks_load(
	const struct config *config, struct templates **templates, struct error *err);

#endif
