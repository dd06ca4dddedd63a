#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "aggregator/base/datadir.h"
#include "aggregator/commands/options.h"
#include "aggregator/commands/verbs.h"
#include "aggregator/config/config_file.h"

#define STARTER_BYTES_MAX (1 << 20)
#define STARTER_MODE 0644

/* What a new folder gets: copies of the files in $datadir/starter. The configuration comes last: with
 * it, the folder is complete. */
static const char *const starters[] = {"companies.csv", "feeds.opml", "broadtape.yaml"};

#define N_STARTERS (sizeof starters / sizeof *starters)

static bool
fail(struct error *err, const char *what, const char *path)
{
	return error_set(err, EX_IOERR, "cannot %s '%s': %s", what, path, strerror(errno));
}

static bool
join(char path[PATH_MAX], const char *folder, const char *name, struct error *err)
{
	int len = snprintf(path, PATH_MAX, "%s/%s", folder, name);

	return (len > 0 && len < PATH_MAX) ||
	       error_set(err, EX_USAGE, "the path '%s' is too long", folder);
}

/* All or nothing: none of the files may be there. */
static bool
check_none(const char *folder, struct error *err)
{
	for (size_t i = 0; i < N_STARTERS; i++) {
		char path[PATH_MAX];
		struct stat status;

		if (!join(path, folder, starters[i], err))
			return false;
		if (lstat(path, &status) == 0)
			return error_set(
				err, EX_IOERR, "'%s' is there already; nothing was written", path);
	}
	return true;
}

static bool
copy_file(const char *from, const char *to, struct error *err)
{
	struct buf bytes;
	mode_t mode;
	bool ok;

	buf_init(&bytes, STARTER_BYTES_MAX);
	ok = config_file_read(from, &bytes, &mode) || fail(err, "read", from);
	ok = ok && config_file_create(to, buf_span(&bytes), STARTER_MODE, err);
	buf_release(&bytes);
	if (ok)
		printf("%s\n", to);
	return ok;
}

static bool
copy_starter(const char *folder, const char *name, struct error *err)
{
	char starter[PATH_MAX];
	char from[PATH_MAX];
	char to[PATH_MAX];

	return join(starter, datadir(), "starter", err) && join(from, starter, name, err) &&
	       join(to, folder, name, err) && copy_file(from, to, err);
}

static bool
make_folder(const char *folder, struct error *err)
{
	return mkdir(folder, 0755) == 0 || errno == EEXIST || fail(err, "make the folder", folder);
}

int
command_init(const struct invocation *call, int argc, char **argv, struct error *err)
{
	const char *folder;
	int status;

	if (!options_take(NULL, &argc, argv, &status, err))
		return status;
	if (argc > 2) {
		error_set(err, EX_USAGE, "init takes one folder, found '%s' too", argv[2]);
		return EX_USAGE;
	}
	folder = argc > 1 ? argv[1] : ".";
	if (!make_folder(folder, err) || !check_none(folder, err))
		return err->status;
	for (size_t i = 0; i < N_STARTERS; i++)
		if (!copy_starter(folder, starters[i], err))
			return err->status;
	if (!call->is_quiet)
		fprintf(stderr, "now put your companies into companies.csv and your feeds into "
				"feeds.opml, and start 'broadtape run'\n");
	return EX_OK;
}
