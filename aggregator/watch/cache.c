#include "aggregator/watch/cache.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aggregator/base/hash.h"

#define MAGIC "btcache1"
#define FILE_BYTES_MAX ((off_t)512 << 20)
#define PATH_BYTES_MAX 4096

/* What stands before the bytes: whether they are those that were written. */
struct header {
	char magic[8];
	uint64_t key;
	uint64_t len;
	uint64_t hash;
};

bool
cache_folder(struct buf *path)
{
	const char *cache = getenv("XDG_CACHE_HOME");
	const char *home = getenv("HOME");

	if (cache != NULL && cache[0] == '/')
		return buf_format(path, "%s/broadtape", cache);
	return home != NULL && home[0] == '/' && buf_format(path, "%s/.cache/broadtape", home);
}

static bool
write_path(char *path, const char *folder, uint64_t key, const char *tail)
{
	int n = snprintf(path, PATH_BYTES_MAX, "%s/patterns-%016" PRIx64 "%s", folder, key, tail);

	return n > 0 && n < PATH_BYTES_MAX;
}

static bool
read_exactly(int fd, void *at, size_t len)
{
	char *next = at;

	while (len > 0) {
		ssize_t n = read(fd, next, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		next += n;
		len -= (size_t)n;
	}
	return true;
}

static bool
write_exactly(int fd, const void *at, size_t len)
{
	const char *next = at;

	while (len > 0) {
		ssize_t n = write(fd, next, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		next += n;
		len -= (size_t)n;
	}
	return true;
}

static bool
load(int fd, uint64_t key, struct buf *bytes)
{
	struct header header;
	struct stat status;

	if (fstat(fd, &status) != 0 || status.st_size > FILE_BYTES_MAX)
		return false;
	if (!read_exactly(fd, &header, sizeof header) ||
		memcmp(header.magic, MAGIC, sizeof header.magic) != 0 || header.key != key ||
		header.len != (uint64_t)status.st_size - sizeof header)
		return false;
	if (!buf_reserve(bytes, header.len) || !read_exactly(fd, bytes->at, header.len))
		return false;
	bytes->len = header.len;
	return hash_span(buf_span(bytes)) == header.hash;
}

bool
cache_load(const char *folder, uint64_t key, struct buf *bytes)
{
	char path[PATH_BYTES_MAX];
	bool ok;
	int fd;

	if (!write_path(path, folder, key, ""))
		return false;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	ok = load(fd, key, bytes);
	close(fd);
	if (!ok)
		buf_clear(bytes);
	return ok;
}

/* The folder and the one above it: ~/.cache may not be there yet. */
static void
make_folder(const char *folder)
{
	char parent[PATH_BYTES_MAX];
	char *slash;

	if (mkdir(folder, 0700) == 0 || errno != ENOENT || strlen(folder) >= sizeof parent)
		return;
	memcpy(parent, folder, strlen(folder) + 1);
	slash = strrchr(parent, '/');
	if (slash == NULL || slash == parent)
		return;
	*slash = '\0';
	if (mkdir(parent, 0700) == 0)
		mkdir(folder, 0700);
}

void
cache_keep(const char *folder, uint64_t key, struct span bytes)
{
	struct header header = {{0}, key, bytes.len, hash_span(bytes)};
	char path[PATH_BYTES_MAX], beside[PATH_BYTES_MAX];
	bool ok;
	int fd;

	memcpy(header.magic, MAGIC, sizeof header.magic);
	make_folder(folder);
	if (!write_path(path, folder, key, "") || !write_path(beside, folder, key, ".XXXXXX"))
		return;
	fd = mkostemp(beside, O_CLOEXEC);
	if (fd < 0)
		return;
	ok = write_exactly(fd, &header, sizeof header) && write_exactly(fd, bytes.at, bytes.len);
	if (close(fd) != 0 || !ok || rename(beside, path) != 0)
		unlink(beside);
}
