#include "aggregator/serve/site_files.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aggregator/base/hash.h"
#include "aggregator/base/log.h"
#include "aggregator/serve/file_type.h"
#include "aggregator/serve/gzip.h"
#include "feeds/base/buf.h"
#include "feeds/base/memory.h"

#define KEPT_BYTES_MAX ((size_t)64 << 20) /* of all files together, compressed forms too */
#define KEPT_FILES_MAX 1024
#define WHOLE_BYTES_MAX ((size_t)4 << 20) /* a larger file is not kept */
#define PATH_BYTES_MAX 1024
#define SEGMENT_BYTES_MAX 255
#define READ_BYTES 65536

/* What tells that a file has not changed: a rename brings another inode. */
struct stamp {
	dev_t device;
	ino_t inode;
	off_t size;
	struct timespec modified;
	struct timespec changed;
};

/* A file that is kept. */
struct kept {
	struct site_file file; /* first: a file is its kept */
	struct kept *next;
	char *path;
	struct stamp stamp;
	uint64_t used; /* when, in finds */
	unsigned holders;
	bool is_listed; /* else it goes with its last holder */
	struct buf bytes;
	struct buf packed;
};

struct site_files {
	char *dir;
	pthread_mutex_t lock; /* for all below */
	struct kept *first;
	size_t n;
	size_t bytes;
	uint64_t finds;
};

struct site_files *
site_files_new(const char *dir)
{
	struct site_files *files = memory_new(1, sizeof *files);

	files->dir = memory_string(dir, strlen(dir));
	pthread_mutex_init(&files->lock, NULL);
	return files;
}

static void
kept_free(struct kept *kept)
{
	buf_release(&kept->bytes);
	buf_release(&kept->packed);
	free(kept->path);
	free(kept);
}

/* Off the list; gone, if nobody holds it. */
static void
unlist(struct site_files *files, struct kept **link)
{
	struct kept *kept = *link;

	*link = kept->next;
	files->n--;
	files->bytes -= kept->bytes.len + kept->packed.len;
	kept->is_listed = false;
	if (kept->holders == 0)
		kept_free(kept);
}

void
site_files_free(struct site_files *files)
{
	if (files == NULL)
		return;
	while (files->first != NULL)
		unlist(files, &files->first);
	pthread_mutex_destroy(&files->lock);
	free(files->dir);
	free(files);
}

void
site_file_drop(struct site_files *files, struct site_file *file)
{
	struct kept *kept = (struct kept *)file;

	if (file == NULL)
		return;
	pthread_mutex_lock(&files->lock);
	if (--kept->holders == 0 && !kept->is_listed)
		kept_free(kept);
	pthread_mutex_unlock(&files->lock);
}

/* One step down; -1: there is no such thing, or it is a symbolic link, or a dot file. */
static int
open_segment(int folder, struct span segment, int flags)
{
	char name[SEGMENT_BYTES_MAX + 1];

	errno = ENOENT;
	if (segment.len == 0 || segment.len > SEGMENT_BYTES_MAX || segment.at[0] == '.')
		return -1;
	memcpy(name, segment.at, segment.len);
	name[segment.len] = '\0';
	return openat(
		folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | flags);
}

/* Down the path, each step by itself, so that no link leads out of the folder. */
static int
open_path(const char *dir, struct span path)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct span segment;

	while (fd >= 0 && span_split(&path, '/', &segment)) {
		bool is_last = path.len == 0;
		int below = open_segment(fd, segment, is_last ? 0 : O_DIRECTORY);

		close(fd);
		fd = below;
	}
	return fd;
}

/* The path below the folder: without its first slash, and with the name of an index. */
static bool
spell_path(struct span path, char out[PATH_BYTES_MAX + 1])
{
	static const char index[] = "index.html";
	struct span below = span_from(path, 1);
	bool is_index = below.len == 0 || span_ends_with(below, SPAN("/"));

	if (path.len == 0 || path.at[0] != '/' || below.len + sizeof index > PATH_BYTES_MAX)
		return false;
	memcpy(out, below.at, below.len);
	memcpy(out + below.len, index, is_index ? sizeof index : 0);
	if (!is_index)
		out[below.len] = '\0';
	return true;
}

