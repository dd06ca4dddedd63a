#include "aggregator/watch/bracket.h"

#include "aggregator/watch/names.h"
#include "aggregator/watch/reading.h"

#define BEFORE_BYTES 80 /* of the text in front of the bracket, in which the name is looked for */
#define LETTERS_MIN 3   /* of a word that may be a part of the name */
#define LONG_MIN 6 /* letters of one that may be so, though texts are full of it: "monday.com" */

/* Whether a word of the names begins so; both are in plain form. */
static bool
begins_word(struct span names, struct span start)
{
	for (size_t at = 0; at + start.len < names.len; at++) {
		if (names.at[at] == ' ' && span_starts_with(span_from(names, at + 1), start))
			return true;
	}
	return false;
}

static bool
has_word_of(const struct words_known *words, struct span before, struct span names)
{
	struct span word;

	while (span_split(&before, ' ', &word)) {
		bool is_small = word.len < LETTERS_MIN ||
				(word.len < LONG_MIN && words_is(words, word, WORD_FUNCTION));

		if (!is_small && !name_is_suffix(word) && begins_word(names, word))
			return true;
	}
	return false;
}

static void
add_names(struct span names, struct buf *out)
{
	struct span name;

	while (span_split(&names, '|', &name)) {
		buf_add_byte(out, ' ');
		plain_add(name, out);
	}
}

static void
add_all_names(const struct entry *entry, struct buf *out)
{
	const struct span lists[] = {span_of(entry->company.name),
		span_of(entry->company.legal_name), entry->names, entry->aliases,
		entry->former_names, entry->products, entry->people};

	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
		add_names(lists[i], out);
}

/* What stands in front of a bracket that holds the ticker alone, inside of the text; none elsewhere. */
static struct span
before_bracket(struct span text, size_t start, size_t end)
{
	struct span before = span_head(text, start);
	struct span behind = span_from(text, end);

	if (!span_ends_with(before, SPAN("(")) || !span_starts_with(behind, SPAN(")")) ||
		span_trim(span_from(behind, 1)).len == 0)
		return SPAN_NONE;
	before = span_trim(span_head(before, before.len - 1));
	return before.len > BEFORE_BYTES ? span_from(before, before.len - BEFORE_BYTES) : before;
}

bool
bracket_is_others(const struct words_known *words, const struct entry *entry, struct span text,
	const struct ticker_found *found)
{
	struct span before = before_bracket(text, found->start, found->end);
	struct buf names, plain;
	bool is_others;

	if (before.len == 0)
		return false;
	buf_init(&names, BUF_UNLIMITED);
	buf_init(&plain, BUF_UNLIMITED);
	add_all_names(entry, &names);
	plain_add(before, &plain);
	is_others = !has_word_of(words, buf_span(&plain), buf_span(&names));
	buf_release(&names);
	buf_release(&plain);
	return is_others;
}
