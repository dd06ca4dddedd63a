#include "aggregator/store/names.h"

#include <stdlib.h>

#include "aggregator/base/hash.h"
#include "feeds/base/arena.h"
#include "feeds/base/memory.h"

#define PLACES_FIRST 1024
#define NAMES_MAX (1 << 24) /* a higher number in the table is damage */

/* One table's SQL. */
struct statements {
	const char *list; /* beyond a number */
	const char *insert;
};

static const struct statements statements[] = {
	[NAMES_COMPANIES] = {"SELECT number, id FROM companies WHERE number > $1 ORDER BY number",
		"INSERT INTO companies (number, id) VALUES ($1, $2)"},
	[NAMES_TOPICS] = {"SELECT number, id FROM topics WHERE number > $1 ORDER BY number",
		"INSERT INTO topics (number, id) VALUES ($1, $2)"},
};

struct names {
	struct db *db;
	const struct statements *sql;
	struct arena *arena; /* of the ids */
	struct span *ids;    /* by number - 1; numbers have no gaps */
	size_t n;
	size_t capacity;
	uint32_t *places; /* by hash: number, 0 is free; open addressing, a power of two */
	size_t n_places;
	bool is_read;
};

struct names *
names_new(struct db *db, enum names_kind kind)
{
	struct names *names = memory_new(1, sizeof *names);

	names->db = db;
	names->sql = &statements[kind];
	names->arena = arena_new();
	names->n_places = PLACES_FIRST;
	names->places = memory_new(names->n_places, sizeof *names->places);
	return names;
}

void
names_free(struct names *names)
{
	if (names == NULL)
		return;
	arena_free(names->arena);
	free(names->ids);
	free(names->places);
	free(names);
}

void
names_forget(struct names *names)
{
	arena_clear(names->arena);
	names->n = 0;
	names->is_read = false;
	for (size_t i = 0; i < names->n_places; i++)
		names->places[i] = 0;
}

static uint32_t *
find_place(struct names *names, struct span id)
{
	for (size_t at = (size_t)hash_span(id);; at++) {
		uint32_t *place = &names->places[at & (names->n_places - 1)];

		if (*place == 0 || span_equal(names->ids[*place - 1], id))
			return place;
	}
}

static void
grow_places(struct names *names)
{
	names->n_places *= 2;
	free(names->places);
	names->places = memory_new(names->n_places, sizeof *names->places);
	for (size_t i = 0; i < names->n; i++)
		*find_place(names, names->ids[i]) = (uint32_t)(i + 1);
}

/* Takes a row in. A gap in the numbers is filled with the empty id. */
static void
keep(struct names *names, int64_t number, struct span id)
{
	while ((int64_t)names->n < number) {
		names->ids =
			memory_room(names->ids, names->n, &names->capacity, sizeof *names->ids);
		names->ids[names->n++] = SPAN("");
	}
	names->ids[number - 1] = arena_copy(names->arena, id);
	if (names->n * 2 > names->n_places)
		grow_places(names);
	else
		*find_place(names, id) = (uint32_t)number;
}

static bool
read_more(struct names *names, struct error *err)
{
	struct db_query *query = db_query(names->db, names->sql->list);

	db_bind_int(query, (int64_t)names->n);
	while (db_next(query)) {
		int64_t number = db_column_int(query, 0);

		if (number > (int64_t)names->n && number <= NAMES_MAX)
			keep(names, number, db_column_span(query, 1));
	}
	names->is_read = true;
	return db_done(query, err);
}

bool
names_find(struct names *names, struct span id, int64_t *number, struct error *err)
{
	if (!names->is_read && !read_more(names, err))
		return false;
	*number = *find_place(names, id);
	return true;
}

bool
names_number(struct names *names, struct span id, int64_t *number, struct error *err)
{
	struct db_query *query;

	if (!names_find(names, id, number, err))
		return false;
	if (*number != 0)
		return true;
	*number = (int64_t)names->n + 1;
	query = db_query(names->db, names->sql->insert);
	db_bind_int(query, *number);
	db_bind_text(query, id);
	if (!db_run(query, err))
		return false;
	keep(names, *number, id);
	return true;
}

struct span
names_id(struct names *names, int64_t number)
{
	if (number > (int64_t)names->n && !read_more(names, NULL))
		return SPAN("");
	if (number < 1 || number > (int64_t)names->n)
		return SPAN("");
	return names->ids[number - 1];
}

bool
names_each(struct names *names, names_fn *tell, void *context, struct error *err)
{
	if (!read_more(names, err))
		return false;
	for (size_t i = 0; i < names->n; i++)
		tell(context, (int64_t)i + 1, names->ids[i]);
	return true;
}
