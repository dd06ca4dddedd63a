#include "aggregator/fetch/program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "aggregator/fetch/loop.h"
#include "feeds/base/memory.h"

#define COMPLAINT_MAX 256 /* of what it says on stderr, its first line is told */
#define READ_BYTES 65536

struct program {
	pid_t pid; /* 0: not running */
	int pid_fd;
	int output_fd;
	int complaint_fd;
	struct loop_watch *exit_watch;
	struct loop_watch *output_watch;
	struct loop_watch *complaint_watch;
	struct loop_timer *timer; /* its time limit; and, for what could not start, its end */
	struct buf complaint;
	struct program_end end;
	program_done_fn *done;
	void *context;
};

static void
close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void
fail(struct program *program, enum failure failure, const char *text)
{
	if (program->end.failure != FAILURE_NONE)
		return; /* the first mishap is the cause */
	program->end.failure = failure;
	snprintf(program->end.text, sizeof program->end.text, "%s", text);
}

/* It and all that it started: they are a process group of their own. */
static void
kill_group(const struct program *program)
{
	if (program->pid > 0)
		kill(-program->pid, SIGKILL);
}

static void
reap(struct program *program)
{
	if (program->pid <= 0)
		return;
	kill_group(program);
	waitpid(program->pid, NULL, 0);
	program->pid = 0;
}

/* Reads what is there; false: nothing more will come. What does not fit is read and dropped. */
static bool
read_some(int fd, struct buf *into)
{
	char bytes[READ_BYTES];
	ssize_t n;

	do {
		n = read(fd, bytes, sizeof bytes);
		if (n > 0)
			buf_add(into, span_make(bytes, (size_t)n));
	} while (n == (ssize_t)sizeof bytes || (n < 0 && errno == EINTR));
	return n > 0 || (n < 0 && errno == EAGAIN);
}

static void
on_output(void *context)
{
	struct program *program = context;

	if (!read_some(program->output_fd, &program->end.output)) {
		loop_watch_free(program->output_watch);
		program->output_watch = NULL;
	}
	if (program->end.output.is_full) {
		fail(program, FAILURE_TOO_LARGE,
			"the program printed more than network.max_body allows");
		kill_group(program);
	}
}

static void
on_complaint(void *context)
{
	struct program *program = context;

	if (read_some(program->complaint_fd, &program->complaint))
		return;
	loop_watch_free(program->complaint_watch);
	program->complaint_watch = NULL;
}

static void
judge_exit(struct program *program, const siginfo_t *info)
{
	struct program_end *end = &program->end;
	struct span line = buf_span(&program->complaint);

	end->exit_status = info->si_code == CLD_EXITED ? info->si_status : 128 + info->si_status;
	if (end->exit_status == 0 || end->failure != FAILURE_NONE)
		return;
	line = span_trim(span_head(line, span_find_byte(line, '\n')));
	end->failure = FAILURE_PROGRAM;
	if (info->si_code == CLD_EXITED)
		snprintf(end->text, sizeof end->text, "the program ended with status %d%s%.*s",
			end->exit_status, line.len > 0 ? ": " : "", SPAN_ARGS(line));
	else
		snprintf(end->text, sizeof end->text, "the program died of signal %d%s%.*s",
			info->si_status, line.len > 0 ? ": " : "", SPAN_ARGS(line));
}

static void
stop_watching(struct program *program)
{
	loop_watch_free(program->exit_watch);
	loop_watch_free(program->output_watch);
	loop_watch_free(program->complaint_watch);
	program->exit_watch = program->output_watch = program->complaint_watch = NULL;
	loop_timer_cancel(program->timer);
}

static void
on_exit_ready(void *context)
{
	struct program *program = context;
	siginfo_t info = {0};

	kill_group(program); /* what it left behind; before the wait, which frees its number */
	if (waitid(P_PIDFD, (id_t)program->pid_fd, &info, WEXITED) != 0)
		fail(program, FAILURE_PROGRAM, "the program's end was lost");
	program->pid = 0;
	if (program->output_watch != NULL)
		on_output(program);
	if (program->complaint_watch != NULL)
		on_complaint(program);
	judge_exit(program, &info);
	stop_watching(program);
	program->done(program->context, program);
}

