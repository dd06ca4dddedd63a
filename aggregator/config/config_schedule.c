#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "aggregator/config/config_section.h"
#include "aggregator/config/config_value.h"
#include "feeds/base/ascii.h"

#define ZONE_BYTES_MAX 64
#define ZONES_FOLDER "/usr/share/zoneinfo"
#define N_DAYS 7

static const char *const day_names[N_DAYS] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

static const char days_expected[] = "days such as mon-fri, sat,sun or daily";

static bool
read_time(struct span text, int *minutes)
{
	unsigned long long hour;
	unsigned long long minute;

	if (text.len != 5 || text.at[2] != ':' || !span_to_uint(span_head(text, 2), 23, &hour) ||
		!span_to_uint(span_from(text, 3), 59, &minute))
		return false;
	*minutes = (int)(hour * 60 + minute);
	return true;
}

void
config_set_hour(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	const char *text = config_text(reader, tree, "an hour such as \"09:30\"");

	(void)key;
	if (text != NULL && !read_time(span_of(text), field))
		config_expected(reader, tree, "an hour such as \"09:30\"");
}

static int
by_minutes(const void *a, const void *b)
{
	int left = *(const int *)a;
	int right = *(const int *)b;

	return (left > right) - (left < right);
}

static void
set_at(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	struct config_schedule *schedule = field;
	struct wanted_strings texts = config_strings(reader, tree, key->expected);
	int *minutes = arena_array(reader->arena, texts.n + 1, sizeof *minutes);
	size_t n = 0;

	for (size_t i = 0; i < texts.n; i++) {
		if (read_time(span_of(texts.at[i]), &minutes[n]))
			n++;
		else
			config_wrong(reader, tree->line, "expected %s, found '%s'", key->expected,
				texts.at[i]);
	}
	qsort(minutes, n, sizeof *minutes, by_minutes);
	schedule->at_minutes = minutes;
	schedule->n_at = n;
}

/* The number of a day from 0 for Monday; its English name may be longer than three letters. */
static int
day_number(struct span text)
{
	for (int i = 0; i < N_DAYS; i++)
		if (text.len >= 3 && span_equal_nocase(span_head(text, 3), span_of(day_names[i])))
			return i;
	return -1;
}

/* "mon-fri", "fri-mon" (over the week's end), "sat". */
static bool
add_days(struct span part, unsigned *days)
{
	size_t dash = span_find_byte(part, '-');
	int from = day_number(span_trim(span_head(part, dash)));
	int to = dash < part.len ? day_number(span_trim(span_from(part, dash + 1))) : from;

	if (span_equal_nocase(part, SPAN("daily"))) {
		*days |= CONFIG_EVERY_DAY;
		return true;
	}
	if (from < 0 || to < 0)
		return false;
	*days |= 1U << to;
	for (int day = from; day != to; day = (day + 1) % N_DAYS)
		*days |= 1U << day;
	return true;
}

void
config_set_days(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	struct wanted_strings texts = config_strings(reader, tree, days_expected);
	unsigned days = 0;

	(void)key;
	for (size_t i = 0; i < texts.n; i++) {
		struct span rest = span_of(texts.at[i]);
		struct span part;

		while (span_split(&rest, ',', &part))
			if (!add_days(span_trim(part), &days)) {
				config_wrong(reader, tree->line, "expected %s, found '%s'",
					days_expected, texts.at[i]);
				break;
			}
	}
	*(unsigned *)field = days;
}

static bool
is_zone_name(struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_alnum(text.at[i]) && memchr("_+-/", text.at[i], 4) == NULL)
			return false;
	return text.len > 0 && text.len <= ZONE_BYTES_MAX && text.at[0] != '/';
}

/* Whether the machine knows the zone; one without any zones is not asked. */
static bool
is_known_zone(const char *name)
{
	const char *folder = getenv("TZDIR");
	struct stat status;
	char path[4096];

	if (folder == NULL)
		folder = ZONES_FOLDER;
	if (stat(folder, &status) != 0)
		return true;
	snprintf(path, sizeof path, "%s/%s", folder, name);
	return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

void
config_set_timezone(struct config_reader *reader, const struct tree *tree,
	const struct config_key *key, void *field)
{
	const char *name = config_text(reader, tree, key->expected);

	if (name == NULL)
		return;
	if (is_zone_name(span_of(name)) && is_known_zone(name))
		*(const char **)field = name;
	else
		config_expected(reader, tree, key->expected);
}

const struct config_key config_schedule_keys[] = {
	{.name = "at", .set = set_at, .expected = "hours such as \"07:00\""},
	{.name = "days", .set = config_set_days, .offset = offsetof(struct config_schedule, days)},
	{.name = "timezone",
		.set = config_set_timezone,
		.offset = offsetof(struct config_schedule, timezone),
		.expected = "a time zone of this machine such as America/New_York"},
	{.name = "every",
		.set = config_set_seconds,
		.offset = offsetof(struct config_schedule, every_seconds),
		.min = 60,
		.max = 86400}, /* it counts from midnight: longer would be daily */
	{0},
};

void
config_set_schedule(struct config_reader *reader, const struct tree *tree,
	const struct config_key *key, void *field)
{
	bool has_at;
	bool has_every;

	config_read_map(reader, tree, key->sub, field);
	has_at = config_child(tree, "at") != NULL;
	has_every = config_child(tree, "every") != NULL;
	if (has_at == has_every && tree->kind == TREE_MAP)
		config_wrong(reader, tree->line, "expected %s of at and every",
			has_at ? "only one" : "one");
}
