#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "aggregator/base/datadir.h"
#include "aggregator/commands/options.h"
#include "aggregator/commands/verbs.h"
#include "feeds/base/buf.h"

#define STARTER_BYTES_MAX (1 << 20)

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
read_starter(const char *name, struct buf *bytes, struct error *err)
{
	char folder[PATH_MAX];
	char path[PATH_MAX];
	char block[4096];
	FILE *file;
	size_t got;
	bool ok;

	if (!join(folder, datadir(), "starter", err) || !join(path, folder, name, err))
		return false;
	file = fopen(path, "re");
	if (file == NULL)
		return fail(err, "open", path);
	while ((got = fread(block, 1, sizeof block, file)) > 0)
		buf_add(bytes, span_make(block, got));
	ok = ferror(file) == 0 || fail(err, "read", path);
	fclose(file);
	return ok;
}

static bool
write_all(int file, struct span bytes)
{
	while (bytes.len > 0) {
		ssize_t written = write(file, bytes.at, bytes.len);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return false;
		bytes = span_from(bytes, (size_t)written);
	}
	return true;
}

static bool
write_starter(const char *folder, const char *name, struct span bytes, struct error *err)
{
	char path[PATH_MAX];
	int file;
	bool ok;

	if (!join(path, folder, name, err))
		return false;
	file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (file < 0)
		return fail(err, "create", path);
	ok = write_all(file, bytes) && fsync(file) == 0;
	if (!ok) {
		fail(err, "write", path);
		unlink(path);
	}
	close(file);
	if (ok)
		printf("%s\n", path);
	return ok;
}

static bool
copy_starter(const char *folder, const char *name, struct error *err)
{
	struct buf bytes;
	bool ok;

	buf_init(&bytes, STARTER_BYTES_MAX);
	ok = read_starter(name, &bytes, err) && write_starter(folder, name, buf_span(&bytes), err);
	buf_release(&bytes);
	return ok;
}

static bool
make_folder(const char *folder, struct error *err)
{
	return mkdir(folder, 0755) == 0 || errno == EEXIST || fail(err, "make the folder", folder);
}

int
command_init(const struct invocation *call, int argc, char **argv, struct error *err)
{
	enum options_outcome outcome = options_read(NULL, &argc, argv, err);
	const char *folder = argc > 1 ? argv[1] : ".";

	if (outcome != OPTIONS_READ)
		return outcome == OPTIONS_HELP ? EX_OK : err->status;
	if (argc > 2) {
		error_set(err, EX_USAGE, "init takes one folder, found '%s' too", argv[2]);
		return EX_USAGE;
	}
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
