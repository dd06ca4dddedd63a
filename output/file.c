#include "output/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "feeds/base/buf.h"
#include "feeds/base/memory.h"

#define BESIDE_SUFFIX ".new" /* behind the process's number */
#define FILE_MODE 0666       /* less what the user's umask takes away */
#define FOLDER_MODE 0777

struct file {
	char *path;
	char *beside; /* what is written until it is renamed; NULL when it is no more */
	int fd;
};

static bool
refuse(struct error *err, int status, const char *path)
{
	return error_set(err, status, "cannot write '%s': %s", path, strerror(errno));
}

bool
file_sync_folder(const char *path, struct error *err)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash == NULL ? memory_string(".", 1)
				     : memory_string(path, (size_t)(slash - path) + 1);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (!ok)
		refuse(err, EX_IOERR, path);
	if (fd >= 0)
		close(fd);
	free(folder);
	return ok;
}

/* Makes the folders above `path`; a new one lasts only when the one above it is on the disk too. */
static bool
make_folders(const char *path, struct error *err)
{
	char *folder = memory_string(path, strlen(path));
	char *slash = strchr(folder + 1, '/');
	bool ok = true;

	for (; ok && slash != NULL; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(folder, FOLDER_MODE) == 0)
			ok = file_sync_folder(folder, err);
		else if (errno != EEXIST)
			ok = error_set(err, EX_CANTCREAT, "cannot make the folder '%s': %s", folder,
				strerror(errno));
		*slash = '/';
	}
	free(folder);
	return ok;
}

/* A file of this name is what a crashed process with our number left. */
static int
open_beside(const char *beside)
{
	int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);

	if (fd >= 0 || errno != EEXIST || unlink(beside) != 0)
		return fd;
	return open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
}

struct file *
file_begin_beside(const char *path, const char *beside, struct error *err)
{
	struct file *file;
	int fd;

	if (!make_folders(path, err) || !make_folders(beside, err))
		return NULL;
	fd = open_beside(beside);
	if (fd < 0) {
		refuse(err, EX_CANTCREAT, path);
		return NULL;
	}
	file = memory_new(1, sizeof(*file));
	file->path = memory_string(path, strlen(path));
	file->beside = memory_string(beside, strlen(beside));
	file->fd = fd;
	return file;
}

struct file *
file_begin(const char *path, struct error *err)
{
	struct file *file;
	struct buf beside;

	buf_init(&beside, BUF_UNLIMITED);
	buf_format(&beside, "%s.%ld" BESIDE_SUFFIX, path, (long)getpid());
	file = file_begin_beside(path, buf_string(&beside), err);
	buf_release(&beside);
	return file;
}

bool
file_write(struct file *file, struct span bytes, struct error *err)
{
	while (bytes.len > 0) {
		ssize_t written = write(file->fd, bytes.at, bytes.len);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return refuse(err, EX_IOERR, file->path);
		bytes = span_from(bytes, (size_t)written);
	}
	return true;
}

bool
file_close(struct file *file, struct error *err)
{
	int fd = file->fd;

	file->fd = -1;
	return close(fd) == 0 || refuse(err, EX_IOERR, file->path);
}

bool
file_sync(const struct file *file, struct error *err)
{
	int fd = open(file->beside, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (!ok)
		refuse(err, EX_IOERR, file->path);
	if (fd >= 0)
		close(fd);
	return ok;
}

bool
file_rename(struct file *file, struct error *err)
{
	if (rename(file->beside, file->path) != 0)
		return refuse(err, EX_IOERR, file->path);
	free(file->beside);
	file->beside = NULL;
	return true;
}

bool
file_commit(struct file *file, struct error *err)
{
	return file_close(file, err) && file_sync(file, err) && file_rename(file, err) &&
	       file_sync_folder(file->path, err);
}

/* "page.html.1234.new": the number of the process that wrote it, or 0 when it is no such name. */
static pid_t
writer_of(const char *name)
{
	struct span rest = span_of(name);
	unsigned long long number = 0;
	size_t dot;

	if (!span_ends_with(rest, SPAN(BESIDE_SUFFIX)))
		return 0;
	rest.len -= SPAN(BESIDE_SUFFIX).len;
	for (dot = rest.len; dot > 0 && rest.at[dot - 1] != '.'; dot--)
		continue;
	if (dot == 0 || !span_to_uint(span_from(rest, dot), INT_MAX, &number))
		return 0;
	return (pid_t)number;
}

void
file_sweep_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash == NULL ? memory_string(".", 1)
				     : memory_string(path, (size_t)(slash - path) + 1);
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		pid_t writer = writer_of(entry->d_name);

		if (writer > 0 && kill(writer, 0) != 0 && errno == ESRCH)
			unlinkat(dirfd(dir), entry->d_name, 0);
	}
	if (dir != NULL)
		closedir(dir);
	free(folder);
}

const char *
file_path(const struct file *file)
{
	return file->path;
}

void
file_free(struct file *file)
{
	if (file == NULL)
		return;
	if (file->fd >= 0)
		close(file->fd);
	if (file->beside != NULL)
		unlink(file->beside);
	free(file->beside);
	free(file->path);
	free(file);
}

bool
file_replace(const char *path, struct span bytes, struct error *err)
{
	struct file *file = file_begin(path, err);
	bool ok = file != NULL && file_write(file, bytes, err) && file_commit(file, err);

	file_free(file);
	return ok;
}

/* Whether the rest of `fd` is exactly `bytes`. */
static bool
reads_as(int fd, struct span bytes)
{
	char block[64 * 1024];
	ssize_t n;

	while ((n = read(fd, block, sizeof(block))) > 0) {
		if ((size_t)n > bytes.len || memcmp(block, bytes.at, (size_t)n) != 0)
			return false;
		bytes = span_from(bytes, (size_t)n);
	}
	return n == 0 && bytes.len == 0;
}

bool
file_holds(const char *path, struct span bytes)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat found;
	bool same;

	if (fd < 0)
		return false;
	same = fstat(fd, &found) == 0 && S_ISREG(found.st_mode) &&
	       (size_t)found.st_size == bytes.len && reads_as(fd, bytes);
	close(fd);
	return same;
}

bool
file_update(const char *path, struct span bytes, bool *changed, struct error *err)
{
	bool is_same = file_holds(path, bytes);

	if (changed != NULL)
		*changed = !is_same;
	return is_same || file_replace(path, bytes, err);
}
