#include "output/sendmail.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#define COMPLAINT_MAX 256

extern char **environ;

/* A running program: we write to `input`, it writes complaints to `complaints`. */
struct child {
	pid_t pid;
	int input;
	int complaints; /* a file without a name, so that nobody waits for us to read */
};

static void
close_if_open(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static int
spawn(struct child *child, int far_end, const char *program, const char *from, const char *to)
{
	const char *const arguments[] = {program, "-i", "-f", from, "--", to, NULL};
	posix_spawn_file_actions_t actions;
	int failed;

	if (posix_spawn_file_actions_init(&actions) != 0)
		return ENOMEM;
	posix_spawn_file_actions_adddup2(&actions, far_end, STDIN_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, child->complaints, STDERR_FILENO);
	failed = posix_spawn(
		&child->pid, program, &actions, NULL, (char *const *)(uintptr_t)arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	return failed;
}

static bool
start(struct child *child, const char *program, const char *from, const char *to)
{
	int ends[2] = {-1, -1};
	int failed;

	child->complaints = memfd_create("complaints", MFD_CLOEXEC);
	/* a socket and no pipe: a program that stops reading must not end us by SIGPIPE */
	if (child->complaints < 0 || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return false;
	failed = spawn(child, ends[1], program, from, to);
	close(ends[1]);
	child->input = ends[0];
	errno = failed;
	return failed == 0;
}

static bool
send_all(int fd, struct span bytes)
{
	while (bytes.len > 0) {
		ssize_t sent = send(fd, bytes.at, bytes.len, MSG_NOSIGNAL);

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0)
			return false;
		bytes = span_from(bytes, (size_t)sent);
	}
	return true;
}

/* CR LF becomes LF: the program's input is a text file of this system. */
static bool
send_message(int fd, struct span message)
{
	while (message.len > 0) {
		size_t end = span_find(message, SPAN("\r\n"));

		if (!send_all(fd, span_head(message, end)))
			return false;
		if (end == message.len)
			return true;
		message = span_from(message, end + 2);
		if (!send_all(fd, SPAN("\n")))
			return false;
	}
	return true;
}

static int
wait_for(pid_t pid)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	return status;
}

/* The first line that it wrote to its standard error, borrowed from `room`. */
static struct span
read_complaint(int fd, char room[COMPLAINT_MAX])
{
	ssize_t n = pread(fd, room, COMPLAINT_MAX, 0);
	struct span text = n > 0 ? span_make(room, (size_t)n) : SPAN("no reason given");

	return span_trim(span_head(text, span_find_byte(text, '\n')));
}

static enum handover
judge(const struct child *child, const char *program, int status, bool is_sent, struct error *err)
{
	char room[COMPLAINT_MAX];
	struct span reason = read_complaint(child->complaints, room);

	if (WIFSIGNALED(status)) {
		error_set(err, EX_TEMPFAIL, "'%s' was ended by signal %d: %.*s", program,
			WTERMSIG(status), SPAN_ARGS(reason));
		return HANDOVER_LATER;
	}
	if (WEXITSTATUS(status) == EX_OK && is_sent)
		return HANDOVER_DONE;
	if (WEXITSTATUS(status) == EX_TEMPFAIL || WEXITSTATUS(status) == EX_OK) {
		error_set(err, EX_TEMPFAIL, "'%s' did not take the message now: %.*s", program,
			SPAN_ARGS(reason));
		return HANDOVER_LATER;
	}
	error_set(err, EX_UNAVAILABLE, "'%s' refused the message with exit status %d: %.*s",
		program, WEXITSTATUS(status), SPAN_ARGS(reason));
	return HANDOVER_REFUSED;
}

enum handover
sendmail_send(const char *program, const char *from, const char *to, struct span message,
	struct error *err)
{
	struct child child = {.pid = -1, .input = -1, .complaints = -1};
	enum handover result = HANDOVER_REFUSED;
	bool is_sent;

	if (start(&child, program, from, to)) {
		is_sent = send_message(child.input, message);
		close_if_open(&child.input);
		result = judge(&child, program, wait_for(child.pid), is_sent, err);
	} else {
		error_set(err, EX_UNAVAILABLE, "cannot start '%s': %s", program, strerror(errno));
	}
	close_if_open(&child.input);
	close_if_open(&child.complaints);
	return result;
}
