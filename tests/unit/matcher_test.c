#include "tests/unit/test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "aggregator/watch/matcher.h"
#include "feeds/base/buf.h"
#include "feeds/base/memory.h"

static const struct span literals[] = {
	{" meta ", 6}, {" meta platforms ", 16}, {" plat", 5}, {"\xec\x82\xbc\xec\x84\xb1", 6}};
#define N_LITERALS (sizeof literals / sizeof literals[0])

static void
on_hit(void *context, uint32_t literal, size_t end)
{
	buf_format(context, "%u@%zu ", literal, end);
}

static struct matcher *
make(const char *folder)
{
	struct error err = {0};
	struct matcher *matcher = matcher_new(literals, N_LITERALS, folder, &err);

	if (matcher == NULL)
		fail_msg("%s", err.text);
	return matcher;
}

static void
assert_hits(const struct matcher *matcher, const char *text, const char *want)
{
	struct matcher_scratch *scratch = matcher_scratch_new(matcher);
	struct buf hits;

	buf_init(&hits, BUF_UNLIMITED);
	matcher_scan(matcher, scratch, span_of(text), on_hit, &hits);
	if (!span_equal(buf_span(&hits), span_of(want)))
		fail_msg("'%s': got '%.*s', want '%s'", text, SPAN_ARGS(buf_span(&hits)), want);
	buf_release(&hits);
	matcher_scratch_free(scratch);
}

static void
every_literal_is_found_where_it_ends(void **state)
{
	struct matcher *matcher = make(NULL);

	(void)state;
	assert_hits(matcher, " the meta platforms one ", "0@10 2@14 1@20 ");
	assert_hits(matcher, " metal ", "");
	assert_hits(matcher, " \xec\x82\xbc\xec\x84\xb1\xec\x9d\x80 ", "3@7 ");
	assert_hits(matcher, "", "");
	assert_true(matcher_bytes(matcher) > 0);
	matcher_free(matcher);
}

static void
no_literals_find_nothing(void **state)
{
	struct error err = {0};
	struct matcher *matcher = matcher_new(NULL, 0, NULL, &err);

	(void)state;
	assert_non_null(matcher);
	assert_hits(matcher, " meta ", "");
	matcher_free(matcher);
	matcher_free(NULL);
}

/* The one file of the folder; its path goes to `path`. */
static void
find_file(const char *folder, char *path, size_t capacity)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	assert_non_null(dir);
	path[0] = '\0';
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] != '.')
			snprintf(path, capacity, "%s/%s", folder, entry->d_name);
	}
	closedir(dir);
	assert_true(path[0] != '\0');
}

static void
damage(const char *path, long at)
{
	FILE *file = fopen(path, "r+e");
	int byte;

	assert_non_null(file);
	fseek(file, at, SEEK_SET);
	byte = fgetc(file);
	fseek(file, at, SEEK_SET);
	fputc(byte ^ 0x40, file);
	fclose(file);
}

static void
what_was_compiled_is_kept_and_what_is_broken_is_made_anew(void **state)
{
	char folder[] = "/tmp/matcher_test.XXXXXX", path[300];
	static const long places[] = {0, 9, 17, 25, 200}; /* header and bytes */
	struct matcher *matcher;

	(void)state;
	assert_non_null(mkdtemp(folder));
	matcher = make(folder);
	assert_false(matcher_is_from_cache(matcher));
	matcher_free(matcher);
	matcher = make(folder);
	assert_true(matcher_is_from_cache(matcher));
	assert_hits(matcher, " meta ", "0@6 ");
	matcher_free(matcher);
	find_file(folder, path, sizeof path);
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		damage(path, places[i]);
		matcher = make(folder);
		assert_false(matcher_is_from_cache(matcher));
		assert_hits(matcher, " meta ", "0@6 ");
		matcher_free(matcher);
	}
	assert_int_equal(truncate(path, 40), 0);
	matcher = make(folder);
	assert_false(matcher_is_from_cache(matcher));
	matcher_free(matcher);
	unlink(path);
	rmdir(folder);
}

static void
a_cache_that_cannot_be_written_is_no_error(void **state)
{
	struct matcher *matcher = make("/proc/no/such/folder");

	(void)state;
	assert_false(matcher_is_from_cache(matcher));
	assert_hits(matcher, " meta ", "0@6 ");
	matcher_free(matcher);
}

/* Pages of memory that the program holds; 0: this machine does not say. */
static size_t
resident_pages(void)
{
	FILE *file = fopen("/proc/self/statm", "re");
	unsigned long all, resident = 0;

	if (file == NULL)
		return 0;
	if (fscanf(file, "%lu %lu", &all, &resident) != 2)
		resident = 0;
	fclose(file);
	return resident;
}

#define MANY_LITERALS 20000
#define MANY_LITERALS_PAGES 4096 /* 16 MB, of the 40 that compiling them takes */

static void
what_compiling_took_is_given_back(void **state)
{
	struct span *many;
	struct buf bytes;
	struct error err = {0};
	struct matcher *matcher;
	const char *says = getenv("SANITIZED");
	size_t before;

	(void)state;
	if (says != NULL && strcmp(says, "yes") == 0)
		return; /* that allocator keeps what was freed */
	many = memory_new(MANY_LITERALS, sizeof *many);
	buf_init(&bytes, BUF_UNLIMITED);
	buf_reserve(&bytes, MANY_LITERALS * 32);
	for (size_t i = 0; i < MANY_LITERALS; i++) {
		size_t start = bytes.len;

		buf_format(&bytes, " company %zu of %zu ", i, i * 7919 % MANY_LITERALS);
		many[i] = span_make(bytes.at + start, bytes.len - start);
	}
	before = resident_pages();
	matcher = matcher_new(many, MANY_LITERALS, NULL, &err);
	assert_non_null(matcher);
	if (before > 0)
		assert_in_range(resident_pages(), 0, before + MANY_LITERALS_PAGES);
	matcher_free(matcher);
	buf_release(&bytes);
	free(many);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_literal_is_found_where_it_ends),
		cmocka_unit_test(no_literals_find_nothing),
		cmocka_unit_test(what_was_compiled_is_kept_and_what_is_broken_is_made_anew),
		cmocka_unit_test(a_cache_that_cannot_be_written_is_no_error),
		cmocka_unit_test(what_compiling_took_is_given_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
