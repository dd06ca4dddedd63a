#include "aggregator/edition_groups.h"

/* Under which heading a story stands; a key without bytes is "Other". */
struct heading {
	struct span key;
	struct span title;
	const struct digest_company *company;
};

static struct heading
heading_of(const struct digest *digest, const struct digest_story *story)
{
	switch (digest->grouping) {
	case DIGEST_GROUP_COMPANY:
		if (story->n_companies > 0)
			return (struct heading){story->companies[0].id, story->companies[0].name,
				&story->companies[0]};
		break;
	case DIGEST_GROUP_TOPIC:
		if (story->n_topics > 0)
			return (struct heading){story->topics[0], story->topics[0], NULL};
		break;
	case DIGEST_GROUP_SOURCE:
		if (story->n_sources > 0 && story->sources[0].title.len > 0)
			return (struct heading){
				story->sources[0].title, story->sources[0].title, NULL};
		break;
	case DIGEST_GROUP_NONE:
		return (struct heading){SPAN_NONE, SPAN_NONE, NULL};
	}
	return (struct heading){SPAN_NONE, SPAN("Other"), NULL};
}

/* While groups are made, each story knows its group's number. */
struct grouping {
	struct heading *headings; /* of each group */
	size_t *sizes;
	size_t *group_of; /* of each story */
	size_t n;
};

static size_t
group_under(struct grouping *grouping, const struct heading *heading)
{
	for (size_t i = 0; i < grouping->n; i++)
		if (span_equal(grouping->headings[i].key, heading->key))
			return i;
	grouping->headings[grouping->n] = *heading;
	return grouping->n++;
}

static struct digest_group
make_group(struct digest *digest, const struct grouping *grouping, size_t group,
	const struct digest_story *stories, size_t n)
{
	const struct heading *heading = &grouping->headings[group];
	struct digest_story *members =
		arena_array(digest->arena, grouping->sizes[group], sizeof *members);
	size_t n_members = 0;

	for (size_t i = 0; i < n; i++)
		if (grouping->group_of[i] == group)
			members[n_members++] = stories[i];
	return (struct digest_group){.title = heading->title,
		.key = heading->key,
		.company = heading->company,
		.stories = members,
		.n_stories = n_members};
}

void
edition_group(struct digest *digest, const struct digest_story *stories, size_t n)
{
	struct arena *arena = digest->arena;
	struct grouping grouping = {
		.headings = arena_array(arena, n, sizeof *grouping.headings),
		.sizes = arena_array(arena, n, sizeof *grouping.sizes),
		.group_of = arena_array(arena, n, sizeof *grouping.group_of),
	};
	struct digest_group *groups;
	size_t n_groups = 0;

	for (size_t i = 0; i < n; i++) {
		struct heading heading = heading_of(digest, &stories[i]);

		grouping.group_of[i] = group_under(&grouping, &heading);
		grouping.sizes[grouping.group_of[i]]++;
	}
	groups = arena_array(arena, grouping.n, sizeof *groups);
	for (size_t i = 0; i < grouping.n; i++)
		if (grouping.headings[i].key.len > 0)
			groups[n_groups++] = make_group(digest, &grouping, i, stories, n);
	for (size_t i = 0; i < grouping.n; i++) /* what has no heading comes last */
		if (grouping.headings[i].key.len == 0)
			groups[n_groups++] = make_group(digest, &grouping, i, stories, n);
	digest->groups = groups;
	digest->n_groups = n_groups;
}
