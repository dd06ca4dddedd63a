/*
 * Base and reference, a line each: resolving holds no control character, and again gives the same;
 * a link's one spelling is its own.
 */
#include <stdlib.h>
#include <string.h>

#include "feeds/base/arena.h"
#include "feeds/link.h"
#include "tests/fuzz/fuzz.h"

static void
check_normal(struct span url, struct arena *arena)
{
	struct link link, again;
	struct span host;

	if (!link_normalise(url, arena, &link))
		return;
	host = link_host(link);
	if (host.len == 0 || !link_is_web(link.url) || !link_normalise(link.url, arena, &again) ||
		!span_equal(link.url, again.url) || !span_equal(host, link_host(again)))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct span rest = span_make((const char *)bytes, len);
	struct arena *arena = arena_new();
	struct span base = SPAN_NONE;
	struct span url, again;

	span_split(&rest, '\n', &base);
	url = link_resolve(base, rest, arena);
	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.at[i] <= ' ' || url.at[i] == '<' || url.at[i] == '"')
			abort();
	if (link_is_web(url)) {
		again = link_resolve(base, url, arena);
		if (!span_equal(url, again))
			abort();
	}
	check_normal(url, arena);
	check_normal(rest, arena);
	arena_free(arena);
	return 0;
}
