#include <stdlib.h>

#include "feeds/discover.h"
#include "feeds/link.h"
#include "tests/fuzz/fuzz.h"

/* Whatever the page, what is found can be asked for, and each once. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *arena = arena_new();
	struct found_feeds found = discover_feeds(
		span_make((const char *)bytes, len), SPAN("https://site.example/a/"), arena);

	if (found.n > DISCOVER_FEEDS_MAX)
		abort();
	for (size_t i = 0; i < found.n; i++) {
		if (!link_is_web(found.at[i].url))
			abort();
		for (size_t j = 0; j < i; j++)
			if (span_equal(found.at[i].url, found.at[j].url))
				abort();
	}
	arena_free(arena);
	return 0;
}
