#ifndef AGGREGATOR_CONFIG_CONFIG_SHIPPED_H
#define AGGREGATOR_CONFIG_CONFIG_SHIPPED_H

#include "aggregator/config/config_reader.h"

/* The topics that come with broadtape: `topics.yaml` in the folder of datadir(). */

struct topic_list {
	struct wanted_topic *at;
	size_t n;
	size_t capacity;
};

void topic_list_add(struct topic_list *list, struct arena *arena, const struct wanted_topic *topic);

/* Names that the user asked for, with what weight, and where. */
struct shipped_wishes {
	struct shipped_name {
		const char *name;
		double weight;
		int line;
	} * at;
	size_t n;
	size_t capacity;
};

void shipped_wish(
	struct shipped_wishes *wishes, struct arena *arena, const struct shipped_name *name);

/*
 * Adds the topics that are wished to `list`, `all` of them for that name; one whose name is in the
 * list already is left out. An unknown name, or a file that cannot be read, is told.
 */
void shipped_add(
	struct config_reader *reader, const struct shipped_wishes *wishes, struct topic_list *list);

#endif
