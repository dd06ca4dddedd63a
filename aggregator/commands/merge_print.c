#include "aggregator/commands/merge_print.h"
#include "aggregator/commands/table.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define REASON_BITS 32
#define NUMBER_BYTES 24

/* A story's name in the output: a string, as the scorers of such tasks want it. */
static json_t *
story_name(int64_t story)
{
	char name[NUMBER_BYTES];

	snprintf(name, sizeof name, "%" PRId64, story);
	return json_string(name);
}

static json_t *
names_of(unsigned bits)
{
	json_t *names = json_array();

	for (int i = 0; i < REASON_BITS; i++)
		if ((bits & 1U << i) != 0)
			json_array_append_new(names, json_string(story_reason_name(1U << i)));
	return names;
}

static json_t *
near_misses(const struct placement *placement)
{
	json_t *list = json_array();

	for (int i = 0; i < PLACEMENT_NEAR_MAX && placement->near[i].story != 0; i++)
		json_array_append_new(list,
			json_pack("{s:o, s:i, s:o}", "story", story_name(placement->near[i].story),
				"score", placement->near[i].score, "vetoes",
				names_of(placement->near[i].vetoes)));
	return list;
}

/* What each feature gave to the score, in thousandths. */
static json_t *
parts_of(const struct placement *placement)
{
	json_t *parts = json_object();

	for (int i = 0; i < LIKENESS_PARTS; i++)
		if (placement->parts[i] != 0)
			json_object_set_new(
				parts, likeness_part_name(i), json_integer(placement->parts[i]));
	return parts;
}

void
merge_print_json(const json_t *id, const struct placement *placement)
{
	json_t *line = json_object();

	json_object_set_new(line, "id", id != NULL ? json_deep_copy(id) : json_null());
	json_object_set_new(line, "story", story_name(placement->story));
	json_object_set_new(line, "relation", json_string(relation_name(placement->relation)));
	json_object_set_new(line, "score", json_integer(placement->score));
	json_object_set_new(line, "reasons", names_of(placement->reasons));
	json_object_set_new(line, "parts", parts_of(placement));
	json_object_set_new(line, "near", near_misses(placement));
	if (placement->chained_to != 0)
		json_object_set_new(line, "chained_to", story_name(placement->chained_to));
	if (placement->is_recycled)
		json_object_set_new(line, "recycled", json_true());
	if (placement->merged != 0)
		json_object_set_new(line, "merge",
			json_pack("[o, o]", story_name(placement->story),
				story_name(placement->merged)));
	json_dumpf(line, stdout, JSON_COMPACT | TABLE_REALS);
	putchar('\n');
	json_decref(line);
}

static void
print_names(unsigned bits)
{
	for (int i = 0; i < REASON_BITS; i++)
		if ((bits & 1U << i) != 0)
			printf(" %s", story_reason_name(1U << i));
}

static void
print_parts(const struct placement *placement)
{
	const char *before = "   score: ";

	for (int i = 0; i < LIKENESS_PARTS; i++) {
		if (placement->parts[i] == 0)
			continue;
		printf("%s%s %+d", before, likeness_part_name(i), placement->parts[i]);
		before = ", ";
	}
	if (before[0] == ',')
		printf("\n");
}

/* What comes from outside must not steer the terminal. */
static void
print_plain(struct span text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char byte = (unsigned char)text.at[i];

		putchar(byte < 0x20 || byte == 0x7f ? ' ' : byte);
	}
}

void
merge_print_text(int64_t item, struct span title, const struct placement *placement)
{
	printf("%" PRId64 ". ", item);
	print_plain(title);
	printf("\n   story %" PRId64 ": %s", placement->story, relation_name(placement->relation));
	if (placement->relation != RELATION_NEW) {
		printf(", %d %%, by", placement->score);
		print_names(placement->reasons);
	}
	if (placement->is_recycled)
		printf(", recycled");
	if (placement->chained_to != 0)
		printf(", continues story %" PRId64, placement->chained_to);
	printf("\n");
	if (placement->merged != 0)
		printf("   story %" PRId64 " proved to be the same\n", placement->merged);
	print_parts(placement);
	for (int i = 0; i < PLACEMENT_NEAR_MAX && placement->near[i].story != 0; i++) {
		printf("   not story %" PRId64 ": %d %%", placement->near[i].story,
			placement->near[i].score);
		print_names(placement->near[i].vetoes);
		printf("\n");
	}
}
