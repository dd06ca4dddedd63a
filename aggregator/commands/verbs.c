#include "aggregator/commands/verbs.h"

#include <string.h>

const struct verb verbs[] = {
	{"init", "[DIR]", "write a commented starter configuration, watch list and feed list",
		command_init, true},
	{"run", "", "one cycle: fetch what is due, tag, merge, write the digests that are due",
		command_run, false},
	{"daemon", "", "the same for ever: fetch, and write each digest at its hour",
		command_daemon, true},
	{"fetch", "[FEED...]", "only the fetching", command_fetch, false},
	{"digest", "[NAME]", "build one digest now", command_digest, false},
	{"replay", "[NAME]", "what a digest would have sent, edition by edition", command_replay,
		false},
	{"feeds", "list | add URL | remove URL | check | discover URL | import FILE | export",
		"the feeds of the configuration", command_feeds, false},
	{"companies", "find TEXT | show TICKER", "the directory of companies", command_companies,
		false},
	{"parse", "FILE|-", "a feed document as one JSON document", command_parse, false},
	{"match", "[TEXT|-]", "explain which companies and topics a text is about, and why",
		command_match, false},
	{"merge", "[FILE|-]", "items in as JSON lines, the story of each out, and why",
		command_merge, false},
	{"search", "QUERY", "search everything stored, newest first", command_search, false},
	{"story", "NUMBER", "one story: its items, why each joined, and who told it", command_story,
		false},
	{"status", "", "feeds, store, last and next digests", command_status, false},
	{"export", "[FILE]", "everything stored as JSON lines", command_export, false},
	{"import", "FILE|-", "such lines into a new store", command_import, true},
	{"check", "", "validate the configuration, and say every mistake", command_check, false},
	{NULL, NULL, NULL, NULL, false},
};

const struct verb *
verb_find(const char *name)
{
	for (const struct verb *verb = verbs; verb->name != NULL; verb++)
		if (strcmp(verb->name, name) == 0)
			return verb;
	return NULL;
}
