#include "tests/unit/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "feeds/base/memory.h"
#include "output/site.h"
#include "tests/lib/digest_fixture.h"

/*
 * An edition is published over the one before, and the process is killed at one of its system calls;
 * then at the next, until it lives to its end. Whatever the moment, each file is the old or the new one.
 */

#define CALLS_MAX 4000
#define FILES 8

static const char *const files[FILES] = {"index.html", "broadtape.css", "morning/index.html",
	"morning/2026-11.html", "morning/142.html", "morning/142.atom", "morning.atom",
	"morning.json"};
static char folder[] = "/tmp/broadtape-kill.XXXXXX";

static int
make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) != NULL ? 0 : -1;
}

static int
remove_folder(void **state)
{
	char command[sizeof(folder) + 20];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	return system(command);
}

/* Version 0 or 1 of the site, in the folder `name`. */
static bool
publish(const char *name, int version)
{
	struct digest *digest = fixture_morning();
	struct site site = fixture_site;
	struct error err = {0};
	char dir[64];
	bool ok;

	snprintf(dir, sizeof(dir), "%s/%s", folder, name);
	site.dir = dir;
	site.title = version == 0 ? SPAN("Before") : SPAN("After, and longer");
	digest->title = site.title;
	ok = site_publish(&site, digest, fixture_archive(), &err) &&
	     site_publish_front(&site, fixture_archive(), 1, &err);
	digest_free(digest);
	return ok;
}

/* The file, to free; NULL: there is none. */
static char *
content_of(const char *name, const char *file)
{
	char path[128];
	struct stat found;
	FILE *stream;
	char *bytes;

	snprintf(path, sizeof(path), "%s/%s/%s", folder, name, file);
	stream = fopen(path, "rb");
	if (stream == NULL)
		return NULL;
	assert_int_equal(fstat(fileno(stream), &found), 0);
	bytes = memory_new((size_t)found.st_size + 1, 1);
	assert_int_equal(fread(bytes, 1, (size_t)found.st_size, stream), found.st_size);
	fclose(stream);
	return bytes;
}

/* Publishes version 1 in a child that is killed at its system call number `at`; true: it was. */
static bool
killed_at(int at)
{
	pid_t pid = fork();
	int status = 0;

	if (pid == 0) {
		if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
			_exit(77);
		raise(SIGSTOP);
		_exit(publish("site", 1) ? 0 : 1);
	}
	waitpid(pid, &status, 0);
	for (int i = 0; WIFSTOPPED(status) && i < at; i++) {
		ptrace(PTRACE_SYSCALL, pid, NULL, NULL);
		waitpid(pid, &status, 0);
	}
	if (WIFEXITED(status)) {
		if (WEXITSTATUS(status) == 77)
			skip();
		assert_int_equal(WEXITSTATUS(status), 0);
		return false;
	}
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	return true;
}

static void
check_files(int at)
{
	for (int i = 0; i < FILES; i++) {
		char *now = content_of("site", files[i]);
		char *before = content_of("before", files[i]);
		char *after = content_of("after", files[i]);

		if (now == NULL || (strcmp(now, before) != 0 && strcmp(now, after) != 0))
			fail_msg("killed at call %d: %s is neither the old nor the new", at,
				files[i]);
		free(now);
		free(before);
		free(after);
	}
}

static int
leftovers(void)
{
	char command[100];

	snprintf(command, sizeof(command), "! find '%s/site' -name '*.new' | grep -q .", folder);
	return system(command);
}

static void
a_kill_at_any_call_leaves_whole_files(void **state)
{
	int at = 1;

	(void)state;
	assert_true(publish("before", 0) && publish("after", 1));
	assert_true(publish("site", 0));
	while (at < CALLS_MAX && killed_at(at)) {
		check_files(at);
		assert_true(publish("site", 0));
		at += at < 20 ? 1 : 3; /* each call stops twice: two in three are seen */
	}
	assert_in_range(at, 60, CALLS_MAX - 1);
	check_files(at);
	assert_true(publish("site", 0));
	assert_int_equal(leftovers(), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_kill_at_any_call_leaves_whole_files),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
