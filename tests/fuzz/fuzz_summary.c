#include <stdlib.h>
#include <string.h>

#include "aggregator/story/headline.h"
#include "aggregator/story/sentence.h"
#include "aggregator/story/summary.h"
#include "feeds/base/utf8.h"
#include "tests/fuzz/fuzz.h"

#define SUMMARY_BYTES 200

/* Sentences are parts of the text, in order, and never empty. */
static void
split(struct span text)
{
	struct span rest = text;
	struct span sentence;
	const char *end = text.at;

	while (sentence_next(&rest, &sentence)) {
		if (sentence.len == 0 || sentence.at < end)
			abort();
		end = sentence.at + sentence.len;
		if (end > text.at + text.len)
			abort();
		(void)sentence_is_whole(sentence);
	}
}

/* The first line is the title, the rest the text. A summary fits, and cuts no character. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct span text = span_make(len > 0 ? (const char *)bytes : "", len);
	struct span title = SPAN("");
	struct arena *arena = arena_new();
	struct span summary;
	bool is_valid = utf8_is_valid(text);

	(void)span_split(&text, '\n', &title);
	if (text.at == NULL)
		text = SPAN("");
	split(text);
	title = headline_clean(title, SPAN("Reuters"));
	summary = summary_of_text(text, title, SUMMARY_BYTES, arena);
	if (summary.len > SUMMARY_BYTES || (is_valid && !utf8_is_valid(summary)))
		abort();
	arena_free(arena);
	return 0;
}
