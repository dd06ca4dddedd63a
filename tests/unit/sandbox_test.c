#include "tests/unit/test.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "aggregator/config/config.h"
#include "aggregator/sandbox.h"

/* What a child may do that has confined itself; a confined process stays so, so each case has its own. */

static char folder[] = "/tmp/sandbox-test-XXXXXX";

static bool
can_write(const char *path)
{
	int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static bool
writes_beside_its_store(void)
{
	char path[64];

	snprintf(path, sizeof path, "%s/in/file", folder);
	return can_write(path);
}

static bool
writes_elsewhere(void)
{
	char path[64];

	snprintf(path, sizeof path, "%s/file", folder);
	return can_write(path);
}

static bool
removes_elsewhere(void)
{
	char path[64];

	snprintf(path, sizeof path, "%s/victim", folder);
	return unlink(path) == 0;
}

static bool
reads_elsewhere(void)
{
	int fd = open("/etc/passwd", O_RDONLY | O_CLOEXEC);

	return fd >= 0 && close(fd) == 0;
}

static bool
starts_a_program(void)
{
	execl("/bin/true", "true", (char *)NULL);
	return false;
}

static bool
makes_a_process(void)
{
	pid_t child = fork();

	if (child == 0)
		_exit(0);
	return child > 0 && waitpid(child, NULL, 0) == child;
}

static void *
run_nothing(void *context)
{
	return context;
}

static bool
makes_a_thread(void)
{
	pthread_t thread;

	return pthread_create(&thread, NULL, run_nothing, NULL) == 0 &&
	       pthread_join(thread, NULL) == 0;
}

static bool
traces(void)
{
	return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0;
}

static bool
runs_what_it_wrote(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
		       0) != MAP_FAILED;
}

static bool
opens(int family)
{
	int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);

	return fd >= 0 && close(fd) == 0;
}

static bool
speaks_to_the_internet(void)
{
	return opens(AF_INET);
}

static bool
speaks_to_the_kernels_ciphers(void)
{
	int fd = socket(38 /* AF_ALG */, SOCK_SEQPACKET, 0);

	return (fd >= 0 && close(fd) == 0) || errno != EAFNOSUPPORT;
}

static struct config *
configure(const char *more)
{
	struct config_errors errors;
	struct config *config;
	char text[1024];
	char path[64];

	snprintf(text, sizeof text,
		"store: in/broadtape.db\nfeeds: [{url: 'https://n.example/'}%s]\n",
		more != NULL ? more : "");
	snprintf(path, sizeof path, "%s/broadtape.yaml", folder);
	config_errors_init(&errors);
	config = config_parse(path, span_of(text), &errors);
	if (config == NULL)
		fail_msg("%s", errors.errors[0].text);
	config_errors_release(&errors);
	return config;
}

enum answer { NO, YES, NOT_CONFINED };

/* Whether the act succeeds in a confined child. */
static enum answer
tries(bool (*act)(void), const char *more, bool by_landlock)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		struct sandbox sandbox;

		sandbox_init(&sandbox, configure(more));
		sandbox_enter(&sandbox);
		if (by_landlock ? !sandbox.has_landlock : !sandbox.has_seccomp)
			_exit(NOT_CONFINED);
		_exit(act() ? YES : NO);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	/* /bin/true ends with 0 too: NO is told apart from a program that ran by YES below */
	return WIFEXITED(status) ? (enum answer)WEXITSTATUS(status) : NO;
}

static bool
cannot_start_a_program(void)
{
	starts_a_program();
	return errno == EPERM || errno == EACCES;
}

