#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "feeds/base/arena.h"
#include "feeds/base/buf.h"
#include "feeds/html_clean.h"
#include "tests/lib/html_check.h"

#define MARK "\n=== "

static void
read_corpus(const char *name, struct buf *out)
{
	const char *top = getenv("TOP_SRCDIR");
	char path[4096];
	char bytes[4096];
	size_t n;
	FILE *file;

	snprintf(path, sizeof path, "%s/tests/corpus/html/%s", top != NULL ? top : ".", name);
	file = fopen(path, "rb");
	if (file == NULL)
		fail_msg("cannot open %s", path);
	buf_add_byte(out, '\n');
	while ((n = fread(bytes, 1, sizeof bytes, file)) > 0)
		buf_add(out, span_make(bytes, n));
	fclose(file);
}

static void
check_attack(struct span name, struct span html, struct span base, struct arena *arena)
{
	struct clean_html once = html_clean(html, base, arena);
	struct clean_html twice = html_clean(once.html, base, arena);
	const char *fault = html_fault(once.html);

	if (fault != NULL)
		fail_msg("%.*s: %s in '%.*s'", SPAN_ARGS(name), fault, SPAN_ARGS(once.html));
	if (!span_equal(once.html, twice.html))
		fail_msg("%.*s: '%.*s' became '%.*s'", SPAN_ARGS(name), SPAN_ARGS(once.html),
			SPAN_ARGS(twice.html));
}

static void
check_corpus(const char *file)
{
	struct arena *arena = arena_new();
	struct buf corpus;
	struct span rest;
	size_t n = 0;

	buf_init(&corpus, BUF_UNLIMITED);
	read_corpus(file, &corpus);
	rest = span_from(buf_span(&corpus), strlen(MARK));
	while (rest.len > 0) {
		struct span attack = span_head(rest, span_find(rest, SPAN(MARK)));
		size_t line = span_find_byte(attack, '\n');
		struct span html = span_from(attack, line + 1);

		check_attack(span_head(attack, line), html, SPAN_NONE, arena);
		check_attack(span_head(attack, line), html, SPAN("http://h.example/"), arena);
		rest = span_from(rest, attack.len + strlen(MARK));
		n++;
	}
	assert_true(n > 50);
	buf_release(&corpus);
	arena_free(arena);
}

static void
no_attack_of_dompurify_gets_through(void **state)
{
	(void)state;
	check_corpus("dompurify.txt");
}

static void
no_attack_of_html5lib_gets_through(void **state)
{
	(void)state;
	check_corpus("html5lib.txt");
}

static void
no_attack_of_miniflux_gets_through(void **state)
{
	(void)state;
	check_corpus("miniflux.txt");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_attack_of_dompurify_gets_through),
		cmocka_unit_test(no_attack_of_html5lib_gets_through),
		cmocka_unit_test(no_attack_of_miniflux_gets_through),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
