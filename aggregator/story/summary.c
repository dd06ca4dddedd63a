#include "aggregator/story/summary.h"

#include <string.h>

#include "aggregator/story/sentence.h"
#include "feeds/base/buf.h"

#define SENTENCES_MAX 3

struct span
summary_of_text(struct span text, struct span headline, size_t max_bytes, struct arena *arena)
{
	struct span sentence;
	struct buf out;
	struct span result;
	int n = 0;

	(void)headline;
	buf_init(&out, max_bytes);
	while (n < SENTENCES_MAX && sentence_next(&text, &sentence)) {
		if (out.len + sentence.len + 1 > max_bytes)
			break;
		if (out.len > 0)
			buf_add_byte(&out, ' ');
		buf_add(&out, sentence);
		n++;
	}
	result = arena_copy(arena, span_make(out.len > 0 ? out.at : "", out.len));
	buf_release(&out);
	return result;
}

struct span
summary_make(const struct story_member *members, size_t n, struct span headline, size_t max_bytes,
	struct arena *arena)
{
	for (size_t i = 0; i < n; i++) {
		struct span summary = summary_of_text(members[i].text, headline, max_bytes, arena);

		if (summary.len > 0)
			return summary;
	}
	return span_make("", 0);
}
