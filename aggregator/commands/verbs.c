#include "aggregator/commands/verbs.h"

#include <string.h>

const struct verb verbs[] = {
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
