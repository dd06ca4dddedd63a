#include "aggregator/config/config_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "aggregator/config/config_edit.h"

#define FILE_BYTES_MAX (16 << 20)
#define MODE_BITS 07777

static bool
read_bytes(FILE *file, struct buf *bytes)
{
	char block[16384];
	size_t got;

	while ((got = fread(block, 1, sizeof block, file)) > 0)
		if (!buf_add(bytes, span_make(block, got)))
			break;
	if (bytes->is_full)
		errno = EFBIG;
	return ferror(file) == 0 && !bytes->is_full;
}

bool
config_file_read(const char *path, struct buf *bytes, mode_t *mode)
{
	FILE *file = fopen(path, "re");
	struct stat status;
	bool ok;
	int problem;

	if (file == NULL)
		return false;
	*mode = fstat(fileno(file), &status) == 0 ? status.st_mode & MODE_BITS : 0600;
	ok = read_bytes(file, bytes);
	problem = errno;
	fclose(file);
	errno = problem;
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
fail(struct error *err, const char *what, const char *path)
{
	return error_set(err, EX_IOERR, "cannot %s '%s': %s", what, path, strerror(errno));
}

bool
config_file_create(const char *path, struct span bytes, mode_t mode, struct error *err)
{
	int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool ok;

	if (file < 0)
		return fail(err, "create", path);
	ok = fchmod(file, mode) == 0 && write_all(file, bytes) && fsync(file) == 0;
	if (!ok) {
		fail(err, "write", path);
		unlink(path);
	}
	close(file);
	return ok;
}

bool
config_file_replace(const char *path, struct span bytes, mode_t mode, struct error *err)
{
	char target[PATH_MAX];
	char beside[PATH_MAX + sizeof ".new"];

	if (realpath(path, target) == NULL)
		return fail(err, "find", path);
	snprintf(beside, sizeof beside, "%s.new", target);
	if (!config_file_create(beside, bytes, mode, err))
		return false;
	if (rename(beside, target) == 0)
		return true;
	fail(err, "replace", target);
	unlink(beside);
	return false;
}

/* One change of a file: exactly one of `feeds` and `url` is given. */
static bool
change_file(
	const char *path, const struct config_new_feeds *feeds, const char *url, struct error *err)
{
	struct buf before;
	struct buf after;
	mode_t mode;
	bool ok;

	buf_init(&before, FILE_BYTES_MAX);
	buf_init(&after, FILE_BYTES_MAX);
	if (!config_file_read(path, &before, &mode))
		ok = fail(err, "read", path);
	else if (feeds != NULL ? !config_add_feeds(path, buf_span(&before), feeds, &after, err)
			       : !config_remove_feed(path, buf_span(&before), url, &after, err))
		ok = error_in(err, "%s", path);
	else
		ok = config_file_replace(path, buf_span(&after), mode, err);
	buf_release(&before);
	buf_release(&after);
	return ok;
}

bool
config_file_add_feeds(const char *path, const struct config_new_feeds *feeds, struct error *err)
{
	return change_file(path, feeds, NULL, err);
}

bool
config_file_remove_feed(const char *path, const char *url, struct error *err)
{
	return change_file(path, NULL, url, err);
}
