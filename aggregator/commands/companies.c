#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/commands/command.h"
#include "aggregator/commands/options.h"
#include "aggregator/commands/sheet.h"
#include "aggregator/commands/table.h"
#include "aggregator/commands/verbs.h"
#include "aggregator/watch/directory.h"
#include "output/paragraph.h"

#define NAME_AT 37
#define VALUE_AT 16

#define FOUND_MAX 50

static void
print_list(const char *title, struct span list)
{
	struct span part;
	struct buf line;

	if (list.len == 0)
		return;
	buf_init(&line, BUF_UNLIMITED);
	buf_format(&line, "  %-14s", title);
	for (bool is_first = true; span_split(&list, '|', &part); is_first = false)
		buf_format(&line, "%s%.*s", is_first ? "" : ", ", SPAN_ARGS(name_unmarked(part)));
	sheet_put(buf_span(&line), PARAGRAPH_PLAIN, VALUE_AT);
	buf_release(&line);
}

static void
print_string(const char *title, const char *string)
{
	if (string != NULL)
		sheet_print(VALUE_AT, "  %-14s%s", title, string);
}

static void
print_entry(const struct entry *entry)
{
	const struct company *company = &entry->company;

	sheet_print(VALUE_AT, "%s  %s", company->id, company->name);
	print_string("kind", company_kind_name(company->kind));
	print_string("legal name", company->legal_name);
	print_string("exchange", company->exchange);
	print_string("CIK", company->cik);
	print_string("ISIN", company->isin);
	print_list("other tickers", entry->tickers);
	print_list("former tickers", entry->former_tickers);
	print_list("names", entry->names);
	print_list("aliases", entry->aliases);
	print_list("former names", entry->former_names);
	print_list("products", entry->products);
	print_list("people", entry->people);
	print_list("not", entry->rejects);
}

static json_t *
list_json(struct span list, char separator)
{
	json_t *array = json_array();
	struct span part;

	while (span_split(&list, separator, &part)) {
		part = name_unmarked(part);
		if (part.len > 0)
			json_array_append_new(array, json_stringn(part.at, part.len));
	}
	return array;
}

static json_t *
string_json(const char *string)
{
	return string != NULL ? json_string(string) : json_null();
}

static json_t *
entry_json(const struct entry *entry)
{
	const struct company *company = &entry->company;

	return json_pack(
		"{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "id",
		company->id, "name", company->name, "kind", company_kind_name(company->kind),
		"ticker", string_json(company->ticker), "legal_name",
		string_json(company->legal_name), "exchange", string_json(company->exchange), "cik",
		string_json(company->cik), "isin", string_json(company->isin), "tickers",
		list_json(entry->tickers, ','), "former_tickers",
		list_json(entry->former_tickers, ','), "names", list_json(entry->names, '|'),
		"aliases", list_json(entry->aliases, '|'), "former_names",
		list_json(entry->former_names, '|'), "products", list_json(entry->products, '|'),
		"people", list_json(entry->people, '|'));
}

static void
print_json(json_t *value)
{
	json_dumpf(value, stdout, JSON_INDENT(2) | TABLE_REALS);
	putchar('\n');
	json_decref(value);
}

static bool
find(const struct directory *directory, const char *text, bool is_json, struct error *err)
{
	uint32_t found[FOUND_MAX];
	size_t n = directory_find(directory, span_of(text), found, FOUND_MAX);
	json_t *list = is_json ? json_array() : NULL;

	if (n == 0 && !is_json)
		return error_set(err, EX_DATAERR, "no company is called '%s'", text);
	for (size_t i = 0; i < n; i++) {
		const struct entry *entry = directory_at(directory, found[i]);
		const struct company *company = &entry->company;

		if (is_json)
			json_array_append_new(list, entry_json(entry));
		else
			sheet_print(NAME_AT, "%-12s %-8s %-14s %s", company->id,
				company_kind_name(company->kind),
				company->exchange != NULL ? company->exchange : "-", company->name);
	}
	if (is_json)
		print_json(list);
	return true;
}

static bool
show(const struct directory *directory, const char *ticker, bool is_json, struct error *err)
{
	uint32_t number = directory_by_ticker(directory, span_of(ticker));

	if (number == DIRECTORY_NONE)
		return error_set(err, EX_DATAERR,
			"no company has the ticker '%s'; 'broadtape companies find %s' searches "
			"names",
			ticker, ticker);
	if (is_json)
		print_json(entry_json(directory_at(directory, number)));
	else
		print_entry(directory_at(directory, number));
	return true;
}

/* What can be asked of the directory. */
static const struct question {
	const char *name;
	bool (*ask)(const struct directory *directory, const char *text, bool is_json,
		struct error *err);
} questions[] = {
	{"find", find},
	{"show", show},
};

static const struct question *
question_of(int argc, char **argv)
{
	for (size_t i = 0; argc == 3 && i < sizeof questions / sizeof questions[0]; i++) {
		if (strcmp(argv[1], questions[i].name) == 0)
			return &questions[i];
	}
	return NULL;
}

int
command_companies(const struct invocation *call, int argc, char **argv, struct error *err)
{
	const struct question *question = question_of(argc, argv);
	struct directory *directory;
	bool ok;
	int status;

	if (!options_take(NULL, &argc, argv, &status, err))
		return status;
	if (question == NULL) {
		error_set(err, EX_USAGE, "companies: expected find TEXT or show TICKER");
		return EX_USAGE;
	}
	directory = directory_new(NULL, err);
	if (directory == NULL)
		return err->status;
	ok = question->ask(directory, argv[2], call->is_json, err);
	directory_free(directory);
	return ok ? EX_OK : err->status;
}
