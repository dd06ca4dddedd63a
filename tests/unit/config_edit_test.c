#include "tests/unit/test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aggregator/config/config_edit.h"
#include "aggregator/config/config_file.h"

static const char *const tags[] = {"wire", "a \"b\""};

static const struct config_new_feed plain = {.url = "https://n.example/f"};
static const struct config_new_feed full = {
	.url = "https://n.example/f", .title = "N: \\ new\t", .tags = {tags, 2}};

static const struct {
	const char *before;
	const struct config_new_feed *feed;
	const char *after; /* NULL: refused */
	const char *message;
} added[] = {
	{"", &plain, "feeds:\n  - {url: \"https://n.example/f\"}\n", NULL},
	{"store: x", &plain, "store: x\nfeeds:\n  - {url: \"https://n.example/f\"}\n", NULL},
	{"feeds:\n# later\nstore: x\n", &plain,
		"feeds:\n  - {url: \"https://n.example/f\"}\n# later\nstore: x\n", NULL},
	{"feeds:\n- {url: 'https://a.example/'} # mine\n\n# the end\nstore: x\n", &full,
		"feeds:\n- {url: 'https://a.example/'} # mine\n"
		"- {url: \"https://n.example/f\", title: \"N: \\\\ new\\x09\", tags: [\"wire\", "
		"\"a "
		"\\\"b\\\"\"]}\n\n# the end\nstore: x\n",
		NULL},
	{"feeds:\n    - url: 'https://a.example/'\n      tags:\n\n      - x\n      # of a\n    # "
	 "more\nkeep: all",
		&plain,
		"feeds:\n    - url: 'https://a.example/'\n      tags:\n\n      - x\n"
		"    - {url: \"https://n.example/f\"}\n      # of a\n    # more\nkeep: all",
		NULL},
	{"feeds:\n  - {path: x}", &plain,
		"feeds:\n  - {path: x}\n  - {url: \"https://n.example/f\"}\n", NULL},
	{"feeds:\n  - {url: 'https://n.example/f'}\n", &plain, NULL,
		"'https://n.example/f' is in line 2 already"},
	{"feeds: [{path: x}]\n", &plain, NULL,
		"line 1: feeds is written in brackets; write each entry on a line of its own to "
		"let "
		"it be changed"},
	{"feeds: []\n", &plain, NULL,
		"line 1: feeds is written in brackets; write each entry on a line of its own to "
		"let "
		"it be changed"},
	{"feeds: x\n", &plain, NULL, "line 1: feeds: expected a list"},
	{"stor: x\n", &plain, NULL,
		"the configuration would be wrong: b.yaml:1: unknown key 'stor'; did you mean "
		"'store'?"},
	{"a: [\n", &plain, NULL,
		"line 2: column 1: did not find expected node content, while parsing a flow node "
		"of "
		"line 2"},
	{"- x\n", &plain, NULL, "line 1: expected keys and values"},
	{"{store: x}\n", &plain, NULL,
		"the configuration would be wrong: b.yaml:2: column 1: did not find expected "
		"<document start>"},
};

static void
a_feed_is_added_behind_the_others(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof added / sizeof *added; i++) {
		struct error err = {0};
		struct buf out;
		bool ok;

		buf_init(&out, BUF_UNLIMITED);
		ok = config_add_feed("b.yaml", span_of(added[i].before), added[i].feed, &out, &err);
		if (ok != (added[i].after != NULL))
			fail_msg("'%s': %s", added[i].before, err.text);
		if (ok)
			assert_string_equal(buf_string(&out), added[i].after);
		else
			assert_string_equal(err.text, added[i].message);
		buf_release(&out);
	}
}

static const struct {
	const char *before;
	const char *after;
	const char *message;
} removed[] = {
	{"feeds:\n  # a\n  - {url: 'https://n.example/f'}\n  # b\n  - {path: x}\n",
		"feeds:\n  # a\n  # b\n  - {path: x}\n", NULL},
	{"feeds:\n- path: x\n- url: https://n.example/f\n  tags: [a]\n\nstore: x\n",
		"feeds:\n- path: x\n\nstore: x\n", NULL},
	{"feeds:\n- url: https://n.example/f", "feeds:\n", NULL},
	{"feeds:\n- {path: x}\n", NULL, "no entry of feeds has the url 'https://n.example/f'"},
	{"store: x\n", NULL, "no entry of feeds has the url 'https://n.example/f'"},
	{"feeds: [{url: 'https://n.example/f'}]\n", NULL,
		"line 1: the entry shares its line with others; take it out by hand"},
};

static void
a_feed_is_taken_out_with_its_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof removed / sizeof *removed; i++) {
		struct error err = {0};
		struct buf out;
		bool ok;

		buf_init(&out, BUF_UNLIMITED);
		ok = config_remove_feed(
			"b.yaml", span_of(removed[i].before), "https://n.example/f", &out, &err);
		if (ok != (removed[i].after != NULL))
			fail_msg("'%s': %s", removed[i].before, err.text);
		if (ok)
			assert_string_equal(buf_string(&out), removed[i].after);
		else
			assert_string_equal(err.text, removed[i].message);
		buf_release(&out);
	}
}

static void
expect_file(const char *path, const char *bytes, mode_t mode)
{
	struct buf got;
	mode_t got_mode;

	buf_init(&got, BUF_UNLIMITED);
	assert_true(config_file_read(path, &got, &got_mode));
	assert_string_equal(buf_string(&got), bytes);
	assert_int_equal(got_mode, mode);
	buf_release(&got);
}

static void
a_file_is_replaced_with_its_mode_or_left_alone(void **state)
{
	const char *base = getenv("TMPDIR");
	char folder[200];
	char path[300];
	char link[300];
	struct error err = {0};

	(void)state;
	snprintf(folder, sizeof folder, "%s/broadtape-test.XXXXXX", base != NULL ? base : "/tmp");
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/b.yaml", folder);
	snprintf(link, sizeof link, "%s/link.yaml", folder);
	close(open(path, O_CREAT | O_WRONLY, 0640));
	assert_int_equal(chmod(path, 0640), 0);
	assert_int_equal(symlink("b.yaml", link), 0);
	assert_true(config_file_add_feed(link, &plain, &err));
	expect_file(path, "feeds:\n  - {url: \"https://n.example/f\"}\n", 0640);
	assert_false(config_file_add_feed(path, &plain, &err));
	assert_non_null(strstr(err.text, "b.yaml: 'https://n.example/f' is in line 2 already"));
	assert_true(config_file_remove_feed(path, "https://n.example/f", &err));
	expect_file(path, "feeds:\n", 0640);
	snprintf(link, sizeof link, "%s/b.yaml.new", folder);
	close(open(link, O_CREAT | O_WRONLY, 0600)); /* somebody else is at it */
	assert_false(config_file_add_feed(path, &plain, &err));
	assert_int_equal(err.status, 74);
	expect_file(path, "feeds:\n", 0640);
	unlink(link);
	snprintf(link, sizeof link, "%s/link.yaml", folder);
	unlink(link);
	unlink(path);
	assert_false(config_file_add_feed(path, &plain, &err));
	rmdir(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_feed_is_added_behind_the_others),
		cmocka_unit_test(a_feed_is_taken_out_with_its_lines),
		cmocka_unit_test(a_file_is_replaced_with_its_mode_or_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
