#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * kill_at N COMMAND...: runs it, and kills it before its N-th step that somebody outside could see:
 * a byte written or sent, a file made, renamed, removed or forced to the disk. Exit status 99: it was
 * killed; 77: nobody may trace here; else the command's own. N 0: lets it live, and tells on stderr
 * how many steps it took.
 */

#define KILLED 99
#define FORBIDDEN 77

static bool
is_step(const struct __ptrace_syscall_info *info)
{
	static const long calls[] = {SYS_write, SYS_pwrite64, SYS_writev, SYS_fsync, SYS_fdatasync,
#ifdef SYS_rename
		SYS_rename, SYS_unlink, SYS_mkdir, SYS_link,
#endif
		SYS_renameat, SYS_renameat2, SYS_unlinkat, SYS_mkdirat, SYS_linkat, SYS_ftruncate,
		SYS_connect, SYS_sendto, SYS_sendmsg};

	if ((long)info->entry.nr == SYS_openat)
		return (info->entry.args[2] & O_CREAT) != 0;
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		if ((long)info->entry.nr == calls[i])
			return true;
	return false;
}

/* Whether the stopped thread is about to take a step. */
static bool
takes_step(pid_t thread)
{
	struct __ptrace_syscall_info info;

	return ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info) > 0 &&
	       info.op == PTRACE_SYSCALL_INFO_ENTRY && is_step(&info);
}

static pid_t
start(char **command)
{
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
		_exit(FORBIDDEN);
	raise(SIGSTOP);
	execvp(command[0], command);
	_exit(127);
}

/* The signal that a stop hands on; those of tracing itself are none. */
static int
signal_of(int status)
{
	int signal = WSTOPSIG(status);

	return signal == SIGTRAP || signal == (SIGTRAP | 0x80) || signal == SIGSTOP ? 0 : signal;
}

static int
follow(pid_t pid, long at, long *steps)
{
	int status = 0;
	pid_t thread;

	while ((thread = waitpid(-1, &status, __WALL)) > 0) {
		if (!WIFSTOPPED(status)) {
			if (thread == pid)
				return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
			continue;
		}
		if (WSTOPSIG(status) == (SIGTRAP | 0x80) && takes_step(thread) && ++*steps == at) {
			kill(pid, SIGKILL);
			while (waitpid(-1, &status, __WALL) > 0)
				;
			return KILLED;
		}
		ptrace(PTRACE_SYSCALL, thread, NULL, (void *)(long)signal_of(status));
	}
	return 128;
}

int
main(int argc, char **argv)
{
	long at = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
	long steps = 0;
	int status = 0;
	pid_t pid;

	if (argc < 3)
		return 64;
	pid = start(argv + 2);
	if (waitpid(pid, &status, 0) < 0 || !WIFSTOPPED(status))
		return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
	if (ptrace(PTRACE_SETOPTIONS, pid, NULL,
		    (void *)(PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK |
			     PTRACE_O_TRACEVFORK | PTRACE_O_EXITKILL)) != 0)
		return FORBIDDEN;
	ptrace(PTRACE_SYSCALL, pid, NULL, NULL);
	status = follow(pid, at, &steps);
	if (at == 0)
		fprintf(stderr, "%ld\n", steps);
	return status;
}
