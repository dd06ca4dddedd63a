#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "aggregator/config/config_file.h"
#include "aggregator/config/config_section.h"
#include "aggregator/config/config_value.h"
#include "feeds/base/ascii.h"

#define LIST_BYTES_MAX (16 << 20)
#define TICKER_BYTES_MAX 24
#define ID_BYTES_MAX 64
#define COMPANIES_MAX 200000

/* One entry under work. */
struct company_entry {
	struct wanted_company company;
	const char *list;
	const char *directory;
};

#define COMPANY_MEMBER(member) offsetof(struct company_entry, company.member)

const struct config_key config_company_keys[] = {
	{.name = "ticker",
		.set = config_set_text,
		.offset = COMPANY_MEMBER(ticker),
		.expected = "a ticker such as META or 005930.KS"},
	{.name = "id",
		.set = config_set_text,
		.offset = COMPANY_MEMBER(id),
		.expected = "an id such as openai"},
	{.name = "name", .set = config_set_text, .offset = COMPANY_MEMBER(name)},
	{.name = "aliases", .set = config_set_strings, .offset = COMPANY_MEMBER(aliases)},
	{.name = "products", .set = config_set_strings, .offset = COMPANY_MEMBER(products)},
	{.name = "people", .set = config_set_strings, .offset = COMPANY_MEMBER(people)},
	{.name = "reject", .set = config_set_strings, .offset = COMPANY_MEMBER(reject)},
	{.name = "list",
		.set = config_set_path,
		.offset = offsetof(struct company_entry, list),
		.expected = "the path of a list of tickers"},
	{.name = "directory",
		.set = config_set_text,
		.offset = offsetof(struct company_entry, directory),
		.expected = "all"},
	{0},
};

struct company_list {
	struct wanted_company *at;
	size_t n;
	size_t capacity;
};

static void
add_company(struct config_reader *reader, struct company_list *list,
	const struct wanted_company *company)
{
	if (list->n == COMPANIES_MAX)
		config_wrong(reader, company->line, "more than %d companies", COMPANIES_MAX);
	if (list->n >= COMPANIES_MAX)
		return;
	list->at = arena_room(reader->arena, list->at, list->n, &list->capacity, sizeof *list->at);
	list->at[list->n++] = *company;
}

/* Letters, digits, and the signs that exchanges put between a ticker and its class. */
static bool
is_key(struct span text, size_t max)
{
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_alnum(text.at[i]) && memchr(".-_:&^=", text.at[i], 7) == NULL)
			return false;
	return text.len > 0 && text.len <= max;
}

/* The user's own key: any text that can stand in a table and in a query's quotes. */
static bool
is_id(struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.at[i] < ' ' || text.at[i] == '"' || text.at[i] == 0x7f)
			return false;
	return text.len > 0 && text.len <= ID_BYTES_MAX && span_trim(text).len == text.len;
}

/* The first cell of a line, without quotes. */
static struct span
first_cell(struct span line)
{
	struct span cell = span_head(line, span_find_byte(line, ','));

	cell = span_trim(span_head(cell, span_find_byte(cell, '\t')));
	if (cell.len >= 2 && cell.at[0] == '"' && cell.at[cell.len - 1] == '"')
		cell = span_head(span_from(cell, 1), cell.len - 2);
	return cell;
}

static bool
is_heading(struct span cell)
{
	return span_equal_nocase(cell, SPAN("ticker")) || span_equal_nocase(cell, SPAN("symbol"));
}

/* A list's own mistakes have its own lines. */
static void
wrong_in_list(
	struct config_reader *reader, const char *path, int list_line, int line, struct span cell)
{
	char text[ERROR_TEXT_MAX];

	snprintf(text, sizeof text, "%s:%d: expected a ticker such as META, found '%.*s'", path,
		list_line, SPAN_ARGS(span_head(cell, TICKER_BYTES_MAX)));
	config_note(reader->errors, false, line, text);
}

static void
read_list(struct config_reader *reader, const char *path, int line, struct company_list *list,
	struct span rest)
{
	struct wanted_company company = {.line = line};
	struct span row;
	int number = 0;

	if (span_starts_with(rest, SPAN("\xef\xbb\xbf")))
		rest = span_from(rest, 3);
	while (span_split(&rest, '\n', &row)) {
		struct span cell = first_cell(row);

		number++;
		if (cell.len == 0 || cell.at[0] == '#' || (number == 1 && is_heading(cell)))
			continue;
		if (!is_key(cell, TICKER_BYTES_MAX)) {
			wrong_in_list(reader, path, number, line, cell);
			continue;
		}
		company.ticker = arena_string(reader->arena, cell);
		add_company(reader, list, &company);
	}
}

static void
add_list(struct config_reader *reader, const struct tree *item, const char *path,
	struct company_list *list)
{
	struct buf bytes;
	mode_t mode;

	buf_init(&bytes, LIST_BYTES_MAX);
	if (config_file_read(path, &bytes, &mode))
		read_list(reader, path, item->line, list, buf_span(&bytes));
	else
		config_wrong(
			reader, item->line, "cannot read the list '%s': %s", path, strerror(errno));
	buf_release(&bytes);
}

static void
check_company(struct config_reader *reader, const struct wanted_company *company)
{
	if (company->ticker == NULL && company->id == NULL)
		config_wrong(reader, company->line,
			"expected a ticker, an id, a list, or {directory: all}");
	if (company->ticker != NULL && !is_key(span_of(company->ticker), TICKER_BYTES_MAX))
		config_wrong(reader, company->line,
			"expected a ticker such as META or 005930.KS, found '%s'", company->ticker);
	if (company->id != NULL && !is_id(span_of(company->id)))
		config_wrong(reader, company->line,
			"expected an id of at most %d bytes, without quotes, found '%s'",
			ID_BYTES_MAX, company->id);
	if (company->ticker == NULL && company->id != NULL && company->name == NULL)
		config_wrong(reader, company->line, "a company without a ticker needs a name");
}

static void
add_entry(struct config_reader *reader, const struct tree *item, struct company_entry *entry,
	struct company_list *list)
{
	bool is_alone = config_count(item) == 1;

	if (config_child(item, "list") == NULL && config_child(item, "directory") == NULL) {
		check_company(reader, &entry->company);
		add_company(reader, list, &entry->company);
		return;
	}
	if (!is_alone)
		config_wrong(reader, item->line, "'%s' stands alone in its entry",
			config_child(item, "list") != NULL ? "list" : "directory");
	if (entry->list != NULL)
		add_list(reader, item, entry->list, list);
	if (entry->directory == NULL)
		return;
	if (strcmp(entry->directory, "all") != 0)
		config_expected(reader, config_child(item, "directory"), "all");
	reader->config->watchlist.has_directory = true;
}

static void
read_company(struct config_reader *reader, const struct tree *item, size_t index, void *context)
{
	struct company_entry entry = {.company = {.line = item->line}};

	(void)index;
	if (item->kind != TREE_MAP) {
		config_expected(reader, item, "a company such as {ticker: META}");
		return;
	}
	config_read_map(reader, item, config_company_keys, &entry);
	add_entry(reader, item, &entry, context);
}

void
config_set_companies(struct config_reader *reader, const struct tree *tree,
	const struct config_key *key, void *field)
{
	struct company_list list = {0};

	(void)key;
	(void)field;
	config_each(reader, tree, read_company, &list);
	reader->config->watchlist.companies = list.at;
	reader->config->watchlist.n_companies = list.n;
}
