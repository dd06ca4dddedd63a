#include "aggregator/commands/verbs.h"

#include <string.h>

const struct verb verbs[] = {
	{"init", "[DIR]", "write a commented starter configuration, watch list and feed list",
		command_init},
	{"check", "", "validate the configuration, and say every mistake", command_check},
	{"companies", "find TEXT | show TICKER", "the directory of companies", command_companies},
	{"parse", "FILE|-", "a feed document as one JSON document", command_parse},
	{"match", "[TEXT|-]", "explain which companies and topics a text is about, and why",
		command_match},
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
