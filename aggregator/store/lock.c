#include "aggregator/store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "feeds/base/buf.h"
#include "feeds/base/memory.h"

#define PATH_BYTES_MAX 4096
#define NUMBER_BYTES_MAX 32
#define WAIT_STEPS 20
#define WAIT_STEP_NS 50000000L

struct lock {
	int fd;
};

static bool
tell_holder(int fd, const char *path, struct error *err)
{
	char number[NUMBER_BYTES_MAX + 1] = "";
	ssize_t len = pread(fd, number, NUMBER_BYTES_MAX, 0);

	if (len <= 0)
		return error_set(err, EX_TEMPFAIL,
			"store '%s': another broadtape is writing to it: wait for it, or stop it",
			path);
	number[strcspn(number, "\n")] = '\0';
	return error_set(err, EX_TEMPFAIL,
		"store '%s': another broadtape (process %s) is writing to it: wait for it, or stop "
		"it",
		path, number);
}

/* Who has it may be about to end, or only be asking who has it. */
static int
wait_for_lock(int fd)
{
	const struct timespec pause = {.tv_nsec = WAIT_STEP_NS};
	int status = flock(fd, LOCK_EX | LOCK_NB);

	for (int i = 0; i < WAIT_STEPS && status != 0 && errno == EWOULDBLOCK; i++) {
		nanosleep(&pause, NULL);
		status = flock(fd, LOCK_EX | LOCK_NB);
	}
	return status;
}

static bool
take(int fd, const char *path, struct error *err)
{
	char number[NUMBER_BYTES_MAX];
	int len = snprintf(number, sizeof number, "%ld\n", (long)getpid());

	if (wait_for_lock(fd) != 0) {
		if (errno == EWOULDBLOCK)
			return tell_holder(fd, path, err);
		return error_set(
			err, EX_IOERR, "store '%s': cannot be locked: %s", path, strerror(errno));
	}
	/* The number is a courtesy; a full disk must not keep a reader of the ledger out. */
	if (ftruncate(fd, 0) == 0 && pwrite(fd, number, (size_t)len, 0) != len)
		errno = 0;
	return true;
}

struct lock *
lock_take(const char *path, struct error *err)
{
	struct lock *lock = memory_new(1, sizeof *lock);
	struct buf name;

	buf_init(&name, PATH_BYTES_MAX);
	buf_format(&name, "%s-lock", path);
	lock->fd = open(buf_string(&name), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (lock->fd < 0)
		error_set(err, EX_CANTCREAT, "store '%s': cannot be written: %s: %s", path,
			buf_string(&name), strerror(errno));
	buf_release(&name);
	if (lock->fd >= 0 && take(lock->fd, path, err))
		return lock;
	lock_free(lock);
	return NULL;
}

static int
open_to_read(const char *path)
{
	struct buf name;
	int fd;

	buf_init(&name, PATH_BYTES_MAX);
	buf_format(&name, "%s-lock", path);
	fd = open(buf_string(&name), O_RDONLY | O_CLOEXEC);
	buf_release(&name);
	return fd;
}

bool
lock_keep_writers_away(const char *path, struct lock **lock)
{
	int fd = open_to_read(path);

	*lock = NULL;
	if (fd < 0)
		return errno == ENOENT;
	*lock = memory_new(1, sizeof **lock);
	(*lock)->fd = fd;
	if (flock(fd, LOCK_SH | LOCK_NB) == 0)
		return true;
	lock_free(*lock);
	*lock = NULL;
	return false;
}

int64_t
lock_holder(const char *path)
{
	char number[NUMBER_BYTES_MAX + 1] = "";
	unsigned long long holder = 0;
	int fd = open_to_read(path);

	if (fd < 0)
		return 0;
	if (flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK &&
		pread(fd, number, NUMBER_BYTES_MAX, 0) > 0 &&
		!span_to_uint(span_trim(span_of(number)), INT32_MAX, &holder))
		holder = 0;
	close(fd);
	return (int64_t)holder;
}

void
lock_free(struct lock *lock)
{
	if (lock == NULL)
		return;
	if (lock->fd >= 0)
		close(lock->fd);
	free(lock);
}
