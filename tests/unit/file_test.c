#include "tests/unit/test.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "output/file.h"
#include "output/file_batch.h"

#define NOBODY 65534

static char folder[] = "/tmp/broadtape-file.XXXXXX";

static int
make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) != NULL && chmod(folder, 0777) == 0 ? 0 : -1;
}

static int
remove_folder(void **state)
{
	char command[sizeof(folder) + 20];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	return system(command);
}

static const char *
path_of(const char *name)
{
	static char path[256];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

static struct span
content_of(const char *path)
{
	static char bytes[4096];
	FILE *file = fopen(path, "rb");
	size_t len;

	if (file == NULL)
		return SPAN_NONE;
	len = fread(bytes, 1, sizeof(bytes), file);
	fclose(file);
	return span_make(bytes, len);
}

static int
files_in(const char *path)
{
	DIR *dir = opendir(path);
	int n = 0;

	while (dir != NULL && readdir(dir) != NULL)
		n++;
	if (dir != NULL)
		closedir(dir);
	return n - 2;
}

static void
a_file_is_its_old_self_until_it_is_committed(void **state)
{
	struct error err = {0};
	struct file *file;

	(void)state;
	assert_true(file_replace(path_of("a"), SPAN("old"), &err));
	file = file_begin(path_of("a"), &err);
	assert_non_null(file);
	assert_true(file_write(file, SPAN("ne"), &err));
	assert_true(file_write(file, SPAN("w"), &err));
	assert_span(content_of(path_of("a")), "old");
	assert_true(file_commit(file, &err));
	assert_span(content_of(path_of("a")), "new");
	file_free(file);
	assert_span(content_of(path_of("a")), "new");
}

static void
what_is_not_committed_leaves_nothing(void **state)
{
	struct error err = {0};
	struct file *file;

	(void)state;
	assert_true(file_replace(path_of("b/1"), SPAN("old"), &err));
	file = file_begin(path_of("b/1"), &err);
	assert_non_null(file);
	assert_true(file_write(file, SPAN("new"), &err));
	file_free(file);
	assert_span(content_of(path_of("b/1")), "old");
	assert_int_equal(files_in(path_of("b")), 1);
}

static void
folders_above_are_made(void **state)
{
	struct error err = {0};

	(void)state;
	assert_true(file_replace(path_of("c/d/e/f.html"), SPAN("x"), &err));
	assert_span(content_of(path_of("c/d/e/f.html")), "x");
}

static void
a_file_is_for_everybody_whom_the_umask_allows(void **state)
{
	mode_t before = umask(022);
	struct error err = {0};
	struct stat found;

	(void)state;
	assert_true(file_replace(path_of("mode"), SPAN("x"), &err));
	umask(before);
	assert_int_equal(stat(path_of("mode"), &found), 0);
	assert_int_equal(found.st_mode & 0777, 0644);
}

static void
a_file_that_did_not_change_is_left_alone(void **state)
{
	struct error err = {0};
	struct stat before, after;
	bool changed = false;

	(void)state;
	assert_true(file_update(path_of("u"), SPAN("same"), &changed, &err));
	assert_true(changed);
	assert_int_equal(stat(path_of("u"), &before), 0);
	assert_true(file_update(path_of("u"), SPAN("same"), &changed, &err));
	assert_false(changed);
	assert_int_equal(stat(path_of("u"), &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	assert_true(file_update(path_of("u"), SPAN("sane"), &changed, &err));
	assert_true(changed);
	assert_true(file_update(path_of("u"), SPAN("sane and longer"), &changed, &err));
	assert_true(changed);
	assert_true(file_update(path_of("u"), SPAN(""), NULL, &err));
	assert_span(content_of(path_of("u")), "");
}

static void
a_leftover_of_a_crash_is_no_obstacle(void **state)
{
	struct error err = {0};
	char beside[300];

	(void)state;
	snprintf(beside, sizeof(beside), "%s.%ld.new", path_of("crashed"), (long)getpid());
	assert_true(file_replace(beside, SPAN("half a pa"), &err));
	assert_true(file_replace(path_of("crashed"), SPAN("a page"), &err));
	assert_span(content_of(path_of("crashed")), "a page");
	assert_int_equal(access(beside, F_OK), -1);
}

static void
a_folder_that_is_a_file_is_named(void **state)
{
	struct error err = {0};

	(void)state;
	assert_true(file_replace(path_of("plain"), SPAN("x"), &err));
	assert_false(file_replace(path_of("plain/page.html"), SPAN("x"), &err));
	assert_int_equal(err.status, EX_CANTCREAT);
	assert_non_null(strstr(err.text, "plain/page.html'"));
	assert_non_null(strstr(err.text, "Not a directory"));
}

/* In a child, because what is taken away is not given back. True: `run` gave true there. */
static bool
holds_in_child(bool (*run)(void))
{
	pid_t pid = fork();
	int status = 0;

	if (pid == 0)
		_exit(run() ? 0 : 1);
	return pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) &&
	       WEXITSTATUS(status) == 0;
}

static bool
refuses_a_closed_folder(void)
{
	struct error err = {0};
	char path[256];

	snprintf(path, sizeof(path), "%s", path_of("closed/page.html"));
	if (geteuid() == 0 && seteuid(NOBODY) != 0)
		return false;
	return !file_replace(path, SPAN("new"), &err) && err.status == EX_CANTCREAT &&
	       strstr(err.text, "closed/page.html': Permission denied") != NULL &&
	       span_equal(content_of(path), SPAN("old"));
}

static void
a_read_only_folder_keeps_its_files(void **state)
{
	struct error err = {0};

	(void)state;
	assert_true(file_replace(path_of("closed/page.html"), SPAN("old"), &err));
	assert_int_equal(chmod(path_of("closed"), 0555), 0);
	assert_true(holds_in_child(refuses_a_closed_folder));
	assert_int_equal(chmod(path_of("closed"), 0755), 0);
	assert_int_equal(files_in(path_of("closed")), 1);
}

/* A limit of the file's size is met as a full disk is: some bytes are written, then no more. */
static bool
stops_at_a_full_disk(void)
{
	const struct rlimit limit = {1000, 1000};
	char bytes[4000] = "";
	struct error err = {0};

	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
		return false;
	return !file_replace(path_of("full/page.html"), span_make(bytes, sizeof(bytes)), &err) &&
	       err.status == EX_IOERR &&
	       strstr(err.text, "full/page.html': File too large") != NULL;
}

static void
a_full_disk_keeps_the_old_file_and_leaves_no_half(void **state)
{
	struct error err = {0};

	(void)state;
	assert_true(file_replace(path_of("full/page.html"), SPAN("old"), &err));
	assert_true(holds_in_child(stops_at_a_full_disk));
	assert_span(content_of(path_of("full/page.html")), "old");
	assert_int_equal(files_in(path_of("full")), 1);
}

static bool
dies_before_the_commit(void)
{
	struct error err = {0};
	struct file *file = file_begin(path_of("killed/page.html"), &err);

	if (file != NULL && file_write(file, SPAN("half a pa"), &err))
		raise(SIGKILL);
	return true;
}

static void
a_kill_before_the_rename_leaves_the_old_file(void **state)
{
	struct error err = {0};

	(void)state;
	assert_true(file_replace(path_of("killed/page.html"), SPAN("old"), &err));
	assert_false(holds_in_child(dies_before_the_commit));
	assert_span(content_of(path_of("killed/page.html")), "old");
}

/* `n` files batch/0 ... that hold `bytes`, in one batch. */
static bool
batch(int n, struct span bytes, size_t *changed, struct error *err)
{
	struct file_batch *files = file_batch_new();
	char name[40];
	bool ok = true;

	for (int i = 0; ok && i < n; i++) {
		snprintf(name, sizeof(name), "batch/%d/%d", i % 3, i);
		ok = file_batch_add(files, path_of(name), bytes, err);
	}
	ok = ok && file_batch_commit(files, err);
	*changed = file_batch_count(files);
	file_batch_free(files);
	return ok;
}

static void
many_files_appear_together_and_only_those_that_changed(void **state)
{
	static const int counts[] = {1, 5, 40}; /* each synced by itself, and all at once */
	struct error err = {0};
	size_t changed;

	(void)state;
	for (int i = 0; i < 3; i++) {
		char bytes = (char)('a' + i);

		assert_true(batch(counts[i], span_make(&bytes, 1), &changed, &err));
		assert_int_equal(changed, counts[i]);
		assert_true(batch(counts[i], span_make(&bytes, 1), &changed, &err));
		assert_int_equal(changed, 0);
	}
	assert_span(content_of(path_of("batch/0/39")), "c");
	assert_int_equal(files_in(path_of("batch/0")), 14);
}

static void
a_batch_that_fails_changes_nothing(void **state)
{
	struct file_batch *files = file_batch_new();
	struct error err = {0};

	(void)state;
	assert_true(file_replace(path_of("half/a"), SPAN("old"), &err));
	assert_true(file_replace(path_of("half/plain"), SPAN("old"), &err));
	assert_true(file_batch_add(files, path_of("half/a"), SPAN("new"), &err));
	assert_false(file_batch_add(files, path_of("half/plain/b"), SPAN("new"), &err));
	file_batch_free(files);
	assert_span(content_of(path_of("half/a")), "old");
	assert_int_equal(files_in(path_of("half")), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_is_its_old_self_until_it_is_committed),
		cmocka_unit_test(what_is_not_committed_leaves_nothing),
		cmocka_unit_test(folders_above_are_made),
		cmocka_unit_test(a_file_is_for_everybody_whom_the_umask_allows),
		cmocka_unit_test(a_file_that_did_not_change_is_left_alone),
		cmocka_unit_test(a_leftover_of_a_crash_is_no_obstacle),
		cmocka_unit_test(a_folder_that_is_a_file_is_named),
		cmocka_unit_test(a_read_only_folder_keeps_its_files),
		cmocka_unit_test(a_full_disk_keeps_the_old_file_and_leaves_no_half),
		cmocka_unit_test(many_files_appear_together_and_only_those_that_changed),
		cmocka_unit_test(a_batch_that_fails_changes_nothing),
		cmocka_unit_test(a_kill_before_the_rename_leaves_the_old_file),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
