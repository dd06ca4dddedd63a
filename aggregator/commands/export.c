#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/commands/configuration.h"
#include "aggregator/commands/options.h"
#include "aggregator/commands/verbs.h"
#include "aggregator/store/backup.h"
#include "output/file.h"

/* To standard output: who redirects it decides what becomes of half a backup. */
static bool
print_line(void *context, struct span line, struct error *err)
{
	(void)context;
	if (fwrite(line.at, 1, line.len, stdout) == line.len && putchar('\n') != EOF)
		return true;
	return error_set(err, EX_IOERR, "standard output: cannot be written");
}

static bool
write_line(void *context, struct span line, struct error *err)
{
	return file_write(context, line, err) && file_write(context, SPAN("\n"), err);
}

static bool
export_to_file(struct store *store, const char *path, struct error *err)
{
	struct file *file = file_begin(path, err);
	bool ok = file != NULL && store_export(store, write_line, file, err) &&
		  file_commit(file, err);

	file_free(file);
	return ok;
}

static bool
export_to_output(struct store *store, struct error *err)
{
	if (!store_export(store, print_line, NULL, err))
		return false;
	return fflush(stdout) == 0 ||
	       error_set(err, EX_IOERR, "standard output: cannot be written");
}

static bool
export_store(const char *where, const char *path, struct error *err)
{
	struct store *store = store_open(where, STORE_READ, err);
	bool ok = store != NULL;

	if (ok && (path == NULL || strcmp(path, "-") == 0))
		ok = export_to_output(store, err);
	else if (ok)
		ok = export_to_file(store, path, err);
	store_close(store);
	return ok;
}

int
command_export(const struct invocation *call, int argc, char **argv, struct error *err)
{
	struct config *config;
	bool ok;
	int status;

	if (!options_take(NULL, &argc, argv, &status, err))
		return status;
	if (argc > 2) {
		error_set(err, EX_USAGE, "export takes one file, found '%s' too", argv[2]);
		return EX_USAGE;
	}
	config = configuration_load(call, err);
	if (config == NULL)
		return EX_CONFIG;
	ok = export_store(config->store, argc > 1 ? argv[1] : NULL, err);
	config_free(config);
	return ok ? EX_OK : err->status;
}
