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

static const struct config_new_feeds one = {&plain, 1};

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
	{"feeds: [{path: x}]\n", &plain, "feeds: [{url: \"https://n.example/f\"}, {path: x}]\n",
		NULL},
	{"feeds: [ # some\n  {path: x}, # one\n]\nkeep: all\n", &plain,
		"feeds: [{url: \"https://n.example/f\"},  # some\n  {path: x}, # one\n]\nkeep: "
		"all\n",
		NULL},
	{"feeds: []\n", &plain, "feeds:\n  - {url: \"https://n.example/f\"}\n", NULL},
	{"feeds: [ ] # none\nkeep: all", &plain,
		"feeds: # none\n  - {url: \"https://n.example/f\"}\nkeep: all", NULL},
	{"feeds: [\n]\nkeep: all\n", &plain,
		"feeds:\n  - {url: \"https://n.example/f\"}\nkeep: all\n", NULL},
	{"feeds: [ # none yet\n]\n", &plain,
		"feeds: [{url: \"https://n.example/f\"} # none yet\n]\n", NULL},
	{"feeds: ~ # none\n", &plain, "feeds: # none\n  - {url: \"https://n.example/f\"}\n", NULL},
	{"\xef\xbb\xbfsite: {title: \"\xe6\x97\xa5\xe6\x9c\xac\"}\nfeeds: []\n", &plain,
		"\xef\xbb\xbfsite: {title: \"\xe6\x97\xa5\xe6\x9c\xac\"}\n"
		"feeds:\n  - {url: \"https://n.example/f\"}\n",
		NULL},
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
		ok = config_add_feeds("b.yaml", span_of(added[i].before),
			&(struct config_new_feeds){added[i].feed, 1}, &out, &err);
		if (ok != (added[i].after != NULL))
			fail_msg("'%s': %s", added[i].before, err.text);
		if (ok)
			assert_string_equal(buf_string(&out), added[i].after);
		else
			assert_string_equal(err.text, added[i].message);
		buf_release(&out);
	}
}

/* Thousands cost one change of the file. */
static void
several_feeds_are_added_at_once(void **state)
{
	static const struct config_new_feed feeds[] = {
		{.url = "https://n.example/f"}, {.url = "https://n.example/g"}};
	static const struct config_new_feeds both = {feeds, 2};
	static const char *const cases[][2] = {
		{"feeds:\n- {path: x}\n", "feeds:\n- {path: x}\n- {url: \"https://n.example/f\"}\n"
					  "- {url: \"https://n.example/g\"}\n"},
		{"feeds: [{path: x}]\n", "feeds: [\n  {url: \"https://n.example/f\"},\n"
					 "  {url: \"https://n.example/g\"},\n  {path: x}]\n"},
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct error err = {0};
		struct buf out;

		buf_init(&out, BUF_UNLIMITED);
		if (!config_add_feeds("b.yaml", span_of(cases[i][0]), &both, &out, &err))
			fail_msg("%s", err.text);
		assert_string_equal(buf_string(&out), cases[i][1]);
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
	{"feeds: [{url: 'https://n.example/f'}]\n", "feeds: []\n", NULL},
	{"feeds: [{path: x}, {url: 'https://n.example/f'}]\n", "feeds: [{path: x}]\n", NULL},
	{"feeds: [{url: 'https://n.example/f'}, {path: x}]\n", "feeds: [{path: x}]\n", NULL},
	{"feeds: [\n  {path: y},\n  {url: 'https://n.example/f'},\n  {path: x},\n]\n",
		"feeds: [\n  {path: y},\n  {path: x},\n]\n", NULL},
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
	assert_true(config_file_add_feeds(link, &one, &err));
	expect_file(path, "feeds:\n  - {url: \"https://n.example/f\"}\n", 0640);
	assert_false(config_file_add_feeds(path, &one, &err));
	assert_non_null(strstr(err.text, "b.yaml: 'https://n.example/f' is in line 2 already"));
	assert_true(config_file_remove_feed(path, "https://n.example/f", &err));
	expect_file(path, "feeds:\n", 0640);
	snprintf(link, sizeof link, "%s/b.yaml.new", folder);
	close(open(link, O_CREAT | O_WRONLY, 0600)); /* somebody else is at it */
	assert_false(config_file_add_feeds(path, &one, &err));
	assert_int_equal(err.status, 74);
	expect_file(path, "feeds:\n", 0640);
	unlink(link);
	snprintf(link, sizeof link, "%s/link.yaml", folder);
	unlink(link);
	unlink(path);
	assert_false(config_file_add_feeds(path, &one, &err));
	rmdir(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_feed_is_added_behind_the_others),
		cmocka_unit_test(several_feeds_are_added_at_once),
		cmocka_unit_test(a_feed_is_taken_out_with_its_lines),
		cmocka_unit_test(a_file_is_replaced_with_its_mode_or_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
