#include "aggregator/fetch/gate.h"

#include <stdlib.h>
#include <string.h>

#include "aggregator/base/hash.h"
#include "aggregator/fetch/host.h"
#include "feeds/base/memory.h"

#define SLOTS_FIRST 64

static size_t
slot_of(const struct gates *gates, const struct address_key *key)
{
	return hash_span(span_make((const char *)key->bytes, sizeof key->bytes)) &
	       (gates->n_slots - 1);
}

void
gates_release(struct gates *gates)
{
	for (size_t i = 0; i < gates->n_slots; i++)
		while (gates->slots[i] != NULL) {
			struct gate *next = gates->slots[i]->next;

			free(gates->slots[i]);
			gates->slots[i] = next;
		}
	free(gates->slots);
	*gates = (struct gates){0};
}

static void
insert(struct gates *gates, struct gate *gate)
{
	struct gate **slot = &gates->slots[slot_of(gates, &gate->key)];

	gate->next = *slot;
	*slot = gate;
}

static void
grow(struct gates *gates)
{
	struct gates old = *gates;

	gates->n_slots = old.n_slots > 0 ? old.n_slots * 2 : SLOTS_FIRST;
	gates->slots = memory_new(gates->n_slots, sizeof(struct gate *));
	for (size_t i = 0; i < old.n_slots; i++)
		while (old.slots[i] != NULL) {
			struct gate *gate = old.slots[i];

			old.slots[i] = gate->next;
			insert(gates, gate);
		}
	free(old.slots);
}

static struct gate *
find(const struct gates *gates, const struct address_key *key)
{
	struct gate *gate = gates->n_slots > 0 ? gates->slots[slot_of(gates, key)] : NULL;

	while (gate != NULL && memcmp(&gate->key, key, sizeof *key) != 0)
		gate = gate->next;
	return gate;
}

struct gate *
gates_use(struct gates *gates, const struct address_key *key, size_t burst)
{
	struct gate *gate = find(gates, key);

	if (gate == NULL) {
		if (gates->n >= gates->n_slots)
			grow(gates);
		gate = memory_new(1, sizeof *gate);
		gate->key = *key;
		gate->bucket = bucket_full(burst);
		insert(gates, gate);
		gates->n++;
	}
	gate->users++;
	return gate;
}

void
gates_leave(struct gates *gates, struct gate *gate)
{
	struct gate **slot = &gates->slots[slot_of(gates, &gate->key)];

	if (--gate->users > 0)
		return;
	while (*slot != gate)
		slot = &(*slot)->next;
	*slot = gate->next;
	gates->n--;
	free(gate);
}

void
gate_line_join(struct gate *gate, struct host *host)
{
	host->line_prev = gate->last;
	host->line_next = NULL;
	if (gate->last == NULL)
		gate->first = host;
	else
		gate->last->line_next = host;
	gate->last = host;
}

void
gate_line_leave(struct gate *gate, struct host *host)
{
	if (host->line_prev == NULL)
		gate->first = host->line_next;
	else
		host->line_prev->line_next = host->line_next;
	if (host->line_next == NULL)
		gate->last = host->line_prev;
	else
		host->line_next->line_prev = host->line_prev;
}
