#include "aggregator/watch/literal_edges.h"

#include "feeds/base/utf8.h"
#include "feeds/fold.h"

#define HANGUL_FIRST 0xac00
#define HANGUL_LAST 0xd7a3

struct literal_edges
literal_edges(struct span plain)
{
	struct span rest = plain;
	uint32_t first = 0, last = 0, point;
	size_t len;

	while ((len = utf8_decode(rest, &point)) > 0) {
		if (rest.at == plain.at)
			first = point;
		last = point;
		rest = span_from(rest, len);
	}
	return (struct literal_edges){fold_kind(first) != FOLD_SINGLE,
		fold_kind(last) != FOLD_SINGLE && (last < HANGUL_FIRST || last > HANGUL_LAST)};
}