static struct stamp
stamp_of(const struct stat *status)
{
	return (struct stamp){
		status->st_dev, status->st_ino, status->st_size, status->st_mtim, status->st_ctim};
}

static bool
is_same_time(struct timespec a, struct timespec b)
{
	return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

static bool
is_same_stamp(const struct stamp *a, const struct stamp *b)
{
	return a->device == b->device && a->inode == b->inode && a->size == b->size &&
	       is_same_time(a->modified, b->modified) && is_same_time(a->changed, b->changed);
}

/* With the lock held: the kept file of the path, or NULL; one that has changed goes. */
static struct kept *
look_up(struct site_files *files, const char *path, const struct stamp *stamp)
{
	struct kept **link = &files->first;

	while (*link != NULL && strcmp((*link)->path, path) != 0)
		link = &(*link)->next;
	if (*link == NULL)
		return NULL;
	if (!is_same_stamp(&(*link)->stamp, stamp)) {
		unlist(files, link);
		return NULL;
	}
	(*link)->used = ++files->finds;
	(*link)->holders++;
	return *link;
}

/* With the lock held: those not asked for the longest go until there is room. */
static void
make_room(struct site_files *files)
{
	while (files->n > 0 && (files->n > KEPT_FILES_MAX || files->bytes > KEPT_BYTES_MAX)) {
		struct kept **oldest = &files->first;

		for (struct kept **link = &files->first; *link != NULL; link = &(*link)->next)
			if ((*link)->used < (*oldest)->used)
				oldest = link;
		unlist(files, oldest);
	}
}

static void
keep(struct site_files *files, struct kept *kept)
{
	pthread_mutex_lock(&files->lock);
	kept->holders = 1;
	kept->is_listed = true;
	kept->used = ++files->finds;
	kept->next = files->first;
	files->first = kept;
	files->n++;
	files->bytes += kept->bytes.len + kept->packed.len;
	make_room(files);
	pthread_mutex_unlock(&files->lock);
}

/* Opens the file of a path. -1: it is not to be served; `found` says why. */
static int
open_file(struct site_files *files, const char *path, struct stat *status, enum file_found *found)
{
	int fd = open_path(files->dir, span_of(path));

	*found = FILE_NONE;
	if (fd < 0 && (errno == EACCES || errno == EMFILE || errno == ENFILE || errno == EIO))
		log_warning(NULL, "cannot read '%s' of the site: %s", path, strerror(errno));
	if (fd < 0 || fstat(fd, status) != 0)
		return fd;
	if (S_ISDIR(status->st_mode))
		*found = FILE_FOLDER;
	if (S_ISREG(status->st_mode))
		*found = FILE_READY;
	return fd;
}

static bool
read_all(int fd, size_t size, struct buf *out)
{
	ssize_t n = 1;

	while (n > 0 && out->len <= size && buf_reserve(out, READ_BYTES)) {
		n = pread(fd, out->at + out->len, READ_BYTES, (off_t)out->len);
		if (n > 0)
			out->len += (size_t)n;
	}
	return n == 0 && out->len == size;
}

/* The hash of a file that is too large to be kept, piece by piece. */
static bool
hash_large(int fd, size_t size, uint64_t *hash)
{
	char piece[READ_BYTES];
	size_t at = 0;
	ssize_t n;

	while ((n = pread(fd, piece, sizeof piece, (off_t)at)) > 0) {
		*hash = hash_pair(*hash, hash_span(span_make(piece, (size_t)n)));
		at += (size_t)n;
	}
	return n == 0 && at == size;
}

static void
set_tags(struct site_file *file, uint64_t hash)
{
	struct buf tag = {.at = file->tag, .capacity = FILE_TAG_SIZE, .max = FILE_TAG_SIZE - 1};
	struct buf packed = {
		.at = file->packed_tag, .capacity = FILE_TAG_SIZE, .max = FILE_TAG_SIZE - 1};

	buf_format(&tag, "\"%016llx\"", (unsigned long long)hash);
	buf_format(&packed, "\"%016llx-gz\"", (unsigned long long)hash);
	buf_string(&tag);
	buf_string(&packed);
}

static bool
fill(struct kept *kept, int fd)
{
	struct site_file *file = &kept->file;
	uint64_t hash = 0;
	bool ok;

	buf_init(&kept->bytes, WHOLE_BYTES_MAX + 2 * READ_BYTES);
	buf_init(&kept->packed, WHOLE_BYTES_MAX);
	if (file->size > WHOLE_BYTES_MAX) {
		ok = hash_large(fd, file->size, &hash);
	} else {
		ok = read_all(fd, file->size, &kept->bytes);
		file->bytes = buf_span(&kept->bytes);
		hash = hash_span(file->bytes);
	}
	set_tags(file, hash);
	file->type = file_type(span_of(kept->path), file->bytes);
	if (ok && file->size >= GZIP_BYTES_MIN && file->bytes.at != NULL &&
		file_type_packs(file->type))
		gzip_pack(file->bytes, &kept->packed);
	if (kept->packed.len > 0 && !kept->packed.is_full && kept->packed.len < file->size)
		file->packed = buf_span(&kept->packed);
	return ok;
}

/* NULL: it changed while it was read. */
static struct kept *
read_file(const char *path, int fd, const struct stat *status)
{
	struct kept *kept = memory_new(1, sizeof *kept);

	kept->path = memory_string(path, strlen(path));
	kept->stamp = stamp_of(status);
	kept->file.size = (size_t)status->st_size;
	kept->file.modified_at = status->st_mtim.tv_sec;
	if (fill(kept, fd))
		return kept;
	kept_free(kept);
	return NULL;
}

/*
 * The short way for a kept file: what has the stamp of the file that was opened step by step is that
 * file, wherever the path leads today.
 */
static struct kept *
find_kept(struct site_files *files, const char *spelled)
{
	char whole[2 * PATH_BYTES_MAX + 2];
	struct kept *kept;
	struct stat status;
	struct stamp stamp;
	int len = snprintf(whole, sizeof whole, "%s/%s", files->dir, spelled);

	if (len < 0 || (size_t)len >= sizeof whole || lstat(whole, &status) != 0 ||
		!S_ISREG(status.st_mode))
		return NULL;
	stamp = stamp_of(&status);
	pthread_mutex_lock(&files->lock);
	kept = look_up(files, spelled, &stamp);
	if (kept != NULL && kept->file.bytes.at == NULL) { /* it has to be opened */
		kept->holders--;
		kept = NULL;
	}
	pthread_mutex_unlock(&files->lock);
	return kept;
}

static enum file_found
find(struct site_files *files, struct span path, struct site_file **file, int *fd, bool may_read)
{
	char spelled[PATH_BYTES_MAX + 1];
	enum file_found found = FILE_NONE;
	struct kept *kept = NULL;
	struct stat status;
	struct stamp stamp;

	*file = NULL;
	*fd = -1;
	if (!spell_path(path, spelled))
		return FILE_NONE;
	kept = find_kept(files, spelled);
	if (kept != NULL) {
		*file = &kept->file;
		return FILE_READY;
	}
	*fd = open_file(files, spelled, &status, &found);
	if (found == FILE_READY) {
		stamp = stamp_of(&status);
		pthread_mutex_lock(&files->lock);
		kept = look_up(files, spelled, &stamp);
		pthread_mutex_unlock(&files->lock);
		if (kept == NULL)
			found = FILE_UNREAD;
	}
	if (found == FILE_UNREAD && may_read) {
		kept = read_file(spelled, *fd, &status);
		found = kept != NULL ? FILE_READY : FILE_NONE;
		if (kept != NULL)
			keep(files, kept);
	}
	if (kept != NULL)
		*file = &kept->file;
	if (*fd >= 0 && (kept == NULL || kept->file.bytes.at != NULL)) {
		close(*fd);
		*fd = -1;
	}
	return found;
}

enum file_found
site_files_find(struct site_files *files, struct span path, struct site_file **file, int *fd)
{
	return find(files, path, file, fd, false);
}

enum file_found
site_files_load(struct site_files *files, struct span path, struct site_file **file, int *fd)
{
	return find(files, path, file, fd, true);
}
