#include "aggregator/config/config_section.h"
#include "aggregator/config/config_value.h"
#include "aggregator/watch/query.h"

const struct config_key config_topic_keys[] = {
	{.name = "name",
		.set = config_set_text,
		.offset = offsetof(struct wanted_topic, name),
		.expected = "a topic's name"},
	{.name = "where",
		.set = config_set_text,
		.offset = offsetof(struct wanted_topic, where),
		.expected = "a query"},
	{0},
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
read_topic(struct config_reader *reader, const struct tree *item, size_t index, void *context)
{
	struct wanted_topic *topic = &((struct wanted_topic *)context)[index];
	const struct tree *where = config_child(item, "where");

	topic->line = item->line;
	if (item->kind != TREE_MAP) {
		config_expected(reader, item, "a topic such as {name: capex, where: capex}");
		return;
	}
	config_read_map(reader, item, config_topic_keys, topic);
	if (config_child(item, "name") == NULL)
		config_wrong(reader, item->line, "expected a name");
	if (where == NULL)
		config_wrong(reader, item->line, "expected a query: where");
	if (topic->where != NULL)
		check_query(reader, where, topic->where);
}

void
config_set_topics(struct config_reader *reader, const struct tree *tree,
	const struct config_key *key, void *field)
{
	struct wanted_topic *topics =
		arena_array(reader->arena, config_count(tree), sizeof *topics);

	(void)key;
	(void)field;
	reader->config->watchlist.topics = topics;
	reader->config->watchlist.n_topics = config_count(tree);
	config_each(reader, tree, read_topic, topics);
}