/* Too slow; or it never started, and that is to be told on a turn of its own. */
static void
on_time(void *context)
{
	struct program *program = context;

	if (program->pid > 0) {
		fail(program, FAILURE_TIMEOUT,
			"the program took too long and was killed "
			"(network.timeout)");
		kill_group(program);
		return;
	}
	program->done(program->context, program);
}

/* Both ends close on exec; what we read does not block. */
static bool
open_pipe(int ends[2])
{
	return pipe2(ends, O_CLOEXEC) == 0 && fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0;
}

static bool
spawn(struct program *program, const char *const *arguments, int output, int complaint)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	sigset_t none, all;
	int code;

	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&files, complaint, STDERR_FILENO);
	posix_spawnattr_init(&how);
	posix_spawnattr_setflags(
		&how, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setpgroup(&how, 0);
	posix_spawnattr_setsigmask(&how, &none);
	posix_spawnattr_setsigdefault(&how, &all);
	/* posix_spawnp changes neither the array nor its strings */
	code = posix_spawnp(
		&program->pid, arguments[0], &files, &how, (char *const *)arguments, environ);
	posix_spawnattr_destroy(&how);
	posix_spawn_file_actions_destroy(&files);
	if (code == 0)
		return true;
	program->pid = 0;
	snprintf(program->end.text, sizeof program->end.text, "'%s' cannot be run: %s",
		arguments[0], strerror(code));
	return false;
}

static bool
start(struct program *program, const char *const *arguments)
{
	int output[2] = {-1, -1};
	int complaint[2] = {-1, -1};
	bool ok = false;

	if (open_pipe(output) && open_pipe(complaint))
		ok = spawn(program, arguments, output[1], complaint[1]);
	else
		snprintf(program->end.text, sizeof program->end.text, "no pipe to the program: %s",
			strerror(errno));
	close_fd(&output[1]);
	close_fd(&complaint[1]);
	program->output_fd = output[0];
	program->complaint_fd = complaint[0];
	if (ok)
		program->pid_fd = pidfd_open(program->pid, 0);
	program->end.failure = ok && program->pid_fd >= 0 ? FAILURE_NONE : FAILURE_PROGRAM;
	if (!ok || program->pid_fd >= 0)
		return ok;
	snprintf(program->end.text, sizeof program->end.text, "the program cannot be watched: %s",
		strerror(errno));
	reap(program);
	return false;
}

struct program *
program_start(struct loop *loop, const char *const *arguments, const struct program_limits *limits,
	program_done_fn *done, void *context)
{
	struct program *program = memory_new(1, sizeof *program);

	program->done = done;
	program->context = context;
	program->pid_fd = -1;
	buf_init(&program->end.output, limits->output_max);
	buf_init(&program->complaint, COMPLAINT_MAX);
	program->timer = loop_timer_new(loop, on_time, program);
	if (arguments[0] == NULL || !start(program, arguments)) {
		fail(program, FAILURE_PROGRAM, "no program is named");
		loop_timer_set(program->timer, 0);
		return program;
	}
	program->exit_watch = loop_watch_new(loop, program->pid_fd, on_exit_ready, program);
	program->output_watch = loop_watch_new(loop, program->output_fd, on_output, program);
	program->complaint_watch =
		loop_watch_new(loop, program->complaint_fd, on_complaint, program);
	loop_timer_set(program->timer, limits->timeout_ms);
	return program;
}

void
program_free(struct program *program)
{
	if (program == NULL)
		return;
	stop_watching(program);
	reap(program);
	loop_timer_free(program->timer);
	close_fd(&program->pid_fd);
	close_fd(&program->output_fd);
	close_fd(&program->complaint_fd);
	buf_release(&program->complaint);
	buf_release(&program->end.output);
	free(program);
}

const struct program_end *
program_end(const struct program *program)
{
	return &program->end;
}

struct buf
program_take_output(struct program *program)
{
	struct buf output = program->end.output;

	buf_init(&program->end.output, output.max);
	return output;
}
