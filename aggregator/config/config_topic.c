#include <stdlib.h>
#include <string.h>

#include "aggregator/config/config.h"
#include "aggregator/config/config_section.h"
#include "aggregator/config/config_shipped.h"
#include "aggregator/config/config_value.h"
#include "aggregator/watch/query.h"

#define WEIGHT_MAX 10

/* One entry under work: a topic of the user's, or names of those that come with broadtape. */
struct topic_entry {
	struct wanted_topic topic;
	struct wanted_strings shipped;
};

const struct config_key config_topic_keys[] = {
	{.name = "name",
		.set = config_set_text,
		.offset = offsetof(struct topic_entry, topic.name),
		.expected = "a topic's name"},
	{.name = "where",
		.set = config_set_text,
		.offset = offsetof(struct topic_entry, topic.where),
		.expected = "a query"},
	{.name = "weight",
		.set = config_set_decimal,
		.offset = offsetof(struct topic_entry, topic.weight),
		.min = -WEIGHT_MAX,
		.max = WEIGHT_MAX},
	{.name = "shipped",
		.set = config_set_strings,
		.offset = offsetof(struct topic_entry, shipped),
		.expected = "all, or names of topics that come with broadtape",
		.min = 1},
	{0},
};

/* The user's own topics come first: a shipped one of the same name gives way. */
struct topic_entries {
	struct topic_list own;
	struct shipped_wishes shipped;
};

static void
check_query(struct config_reader *reader, const struct tree *tree, const char *text)
{
	struct error err = {0};
	size_t was = config_enter(reader, "where");
	struct query *query = query_parse(span_of(text), &err);

	if (query == NULL)
		config_wrong(reader, tree->line, "%s", err.text);
	query_free(query);
	config_leave(reader, was);
}

static void
check_topic(struct config_reader *reader, const struct tree *item, const struct wanted_topic *topic)
{
	const struct tree *where = config_child(item, "where");

	if (config_child(item, "name") == NULL)
		config_wrong(reader, item->line, "expected a name");
	if (where == NULL)
		config_wrong(reader, item->line, "expected a query: where");
	if (topic->where != NULL)
		check_query(reader, where, topic->where);
}

static void
read_topic(struct config_reader *reader, const struct tree *item, size_t index, void *context)
{
	struct topic_entries *entries = context;
	struct topic_entry entry = {.topic = {.weight = 1, .line = item->line}};

	(void)index;
	if (item->kind != TREE_MAP) {
		config_expected(reader, item, "a topic such as {name: capex, where: capex}");
		return;
	}
	config_read_map(reader, item, config_topic_keys, &entry);
	if (config_child(item, "shipped") == NULL) {
		check_topic(reader, item, &entry.topic);
		topic_list_add(&entries->own, reader->arena, &entry.topic);
		return;
	}
	if (entry.topic.name != NULL || entry.topic.where != NULL)
		config_wrong(reader, item->line,
			"'shipped' names topics that are there: expected no name and no query "
			"beside it");
	for (size_t i = 0; i < entry.shipped.n; i++)
		shipped_wish(&entries->shipped, reader->arena,
			&(struct shipped_name){
				entry.shipped.at[i], entry.topic.weight, item->line});
}

static int
compare_names(const void *a, const void *b)
{
	const struct wanted_topic *const *left = a;
	const struct wanted_topic *const *right = b;

	return strcmp((*left)->name, (*right)->name);
}

/* A digest asks for the weight of each topic of each of its stories, so that is one short search. */
static void
index_weights(struct watchlist *list, struct arena *arena)
{
	list->weighted = arena_array(arena, list->n_topics, sizeof(struct wanted_topic *));
	list->n_weighted = 0;
	for (size_t i = 0; i < list->n_topics; i++)
		if (list->topics[i].name != NULL && list->topics[i].weight != 1)
			list->weighted[list->n_weighted++] = &list->topics[i];
	if (list->n_weighted > 0)
		qsort(list->weighted, list->n_weighted, sizeof *list->weighted, compare_names);
}

static int
compare_name(const void *name, const void *topic)
{
	const struct wanted_topic *const *wanted = topic;

	return span_compare(*(const struct span *)name, span_of((*wanted)->name));
}

double
config_topic_weight(const struct config *config, struct span name)
{
	const struct watchlist *list = &config->watchlist;
	const struct wanted_topic *const *found = NULL;

	if (list->n_weighted > 0)
		found = bsearch(&name, list->weighted, list->n_weighted, sizeof *list->weighted,
			compare_name);
	return found != NULL ? (*found)->weight : 1;
}

void
config_set_topics(struct config_reader *reader, const struct tree *tree,
	const struct config_key *key, void *field)
{
	struct topic_entries entries = {0};
	struct watchlist *list = &reader->config->watchlist;

	(void)key;
	(void)field;
	config_each(reader, tree, read_topic, &entries);
	if (entries.shipped.n > 0)
		shipped_add(reader, &entries.shipped, &entries.own);
	list->topics = entries.own.at;
	list->n_topics = entries.own.n;
	index_weights(list, reader->arena);
}
