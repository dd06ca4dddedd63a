#include "tests/lib/proving.h"

#include <stdlib.h>
#include <string.h>

#include "aggregator/watch/matcher.h"
#include "feeds/base/memory.h"

struct hits {
	struct hit {
		uint32_t literal;
		size_t end;
	} * at;
	size_t n, capacity;
};

bool
proving_takes(struct span literal)
{
	size_t i = 0;

	while (i < literal.len && literal.at[i] == ' ')
		i++;
	return i < literal.len && (i > 0 || (unsigned char)literal.at[0] >= 0xc0);
}

static void
on_hit(void *context, uint32_t literal, size_t end)
{
	struct hits *hits = context;

	hits->at = memory_room(hits->at, hits->n, &hits->capacity, sizeof *hits->at);
	hits->at[hits->n++] = (struct hit){literal, end};
}

static int
by_place(const void *a, const void *b)
{
	const struct hit *left = a, *right = b;

	if (left->literal != right->literal)
		return left->literal < right->literal ? -1 : 1;
	return (left->end > right->end) - (left->end < right->end);
}

/* In the order that by_place makes. */
static void
compare_all(const struct span *literals, size_t n, struct span text, struct hits *hits)
{
	for (uint32_t i = 0; i < n; i++) {
		for (size_t end = literals[i].len; end <= text.len; end++) {
			if (memcmp(text.at + end - literals[i].len, literals[i].at,
				    literals[i].len) == 0)
				on_hit(hits, i, end);
		}
	}
}

bool
proving_matches(const struct span *literals, size_t n, struct span text)
{
	struct matcher *matcher = matcher_new(literals, n);
	struct hits got = {0}, want = {0};
	struct plain_words words = {0};
	bool is_same;

	plain_words_cut(&words, text);
	matcher_scan(matcher, text, &words, on_hit, &got);
	if (got.n > 1)
		qsort(got.at, got.n, sizeof *got.at, by_place);
	compare_all(literals, n, text, &want);
	is_same = got.n == want.n;
	for (size_t i = 0; is_same && i < got.n; i++)
		is_same = by_place(&got.at[i], &want.at[i]) == 0;
	matcher_free(matcher);
	plain_words_release(&words);
	free(got.at);
	free(want.at);
	return is_same;
}
