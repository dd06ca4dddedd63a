#include "aggregator/watch/directory.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/base/datadir.h"
#include "aggregator/base/hash.h"
#include "aggregator/watch/datafile.h"
#include "aggregator/watch/lookup.h"
#include "feeds/base/ascii.h"
#include "feeds/base/memory.h"

#define TICKER_BYTES_MAX 32

enum { FILE_COMPANIES, FILE_WORLD, FILE_PRIVATE, FILE_INDICES, FILE_ASSETS, FILE_ALIASES, N_FILES };
static const char *const file_names[N_FILES] = {
	"companies.tsv",
	"world.tsv",
	"private.tsv",
	"indices.tsv",
	"assets.tsv",
	"aliases.tsv",
};

#define ENTRY_HEADER                                                                               \
	"id\tkind\texchange\tcik\ttickers\tformer_tickers\tname\tlegal_name\tnames\tisin\trank"
enum {
	CELL_ID,
	CELL_KIND,
	CELL_EXCHANGE,
	CELL_CIK,
	CELL_TICKERS,
	CELL_FORMER_TICKERS,
	CELL_NAME,
	CELL_LEGAL_NAME,
	CELL_NAMES,
	CELL_ISIN,
	CELL_RANK,
	N_CELLS
};

#define ALIAS_HEADER "id\taliases\tformer\tproducts\tpeople\treject"
enum { ALIAS_ID, ALIAS_NAMES, ALIAS_FORMER, ALIAS_PRODUCTS, ALIAS_PEOPLE, ALIAS_REJECT, N_ALIASES };

#define RANK_MAX 1000000

struct directory {
	struct buf files[N_FILES]; /* every string of every entry stands in these */
	struct entry *entries;
	size_t n;
	size_t capacity;
	struct lookup by_ticker; /* current tickers and ids */
	struct lookup by_former_ticker;
	uint64_t hash;
};

const char *
directory_path(const char *data_dir)
{
	return data_dir != NULL ? data_dir : datadir();
}

static const char *
string_or_null(struct span cell)
{
	return cell.len > 0 ? cell.at : NULL;
}

static bool
read_kind(struct span cell, enum company_kind *kind)
{
	for (int i = COMPANY_LISTED; i <= COMPANY_CURRENCY; i++) {
		*kind = (enum company_kind)i;
		if (span_equal(cell, span_of(company_kind_name(*kind))))
			return true;
	}
	return false;
}

static bool
read_entry(struct entry *entry, const struct span *cells)
{
	struct company *company = &entry->company;
	unsigned long long rank;

	*entry = (struct entry){
		.tickers = cells[CELL_TICKERS],
		.former_tickers = cells[CELL_FORMER_TICKERS],
		.names = cells[CELL_NAMES],
	};
	company->id = string_or_null(cells[CELL_ID]);
	company->exchange = string_or_null(cells[CELL_EXCHANGE]);
	company->cik = string_or_null(cells[CELL_CIK]);
	company->name = string_or_null(cells[CELL_NAME]);
	company->legal_name = string_or_null(cells[CELL_LEGAL_NAME]);
	company->isin = string_or_null(cells[CELL_ISIN]);
	if (company->id == NULL || company->name == NULL ||
		!span_to_uint(cells[CELL_RANK], RANK_MAX, &rank) ||
		!read_kind(cells[CELL_KIND], &company->kind))
		return false;
	company->rank = (int)rank;
	if (company->kind == COMPANY_LISTED || company->kind == COMPANY_FUND)
		company->ticker = company->id;
	return true;
}

static void
index_tickers(struct lookup *lookup, struct span list, uint32_t number)
{
	struct span ticker;

	while (span_split(&list, ',', &ticker)) {
		if (ticker.len > 0)
			lookup_add(lookup, ticker, number);
	}
}

static void
add_entry(struct directory *directory, const struct entry *entry)
{
	uint32_t number = (uint32_t)directory->n;

	directory->entries = memory_room(
		directory->entries, directory->n, &directory->capacity, sizeof *directory->entries);
	directory->entries[directory->n++] = *entry;
	lookup_add(&directory->by_ticker, span_of(entry->company.id), number);
	index_tickers(&directory->by_ticker, entry->tickers, number);
	index_tickers(&directory->by_former_ticker, entry->former_tickers, number);
}

static bool
read_entries(struct directory *directory, struct datafile *file, struct error *err)
{
	struct span cells[N_CELLS];
	struct entry entry;
	enum datafile_outcome outcome;

	while ((outcome = datafile_row(file, cells, err)) == DATAFILE_ROW) {
		if (!read_entry(&entry, cells))
			return error_set(err, EX_DATAERR,
				"%s:%zu: expected an id, a kind, a name and a rank", file->path,
				file->line);
		add_entry(directory, &entry);
	}
	return outcome == DATAFILE_END;
}

/* Among the former names, "$FB" is a former ticker. */
static void
index_former(struct directory *directory, struct span list, uint32_t number)
{
	struct span name;

	while (span_split(&list, '|', &name)) {
		if (name.len > 1 && name.at[0] == '$')
			lookup_add(&directory->by_former_ticker, span_from(name, 1), number);
	}
}

