#include "aggregator/fetch/host_table.h"

#include <stdlib.h>

#include "aggregator/base/hash.h"
#include "aggregator/fetch/host.h"
#include "feeds/base/memory.h"

#define SLOTS_FIRST 256

struct host *
host_new(struct span name)
{
	struct host *host = memory_new(1, sizeof *host);

	host->name = memory_string(name.at, name.len);
	host->name_len = name.len;
	host->hash = hash_span(name);
	host->held_until_ms = INT64_MIN;
	host->promised_ms = INT64_MIN / 2; /* never */
	return host;
}

static void
insert(struct host **slots, size_t n_slots, struct host *host)
{
	size_t at = host->hash & (n_slots - 1);

	while (slots[at] != NULL)
		at = (at + 1) & (n_slots - 1);
	slots[at] = host;
}

static void
grow(struct host_table *table)
{
	size_t n_slots = table->n_slots > 0 ? table->n_slots * 2 : SLOTS_FIRST;
	struct host **slots = memory_new(n_slots, sizeof(struct host *));

	for (size_t i = 0; i < table->n_slots; i++)
		if (table->slots[i] != NULL)
			insert(slots, n_slots, table->slots[i]);
	free(table->slots);
	table->slots = slots;
	table->n_slots = n_slots;
}

void
host_table_add(struct host_table *table, struct host *host)
{
	if (table->n * 2 >= table->n_slots)
		grow(table);
	insert(table->slots, table->n_slots, host);
	table->n++;
}

struct host *
host_table_find(const struct host_table *table, struct span name)
{
	uint64_t hash = hash_span(name);
	size_t at = hash & (table->n_slots - 1);

	while (table->n_slots > 0 && table->slots[at] != NULL) {
		struct host *host = table->slots[at];

		if (host->hash == hash && span_equal(host_name(host), name))
			return host;
		at = (at + 1) & (table->n_slots - 1);
	}
	return NULL;
}

void
host_table_release(struct host_table *table)
{
	for (size_t i = 0; i < table->n_slots; i++) {
		if (table->slots[i] != NULL)
			free(table->slots[i]->name);
		free(table->slots[i]);
	}
	free(table->slots);
	*table = (struct host_table){0};
}
