#include "output/file_batch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "feeds/base/memory.h"
#include "output/file.h"

#define SYNC_ALL_MIN 8 /* from here on, one sync of the file system is cheaper than one a file */

struct file_batch {
	struct file **files;
	size_t n;
	size_t capacity;
};

struct file_batch *
file_batch_new(void)
{
	return memory_new(1, sizeof(struct file_batch));
}

void
file_batch_free(struct file_batch *batch)
{
	if (batch == NULL)
		return;
	for (size_t i = 0; i < batch->n; i++)
		file_free(batch->files[i]);
	free(batch->files);
	free(batch);
}

bool
file_batch_add(struct file_batch *batch, const char *path, struct span bytes, struct error *err)
{
	struct file *file;

	if (file_holds(path, bytes))
		return true;
	file = file_begin(path, err);
	if (file == NULL)
		return false;
	batch->files = memory_room(batch->files, batch->n, &batch->capacity, sizeof(struct file *));
	batch->files[batch->n++] = file;
	return file_write(file, bytes, err) && file_close(file, err);
}

static size_t
folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? (size_t)(slash - path) : 0;
}

static bool
is_same_folder(const char *a, const char *b)
{
	size_t len = folder_length(a);

	return len == folder_length(b) && strncmp(a, b, len) == 0;
}

/* Whether no file before `i` is in the folder of the file `i`. */
static bool
is_first_of_folder(const struct file_batch *batch, size_t i)
{
	for (size_t j = i; j-- > 0;)
		if (is_same_folder(file_path(batch->files[j]), file_path(batch->files[i])))
			return false;
	return true;
}

/* The whole file system on which `path` lies. */
static bool
sync_around(const char *path, struct error *err)
{
	size_t len = folder_length(path);
	char *folder = len > 0 ? memory_string(path, len) : memory_string(".", 1);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && syncfs(fd) == 0;

	if (!ok)
		error_set(err, EX_IOERR, "cannot write '%s': %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	free(folder);
	return ok;
}

/* A folder of the site may be a mount of its own, so each is asked for. */
static bool
sync_files(const struct file_batch *batch, struct error *err)
{
	for (size_t i = 0; i < batch->n; i++) {
		if (batch->n < SYNC_ALL_MIN) {
			if (!file_sync(batch->files[i], err))
				return false;
		} else if (is_first_of_folder(batch, i)) {
			if (!sync_around(file_path(batch->files[i]), err))
				return false;
		}
	}
	return true;
}

bool
file_batch_commit(struct file_batch *batch, struct error *err)
{
	if (!sync_files(batch, err))
		return false;
	for (size_t i = 0; i < batch->n; i++)
		if (!file_rename(batch->files[i], err))
			return false;
	for (size_t i = 0; i < batch->n; i++) {
		if (!is_first_of_folder(batch, i))
			continue;
		file_sweep_folder(file_path(batch->files[i]));
		if (!file_sync_folder(file_path(batch->files[i]), err))
			return false;
	}
	return true;
}

size_t
file_batch_count(const struct file_batch *batch)
{
	return batch->n;
}
