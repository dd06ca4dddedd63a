/* broadtape.yaml(5) is the specification: each key of the tables is in it, and no other. */
#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "aggregator/config/config_section.h"
#include "aggregator/watch/query_field.h"
#include "feeds/base/buf.h"

#define NAMES_MAX 500
#define NAME_BYTES 64

struct names {
	char at[NAMES_MAX][NAME_BYTES];
	size_t n;
};

static void
add_name(struct names *names, const char *section, const char *name)
{
	assert_true(names->n < NAMES_MAX);
	assert_true(strlen(section) + strlen(name) + 1 < NAME_BYTES);
	snprintf(names->at[names->n++], NAME_BYTES, "%.30s%s%.31s", section,
		section[0] != '\0' ? "." : "", name);
}

static void
add_keys(struct names *names, const char *section, const struct config_key *keys)
{
	for (; keys->name != NULL; keys++) {
		char here[NAME_BYTES];

		snprintf(here, sizeof here, "%s%s%s", section, section[0] != '\0' ? "." : "",
			keys->name);
		if (section[0] != '\0' || keys->sub == NULL)
			add_name(names, section, keys->name);
		if (keys->sub != NULL)
			add_keys(names, here, keys->sub);
	}
}

/* The manual's subsections and the keys that it tags there; those of "general" have no section. */
static void
read_manual(struct names *names)
{
	const char *top = getenv("TOP_SRCDIR");
	char section[NAME_BYTES] = "";
	char line[1024];
	FILE *file;

	snprintf(line, sizeof line, "%s/docs/broadtape.yaml.5", top != NULL ? top : ".");
	file = fopen(line, "re");
	assert_non_null(file);
	while (fgets(line, sizeof line, file) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, ".Ss ", 4) == 0)
			snprintf(section, sizeof section, "%.60s",
				strcmp(line + 4, "general") == 0 ? "" : line + 4);
		if (strncmp(line, ".It Ic ", 7) == 0)
			add_name(names, section, line + 7);
	}
	fclose(file);
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void
the_manual_has_every_key_and_no_other(void **state)
{
	static struct names keys;
	static struct names manual;

	(void)state;
	add_keys(&keys, "", config_root_keys);
	for (size_t i = 0; query_field_at(i) != NULL; i++)
		add_name(&keys, "fields", query_field_at(i)->name);
	read_manual(&manual);
	qsort(keys.at, keys.n, NAME_BYTES, by_name);
	qsort(manual.at, manual.n, NAME_BYTES, by_name);
	for (size_t i = 0; i < keys.n || i < manual.n; i++)
		if (strcmp(keys.at[i], manual.at[i]) != 0)
			fail_msg("the tables say '%s', the manual '%s'", keys.at[i], manual.at[i]);
	assert_true(keys.n > 60);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_manual_has_every_key_and_no_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
