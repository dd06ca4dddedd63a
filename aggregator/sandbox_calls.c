#include "aggregator/sandbox.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/socket.h>

/*
 * What a reader of news has no use for, and an intruder has; after the groups of systemd.exec(5), from
 * which the names come: @clock @debug @keyring @module @mount @privileged @raw-io @reboot @swap
 * @sandbox, and the newer ways into the kernel.
 */
static const char *const denied[] = {
	/* other processes */
	"ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_getfd", "process_madvise",
	/* the kernel and its modules */
	"init_module", "finit_module", "delete_module", "create_module", "kexec_load",
	"kexec_file_load", "bpf", "perf_event_open", "userfaultfd", "lookup_dcookie",
	"io_uring_setup", "io_uring_enter", "io_uring_register", "syslog", "_sysctl",
	/* the tree of files */
	"mount", "umount", "umount2", "pivot_root", "chroot", "move_mount", "fsopen", "fsconfig",
	"fsmount", "fspick", "open_tree", "mount_setattr", "mknod", "mknodat", "quotactl",
	"quotactl_fd", "name_to_handle_at", "open_by_handle_at", "fanotify_init",
	/* namespaces, keys, rights */
	"unshare", "setns", "add_key", "request_key", "keyctl", "capset", "setuid", "setgid",
	"setreuid", "setregid", "setresuid", "setresgid", "setfsuid", "setfsgid", "setgroups",
	"personality",
	/* the machine */
	"settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "stime", "reboot", "swapon",
	"swapoff", "sethostname", "setdomainname", "acct", "iopl", "ioperm", "vhangup",
	"nfsservctl", "uselib", "vm86", "modify_ldt"};

/* With programs these are needed by them. */
static const char *const denied_without_programs[] = {"execve", "execveat", "fork", "vfork"};

#define FAMILIES_MAX AF_NETLINK /* up to here: unix, IPv4, IPv6, and what finds addresses */

static void
deny(scmp_filter_ctx filter, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int call = seccomp_syscall_resolve_name(names[i]);

		if (call != __NR_SCMP_ERROR) /* a machine has some of them only */
			seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0);
	}
}

/* Packets as such, the kernel's ciphers and radios: no news come from there. */
static void
deny_odd_sockets(scmp_filter_ctx filter)
{
	seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1,
		SCMP_A0(SCMP_CMP_GT, FAMILIES_MAX, 0));
	seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socketpair), 1,
		SCMP_A0(SCMP_CMP_NE, AF_UNIX, 0));
}

/* Threads are made, processes are not; and what is written is not run. */
static void
deny_new_code(scmp_filter_ctx filter)
{
	const uint64_t both = PROT_WRITE | PROT_EXEC;

	deny(filter, denied_without_programs,
		sizeof denied_without_programs / sizeof *denied_without_programs);
	seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
		SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
	/* its arguments lie in memory, where no filter sees them: libc takes clone instead */
	seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
	seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(mmap), 1,
		SCMP_A2(SCMP_CMP_MASKED_EQ, both, both));
	seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(mprotect), 1,
		SCMP_A2(SCMP_CMP_MASKED_EQ, both, both));
}

bool
sandbox_deny_calls(bool runs_programs)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	bool ok;

	if (filter == NULL)
		return false;
	seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(ENOSYS));
	deny(filter, denied, sizeof denied / sizeof *denied);
	deny_odd_sockets(filter);
	if (!runs_programs)
		deny_new_code(filter);
	ok = seccomp_load(filter) == 0;
	seccomp_release(filter);
	return ok;
}
