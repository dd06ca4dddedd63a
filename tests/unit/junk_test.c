/* The kinds of junk of data/junk.tsv, held against tests/corpus/junk/examples.tsv. */
#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "aggregator/watch/junk.h"
#include "tests/lib/watching.h"

#define LINE_BYTES 2048
#define EXAMPLES_MIN 2 /* of each kind */

static FILE *
open_examples(void)
{
	const char *root = getenv("TOP_SRCDIR");
	FILE *file;
	char path[4096];

	snprintf(path, sizeof path, "%s/tests/corpus/junk/examples.tsv", root != NULL ? root : ".");
	file = fopen(path, "r");
	if (file == NULL)
		fail_msg("%s: cannot be opened", path);
	return file;
}

/* "class <tab> title <tab> text": this kind and no other, or "-" for none. False: a comment. */
static bool
cut_example(char *line, struct span cells[3])
{
	struct span rest = span_of(line);

	if (rest.len > 0 && rest.at[rest.len - 1] == '\n')
		rest.len--;
	if (rest.len == 0 || rest.at[0] == '#')
		return false;
	for (int i = 0; i < 3; i++) {
		cells[i] = SPAN_NONE;
		span_split(&rest, '\t', &cells[i]);
	}
	return true;
}

static void
check_example(struct watching *watching, const struct span cells[3])
{
	struct watch_item item = {.title = cells[1], .text = cells[2]};
	const struct verdict *verdict = watching_read_item(watching, &item);
	struct span got = verdict->n_junk == 0 ? SPAN("-") : span_of(verdict->junk[0]);

	if (verdict->n_junk > 1 || !span_equal(got, cells[0]))
		fail_msg("'%.*s' / '%.*s': got %zu, the first '%.*s', want '%.*s'",
			SPAN_ARGS(cells[1]), SPAN_ARGS(cells[2]), verdict->n_junk, SPAN_ARGS(got),
			SPAN_ARGS(cells[0]));
}

static void
each_kind_is_true_of_its_examples_and_of_no_other(void **state)
{
	FILE *file = open_examples();
	struct span cells[3];
	char line[LINE_BYTES];

	while (fgets(line, sizeof line, file) != NULL) {
		if (cut_example(line, cells))
			check_example(*state, cells);
	}
	fclose(file);
}

static size_t count_examples(struct span class)
{
	FILE *file = open_examples();
	struct span cells[3];
	char line[LINE_BYTES];
	size_t n = 0;

	while (fgets(line, sizeof line, file) != NULL)
		n += cut_example(line, cells) && span_equal(cells[0], class);
	fclose(file);
	return n;
}

static void
each_kind_has_examples(void **state)
{
	struct error err = {0};
	struct span rest, class;
	struct buf names;

	(void)state;
	buf_init(&names, BUF_UNLIMITED);
	assert_true(junk_classes(NULL, &names, &err));
	rest = buf_span(&names);
	while (span_split(&rest, ',', &class)) {
		class = span_trim(class);
		if (count_examples(class) < EXAMPLES_MIN)
			fail_msg("'%.*s' has too few examples", SPAN_ARGS(class));
	}
	buf_release(&names);
}

static void
a_kind_that_nobody_chose_is_not_told(void **state)
{
	static const char *const classes[] = {"horoscope"};
	const struct watchlist wishes = {.has_junk = true, .junk = {classes, 1}};
	struct watching watching;

	(void)state;
	watching_init(&watching, &wishes, false);
	assert_int_equal(watching_read(&watching, "7 best stocks to buy now", "")->n_junk, 0);
	assert_int_equal(watching_read(&watching, "Your weekly horoscope", "")->n_junk, 1);
	watching_release(&watching);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_kind_is_true_of_its_examples_and_of_no_other),
		cmocka_unit_test(each_kind_has_examples),
		cmocka_unit_test(a_kind_that_nobody_chose_is_not_told),
	};

	return cmocka_run_group_tests(tests, watching_open_directory, watching_close_directory);
}