static const struct act {
	const char *name;
	bool (*act)(void);
	bool by_landlock;
	enum answer alone;
	enum answer with_programs;
} acts[] = {
	{"writes beside its store", writes_beside_its_store, true, YES, NOT_CONFINED},
	{"writes elsewhere", writes_elsewhere, true, NO, NOT_CONFINED},
	{"removes elsewhere", removes_elsewhere, true, NO, NOT_CONFINED},
	{"reads elsewhere", reads_elsewhere, true, YES, NOT_CONFINED},
	{"cannot start a program", cannot_start_a_program, false, YES, NO},
	{"makes a process", makes_a_process, false, NO, YES},
	{"makes a thread", makes_a_thread, false, YES, YES},
	{"traces", traces, false, NO, NO},
	{"runs what it wrote", runs_what_it_wrote, false, NO, YES},
	{"speaks to the internet", speaks_to_the_internet, false, YES, YES},
	{"speaks to the kernel's ciphers", speaks_to_the_kernels_ciphers, false, NO, NO},
};

static void
try_all(const char *more, bool has_programs)
{
	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
		const struct act *act = &acts[i];
		enum answer want = has_programs ? act->with_programs : act->alone;
		enum answer got = tries(act->act, more, act->by_landlock);

		if (got == NOT_CONFINED && want != NOT_CONFINED)
			print_message("# not tried, this kernel or build cannot: %s\n", act->name);
		else if (got != want)
			fail_msg(
				"'%s' came out as %d, expected %d", act->name, (int)got, (int)want);
	}
}

static void
a_confined_process_can_do_its_work_and_no_more(void **state)
{
	(void)state;
	try_all(NULL, false);
}

static void
with_programs_the_dangerous_calls_stay_denied(void **state)
{
	(void)state;
	try_all(", {exec: [/bin/true]}", true);
}

static void
a_sendmail_is_not_confined(void **state)
{
	struct sandbox sandbox;
	struct config *config =
		configure("]\nmail: {sendmail: /usr/sbin/sendmail}\ncompanies: [{ticker: META}");

	(void)state;
	sandbox_init(&sandbox, config);
	assert_false(sandbox.is_on);
	/* a build with sanitizers has another reason, before this one */
	assert_true(strstr(sandbox.why_off, "(mail.sendmail)") != NULL ||
		    strstr(sandbox.why_off, "build with sanitizers") != NULL);
	sandbox_release(&sandbox);
	config_free(config);
}

static void
a_configuration_that_leads_out_is_refused(void **state)
{
	static const struct {
		const char *more, *want; /* NULL: it is admitted */
	} cases[] = {
		{NULL, NULL},
		{", {url: 'https://other.example/'}", NULL},
		{", {exec: [/bin/true]}", "has denied itself to start programs: restart it"},
		{"]\nmail: {sendmail: /usr/sbin/sendmail}\ncompanies: [{ticker: META}",
			"mail.sendmail: the daemon has denied itself"},
		{"]\nsite: {dir: pages}\ncompanies: [{ticker: META}",
			"has confined itself to other folders: restart it"},
	};
	struct config *config = configure(NULL);
	struct sandbox sandbox;

	(void)state;
	sandbox_init(&sandbox, config);
	sandbox.is_on = true;
	sandbox.has_landlock = true;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct config *other = configure(cases[i].more);
		struct error err = {0};

		if (sandbox_admits(&sandbox, other, &err) != (cases[i].want == NULL))
			fail_msg("case %zu: '%s'", i, err.text);
		if (cases[i].want != NULL && strstr(err.text, cases[i].want) == NULL)
			fail_msg("case %zu: '%s'", i, err.text);
		config_free(other);
	}
	sandbox_release(&sandbox);
	config_free(config);
}

static int
make_folder(void **state)
{
	char path[64];

	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(path, sizeof path, "%s/in", folder);
	mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/victim", folder);
	return can_write(path) ? 0 : -1;
}

static int
remove_folder(void **state)
{
	static const char *const names[] = {"in/file", "file", "victim", "in", "."};
	char path[64];

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, names[i]);
		if (unlink(path) != 0)
			rmdir(strcmp(names[i], ".") == 0 ? folder : path);
	}
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_confined_process_can_do_its_work_and_no_more),
		cmocka_unit_test(with_programs_the_dangerous_calls_stay_denied),
		cmocka_unit_test(a_sendmail_is_not_confined),
		cmocka_unit_test(a_configuration_that_leads_out_is_refused),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
