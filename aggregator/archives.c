#include "aggregator/archives.h"

#include "aggregator/base/zone.h"
#include "aggregator/edition.h"
#include "aggregator/store/edition_store.h"
#include "feeds/base/buf.h"

static struct archive_row
row_of(const struct edition_record *edition, const struct zone *zone, struct arena *arena)
{
	const char *zone_name = zone_abbreviation(zone, edition->created_at);

	return (struct archive_row){
		.edition = {.number = (uint64_t)edition->sequence,
			.created_at = edition->created_at,
			.utc_offset_seconds = zone_offset(zone, edition->created_at)},
		.zone_name = arena_copy(arena, span_of(zone_name)),
		.headline = edition->title,
	};
}

static bool
add_rows(struct archive *archive, const struct config_digest *digest, struct store *store,
	struct arena *arena, struct error *err)
{
	struct edition_list list = {.arena = arena};
	struct zone *zone = zone_new(digest->schedule.timezone, err);
	struct archive_row *rows;
	bool ok = zone != NULL && editions_since(store, span_of(digest->name), 0, &list, err);

	rows = arena_array(arena, list.n, sizeof *rows);
	for (size_t i = 0; ok && i < list.n; i++) { /* the ledger has the oldest first */
		struct archive_row *row = &rows[list.n - 1 - i];

		*row = row_of(&list.at[i], zone, arena);
		ok = edition_count_stories(store, list.at[i].number, &row->n_stories, err);
	}
	archive->rows = rows;
	archive->n_rows = list.n;
	zone_free(zone);
	return ok;
}

bool
archives_init(struct archives *archives, const struct config *config, struct store *store,
	struct error *err)
{
	struct arena *arena = arena_new();

	*archives = (struct archives){.arena = arena, .n = config->n_digests};
	archives->at = arena_array(arena, config->n_digests, sizeof *archives->at);
	for (size_t i = 0; i < config->n_digests; i++) {
		const struct config_digest *digest = &config->digests[i];

		archives->at[i] = (struct archive){
			.name = span_of(digest->name),
			.title = span_of(digest->title),
			.language = SPAN("en"),
			.html_path = edition_folder(digest, arena),
			.atom_path = span_of(digest->atom),
			.json_path = span_of(digest->json),
		};
		if (!add_rows(&archives->at[i], digest, store, arena, err))
			return false;
	}
	return true;
}

void
archives_release(struct archives *archives)
{
	arena_free(archives->arena);
	*archives = (struct archives){0};
}

const struct archive *
archives_find(const struct archives *archives, struct span name)
{
	for (size_t i = 0; i < archives->n; i++)
		if (span_equal(archives->at[i].name, name))
			return &archives->at[i];
	return NULL;
}