/* Lines for companies that this directory does not have (any more) do no harm. */
static bool
read_aliases(struct directory *directory, struct datafile *file, struct error *err)
{
	struct span cells[N_ALIASES];
	enum datafile_outcome outcome;

	while ((outcome = datafile_row(file, cells, err)) == DATAFILE_ROW) {
		uint32_t number = lookup_find(&directory->by_ticker, cells[ALIAS_ID]);
		struct entry *entry;

		if (number == LOOKUP_NONE)
			continue;
		entry = &directory->entries[number];
		entry->aliases = cells[ALIAS_NAMES];
		entry->former_names = cells[ALIAS_FORMER];
		entry->products = cells[ALIAS_PRODUCTS];
		entry->people = cells[ALIAS_PEOPLE];
		entry->rejects = cells[ALIAS_REJECT];
		index_former(directory, entry->former_names, number);
	}
	return outcome == DATAFILE_END;
}

static bool
read_files(struct directory *directory, const char *folder, struct error *err)
{
	struct datafile file;

	for (int i = 0; i < N_FILES; i++) {
		struct buf *bytes = &directory->files[i];

		if (!datafile_read(folder, file_names[i], bytes, err))
			return false;
		directory->hash = hash_pair(directory->hash, hash_span(buf_span(bytes)));
		if (!datafile_begin(&file, file_names[i], bytes,
			    i == FILE_ALIASES ? ALIAS_HEADER : ENTRY_HEADER, err))
			return false;
		if (!(i == FILE_ALIASES ? read_aliases : read_entries)(directory, &file, err))
			return false;
	}
	return true;
}

struct directory *
directory_new(const char *data_dir, struct error *err)
{
	struct directory *directory = memory_new(1, sizeof *directory);

	for (int i = 0; i < N_FILES; i++)
		buf_init(&directory->files[i], DATAFILE_BYTES_MAX);
	if (!read_files(directory, directory_path(data_dir), err)) {
		directory_free(directory);
		return NULL;
	}
	return directory;
}

void
directory_free(struct directory *directory)
{
	if (directory == NULL)
		return;
	for (int i = 0; i < N_FILES; i++)
		buf_release(&directory->files[i]);
	lookup_release(&directory->by_ticker);
	lookup_release(&directory->by_former_ticker);
	free(directory->entries);
	free(directory);
}

size_t
directory_count(const struct directory *directory)
{
	return directory->n;
}

const struct entry *
directory_at(const struct directory *directory, uint32_t number)
{
	return &directory->entries[number];
}

uint64_t
directory_hash(const struct directory *directory)
{
	return directory->hash;
}

/* "brk.b" and "BRK/B" as the files write it: "BRK-B". */
static struct span
spell_ticker(struct span ticker, char *at)
{
	for (size_t i = 0; i < ticker.len; i++) {
		char byte = ascii_upper(ticker.at[i]);

		at[i] = byte == '.' || byte == '/' ? '-' : byte;
	}
	return span_make(at, ticker.len);
}

uint32_t
directory_by_ticker(const struct directory *directory, struct span ticker)
{
	char spelt[TICKER_BYTES_MAX];
	uint32_t number = lookup_find(&directory->by_ticker, ticker);

	if (number != LOOKUP_NONE || ticker.len > sizeof spelt)
		return number;
	ticker = spell_ticker(ticker, spelt);
	number = lookup_find(&directory->by_ticker, ticker);
	return number != LOOKUP_NONE ? number : lookup_find(&directory->by_former_ticker, ticker);
}

bool
directory_is_current(const struct directory *directory, struct span ticker, uint32_t number)
{
	char spelt[TICKER_BYTES_MAX];

	return ticker.len <= sizeof spelt &&
	       lookup_find(&directory->by_ticker, spell_ticker(ticker, spelt)) == number;
}

/* How closely an entry answers a question; the order is that of the answers. */
enum closeness { CLOSE_TICKER, CLOSE_NAME, CLOSE_ALIAS, CLOSE_PRODUCT, CLOSE_START, CLOSE_NOT };

struct span
name_unmarked(struct span name)
{
	bool is_marked = name.len > 1 && strchr(NAME_MARKS, name.at[0]) != NULL;

	return is_marked ? span_from(name, 1) : name;
}

static bool
list_has(struct span list, struct span text)
{
	struct span part;

	while (span_split(&list, '|', &part)) {
		if (span_equal_nocase(name_unmarked(part), text))
			return true;
	}
	return false;
}

static enum closeness
closeness(const struct entry *entry, struct span text)
{
	const struct company *company = &entry->company;
	struct span name = span_of(company->name);

	if (span_equal_nocase(span_of(company->id), text) ||
		(company->cik != NULL && span_equal(span_of(company->cik), text)))
		return CLOSE_TICKER;
	if (span_equal_nocase(name, text) ||
		span_equal_nocase(span_of(company->legal_name), text) ||
		list_has(entry->names, text))
		return CLOSE_NAME;
	if (list_has(entry->aliases, text) || list_has(entry->former_names, text))
		return CLOSE_ALIAS;
	if (list_has(entry->products, text) || list_has(entry->people, text))
		return CLOSE_PRODUCT;
	return span_starts_with_nocase(name, text) ? CLOSE_START : CLOSE_NOT;
}

size_t
directory_find(const struct directory *directory, struct span text, uint32_t *found, size_t max)
{
	uint32_t first = directory_by_ticker(directory, text);
	size_t n = 0;

	if (text.len == 0 || max == 0)
		return 0;
	if (first != DIRECTORY_NONE)
		found[n++] = first;
	for (enum closeness close = CLOSE_TICKER; close < CLOSE_NOT; close++) {
		for (uint32_t i = 0; i < directory->n && n < max;
			i++) { /* largest first, as in the files */
			if (i != first && closeness(&directory->entries[i], text) == close)
				found[n++] = i;
		}
	}
	return n;
}
