/* Text of any markup is valid and folded; cleaned markup is harmless and stays as it is. */
#include <stdlib.h>
#include <string.h>

#include "feeds/base/arena.h"
#include "feeds/base/utf8.h"
#include "feeds/html_clean.h"
#include "feeds/html_text.h"
#include "feeds/language.h"
#include "feeds/plain_line.h"
#include "tests/fuzz/fuzz.h"
#include "tests/lib/html_check.h"

#define INPUT_MAX (1 << 16)

static void
expect(bool holds)
{
	if (!holds)
		abort();
}

static void
check_line(struct span line)
{
	expect(utf8_is_valid(line));
	expect(span_find(line, SPAN("  ")) == line.len);
	expect(span_find_byte(line, '\n') == line.len);
	expect(span_equal(span_trim(line), line));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct span html = span_make((const char *)bytes, len < INPUT_MAX ? len : INPUT_MAX);
	struct arena *arena = arena_new();
	struct clean_html once, twice;
	struct span base = SPAN("https://example.com/a/b");

	if (html.at == NULL)
		html = SPAN("");
	check_line(html_text(html, HTML_TEXT_LINE, arena));
	check_line(plain_line(html, arena));
	expect(utf8_is_valid(html_text(html, HTML_TEXT_PARAGRAPHS, arena)));
	(void)html_looks_like_markup(html);
	(void)language_guess(html);
	once = html_clean(html, base, arena);
	expect(html_fault(once.html) == NULL);
	twice = html_clean(once.html, base, arena);
	expect(span_equal(once.html, twice.html));
	arena_free(arena);
	return 0;
}
