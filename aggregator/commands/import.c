#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/commands/configuration.h"
#include "aggregator/commands/options.h"
#include "aggregator/commands/verbs.h"
#include "aggregator/store/backup.h"

/* Every line; the reader counts them, and tells in which one something is wrong. */
static bool
read_lines(struct backup_reader *reader, FILE *file, struct error *err)
{
	char *line = NULL;
	size_t capacity = 0;
	ssize_t len;
	bool ok = true;

	while (ok && (len = getline(&line, &capacity, file)) > 0)
		ok = backup_read_line(reader, span_trim(span_make(line, (size_t)len)), err);
	free(line);
	if (ok && ferror(file))
		return error_set(err, EX_IOERR, "cannot be read: %s", strerror(errno));
	return ok;
}

static bool
read_backup(struct store *store, FILE *file, long long *rows, struct error *err)
{
	struct backup_reader *reader = store_import(store, err);
	bool ok = reader != NULL;

	if (ok && (!read_lines(reader, file, err) || !backup_finish(reader, rows, err)))
		ok = error_in(err, "import");
	backup_reader_free(reader);
	return ok;
}

/* Into the store of the configuration. */
static bool
import_file(const struct config *config, const char *path, bool is_quiet, struct error *err)
{
	bool is_input = strcmp(path, "-") == 0;
	FILE *file = is_input ? stdin : fopen(path, "r");
	struct store *store = NULL;
	long long rows = 0;
	bool ok;

	if (file == NULL)
		return error_set(
			err, EX_NOINPUT, "%s: cannot be opened: %s", path, strerror(errno));
	store = store_open(config->store, STORE_IMPORT, err);
	ok = store != NULL && read_backup(store, file, &rows, err);
	if (ok && !is_quiet)
		printf("imported %lld rows into %s\n", rows, store_where(store));
	store_close(store);
	if (!is_input)
		fclose(file);
	return ok;
}

int
command_import(const struct invocation *call, int argc, char **argv, struct error *err)
{
	struct config *config;
	bool ok;
	int status;

	if (!options_take(NULL, &argc, argv, &status, err))
		return status;
	if (argc != 2) {
		error_set(err, EX_USAGE, "import needs one file, or - for standard input");
		return EX_USAGE;
	}
	config = configuration_load(call, err);
	if (config == NULL)
		return EX_CONFIG;
	ok = import_file(config, argv[1], call->is_quiet, err);
	config_free(config);
	return ok ? EX_OK : err->status;
}
