#include "aggregator/config/config_shipped.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "aggregator/base/datadir.h"
#include "aggregator/base/spelling.h"
#include "aggregator/config/config_file.h"

#define FILE_NAME "topics.yaml"
#define FILE_BYTES_MAX (1 << 20)

void
topic_list_add(struct topic_list *list, struct arena *arena, const struct wanted_topic *topic)
{
	list->at = arena_room(arena, list->at, list->n, &list->capacity, sizeof *list->at);
	list->at[list->n++] = *topic;
}

void
shipped_wish(struct shipped_wishes *wishes, struct arena *arena, const struct shipped_name *name)
{
	wishes->at =
		arena_room(arena, wishes->at, wishes->n, &wishes->capacity, sizeof *wishes->at);
	wishes->at[wishes->n++] = *name;
}

static const struct tree *
read_shipped(struct config_reader *reader, int line)
{
	struct tree_error problem;
	const struct tree *tree = NULL;
	char path[PATH_MAX];
	struct buf bytes;
	mode_t mode;

	snprintf(path, sizeof path, "%s/" FILE_NAME, datadir());
	buf_init(&bytes, FILE_BYTES_MAX);
	if (!config_file_read(path, &bytes, &mode)) {
		config_wrong(reader, line, "cannot read '%s': %s", path, strerror(errno));
	} else {
		tree = tree_read(buf_span(&bytes), reader->arena, &problem);
		if (tree == NULL)
			config_wrong(reader, line, "%s:%d: %s", path, problem.line, problem.text);
	}
	buf_release(&bytes);
	return tree;
}

static bool
has_name(const struct topic_list *list, struct span name)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->at[i].name != NULL && span_equal(span_of(list->at[i].name), name))
			return true;
	return false;
}

static void
add_topic(struct config_reader *reader, const struct tree *item, const struct shipped_name *wish,
	struct topic_list *list)
{
	struct wanted_topic topic = {.weight = wish->weight, .line = wish->line};

	if (has_name(list, config_child(item, "name")->text))
		return;
	topic.name = arena_string(reader->arena, config_child(item, "name")->text);
	topic.where = arena_string(reader->arena, config_child(item, "where")->text);
	topic_list_add(list, reader->arena, &topic);
}

static bool
is_topic(const struct tree *item)
{
	return config_child(item, "name") != NULL && config_child(item, "where") != NULL;
}

static void
refuse(struct config_reader *reader, const struct tree *shipped, const struct shipped_name *wish)
{
	struct spelling spelling;

	spelling_init(&spelling, span_of(wish->name));
	for (const struct tree *item = shipped->first; item != NULL; item = item->next)
		if (is_topic(item))
			spelling_offer(&spelling,
				arena_string(reader->arena, config_child(item, "name")->text));
	if (spelling.best != NULL)
		config_wrong(reader, wish->line,
			"no topic '%s' comes with broadtape; did you mean '%s'?", wish->name,
			spelling.best);
	else
		config_wrong(reader, wish->line,
			"no topic '%s' comes with broadtape; broadtape.yaml(5) lists them",
			wish->name);
}

void
shipped_add(
	struct config_reader *reader, const struct shipped_wishes *wishes, struct topic_list *list)
{
	const struct tree *shipped = read_shipped(reader, wishes->at[0].line);

	for (size_t i = 0; i < wishes->n && shipped != NULL; i++) {
		const struct shipped_name *wish = &wishes->at[i];
		bool is_all = strcmp(wish->name, "all") == 0;
		bool is_known = is_all;

		for (const struct tree *item = shipped->first; item != NULL; item = item->next) {
			if (!is_topic(item) ||
				(!is_all && !span_equal(span_of(wish->name),
						    config_child(item, "name")->text)))
				continue;
			add_topic(reader, item, wish, list);
			is_known = true;
		}
		if (!is_known)
			refuse(reader, shipped, wish);
	}
}
