#include "aggregator/commands/verbs.h"

#include <string.h>

const struct verb verbs[] = {
	{"merge", "[FILE|-]", "items in as JSON lines, the story of each out, and why",
		command_merge},
	{NULL, NULL, NULL, NULL},
};

const struct verb *
verb_find(const char *name)
{
	for (const struct verb *verb = verbs; verb->name != NULL; verb++)
		if (strcmp(verb->name, name) == 0)
			return verb;
	return NULL;
}
