#include "aggregator/fetch/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aggregator/base/hash.h"
#include "aggregator/fetch/answer.h"
#include "aggregator/fetch/request.h"
#include "feeds/base/memory.h"

#define ETAG_MAX 64

static void
fail_errno(struct visit_result *result, const char *what)
{
	answer_fail(result, FAILURE_FILE, "%s: %s", what, strerror(errno));
}

/* Reads to the end, or to the cap; a file that grows meanwhile is read as it is found. */
static bool
read_all(int fd, struct buf *body, size_t expected)
{
	ssize_t n;

	buf_reserve(body, expected);
	do {
		if (!buf_reserve(body, 1)) {
			errno = EFBIG;
			return false;
		}
		n = read(fd, body->at + body->len, body->capacity - 1 - body->len);
		if (n > 0)
			body->len += (size_t)n;
	} while (n > 0 || (n < 0 && errno == EINTR));
	return n == 0;
}

static void
note_body(struct visit_result *result, const struct validators *sent)
{
	result->body_hash = hash_span(buf_span(&result->body));
	result->outcome = OUTCOME_FRESH;
	if (result->body_hash != sent->body_hash)
		return;
	result->outcome = OUTCOME_UNCHANGED;
	buf_release(&result->body);
}

static void
visit_open_file(struct visit_result *result, const struct visit_request *request, int fd)
{
	char etag[ETAG_MAX];
	struct stat status;

	if (fstat(fd, &status) != 0) {
		fail_errno(result, "the file cannot be looked at");
	} else if (!S_ISREG(status.st_mode)) {
		answer_fail(result, FAILURE_FILE, "this is no regular file");
	} else if ((size_t)status.st_size > result->body.max) {
		answer_fail(result, FAILURE_TOO_LARGE,
			"the file is larger than %zu bytes (network.max_body)", result->body.max);
	} else {
		snprintf(etag, sizeof etag, "%lld-%lld.%09ld", (long long)status.st_size,
			(long long)status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
		if (span_equal(request->validators.etag, span_of(etag))) {
			result->outcome = OUTCOME_UNCHANGED;
		} else if (!read_all(fd, &result->body, (size_t)status.st_size)) {
			fail_errno(result, "the file cannot be read");
		} else {
			free(result->etag);
			result->etag = memory_string(etag, strlen(etag));
			note_body(result, &request->validators);
		}
	}
}

void
file_visit(struct visit_result *result, const struct visit_request *request, size_t bytes_max)
{
	int fd = open(request_string(request->location), O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	buf_init(&result->body, bytes_max);
	if (fd < 0) {
		fail_errno(result, "the file cannot be opened");
		return;
	}
	visit_open_file(result, request, fd);
	close(fd);
}
