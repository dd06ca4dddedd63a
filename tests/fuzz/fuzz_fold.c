/* Folding again changes nothing; every place leads back into the text, in order; words end. */
#include <stdlib.h>
#include <string.h>

#include "feeds/base/buf.h"
#include "feeds/base/utf8.h"
#include "feeds/fold.h"
#include "tests/fuzz/fuzz.h"

static void
expect(bool holds)
{
	if (!holds)
		abort();
}

static void
check_map(const struct fold_map *map, size_t folded_len, size_t text_len)
{
	size_t last = 0;

	for (size_t at = 0; at <= folded_len; at++) {
		size_t original = fold_original(map, at);

		expect(original >= last && original <= text_len);
		last = original;
	}
	expect(last == text_len);
}

static void
check_words(struct span text)
{
	struct words words;
	struct span word;
	const char *end = text.at;

	words_init(&words, text);
	while (words_next(&words, &word)) {
		expect(word.len > 0 && word.at >= end);
		expect(fold_is_boundary(text, (size_t)(word.at - text.at)));
		end = word.at + word.len;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct span text = span_make(bytes != NULL ? (const char *)bytes : "", len);
	struct buf once, twice, thrice;
	struct fold_map map;

	buf_init(&once, BUF_UNLIMITED);
	buf_init(&twice, BUF_UNLIMITED);
	buf_init(&thrice, 10);
	fold_map_init(&map);
	fold_text(text, &once, &map);
	expect(utf8_is_valid(buf_span(&once)));
	check_map(&map, once.len, len);
	fold_text(buf_span(&once), &twice, NULL);
	expect(span_equal(buf_span(&once), buf_span(&twice)));
	fold_text(text, &thrice, NULL);
	check_words(text);
	check_words(buf_span(&once));
	fold_map_release(&map);
	buf_release(&once);
	buf_release(&twice);
	buf_release(&thrice);
	return 0;
}
