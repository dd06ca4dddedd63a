#include "aggregator/story/headline.h"

#include <stdbool.h>

#include "aggregator/story/stories.h"
#include "aggregator/story/word.h"
#include "feeds/base/ascii.h"

#define OUTLET_BYTES_MAX 40 /* " - The Wall Street Journal" and the like */
#define TITLE_WORDS_GOOD 6
#define TITLE_WORDS_LONG 18

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* What outlets put between a title and their name. */
static const struct span separators[] = {
	SPAN_INIT(" - "),
	SPAN_INIT(" | "),
	SPAN_INIT(" \xe2\x80\x93 "), /* en dash */
	SPAN_INIT(" \xe2\x80\x94 "), /* em dash */
	SPAN_INIT(" :: "),
	SPAN_INIT(" \xc2\xbb "),
};

/* Labels in front of a title that are no part of it. */
static const struct span labels[] = {
	SPAN_INIT("BREAKING:"),
	SPAN_INIT("BREAKING NEWS:"),
	SPAN_INIT("UPDATE:"),
	SPAN_INIT("UPDATED:"),
	SPAN_INIT("EXCLUSIVE:"),
	SPAN_INIT("Exclusive:"),
	SPAN_INIT("EXCLUSIVE-"),
	SPAN_INIT("WRAPUP-"),
	SPAN_INIT("CORRECTED-"),
	SPAN_INIT("REFILE-"),
	SPAN_INIT("RPT-"),
	SPAN_INIT("WATCH:"),
	SPAN_INIT("VIDEO:"),
	SPAN_INIT("JUST IN:"),
	SPAN_INIT("URGENT:"),
	SPAN_INIT("PRESS RELEASE:"),
};

/* "UPDATE 2-Title", "WRAPUP 1-Title": the length of what stands before the title. */
static size_t
numbered_label(struct span title)
{
	static const struct span heads[] = {
		SPAN_INIT("UPDATE "), SPAN_INIT("WRAPUP "), SPAN_INIT("RPT-UPDATE ")};

	for (size_t i = 0; i < COUNT(heads); i++) {
		size_t at = heads[i].len;

		if (span_starts_with(title, heads[i]) && title.len > at + 2 &&
			ascii_is_digit(title.at[at]) && title.at[at + 1] == '-')
			return at + 2;
	}
	return 0;
}

static struct span
without_label(struct span title)
{
	size_t cut = numbered_label(title);

	for (size_t i = 0; cut == 0 && i < COUNT(labels); i++)
		if (span_starts_with(title, labels[i]))
			cut = labels[i].len;
	return cut > 0 && cut < title.len ? span_trim(span_from(title, cut)) : title;
}

/* Where the last separator starts, and where what follows it starts; false if there is none. */
static bool
last_separator(struct span title, size_t *start, size_t *behind)
{
	bool is_found = false;

	for (size_t i = 0; i < COUNT(separators); i++) {
		struct span rest = title;
		size_t offset = 0;
		size_t at;

		while ((at = span_find(rest, separators[i])) < rest.len) {
			offset += at;
			if (!is_found || offset >= *start) {
				*start = offset;
				*behind = offset + separators[i].len;
				is_found = true;
			}
			offset += separators[i].len;
			rest = span_from(title, offset);
		}
	}
	return is_found;
}

/*
 * Two words or more with which the source's name begins, or all of it in front of a bracket or a
 * section: "Example Market Times" of "Example Market Times: Business". One word could be a company.
 */
static bool
is_begin_of(struct span tail, struct span source)
{
	struct span rest = span_from(source, tail.len);

	if (tail.len == 0 || !span_starts_with_nocase(source, tail) || rest.len == 0)
		return false;
	if (rest.at[0] == ' ' && span_find(tail, SPAN(" ")) < tail.len)
		return true;
	return rest.at[0] == ':' || span_starts_with(rest, SPAN(" (")) ||
	       span_starts_with(rest, SPAN(" - ")) || span_starts_with(rest, SPAN(" | "));
}

/* An outlet's name: the item's own, one with a domain's end, or a few words that look like one. */
static bool
is_outlet(struct span tail, struct span source)
{
	static const struct span marks[] = {SPAN_INIT(".com"), SPAN_INIT(".net"), SPAN_INIT(".org"),
		SPAN_INIT(".co.uk"), SPAN_INIT("News"), SPAN_INIT("Times"), SPAN_INIT("Post"),
		SPAN_INIT("Journal"), SPAN_INIT("Reuters"), SPAN_INIT("Bloomberg"),
		SPAN_INIT("CNBC"), SPAN_INIT("CNN"), SPAN_INIT("BBC"), SPAN_INIT("Yahoo"),
		SPAN_INIT("Herald"), SPAN_INIT("Tribune"), SPAN_INIT("Guardian"),
		SPAN_INIT("Forbes"), SPAN_INIT("Barron"), SPAN_INIT("MarketWatch"),
		SPAN_INIT("Seeking Alpha"), SPAN_INIT("Benzinga"), SPAN_INIT("Business"),
		SPAN_INIT("Insider"), SPAN_INIT("Magazine"), SPAN_INIT("Daily"), SPAN_INIT("Press"),
		SPAN_INIT("TechCrunch"), SPAN_INIT("Motley Fool"), SPAN_INIT("Axios"),
		SPAN_INIT("Nasdaq"), SPAN_INIT("NPR"), SPAN_INIT("Wire"), SPAN_INIT("TV"),
		SPAN_INIT("Gazette"), SPAN_INIT("Telegraph"), SPAN_INIT("Independent")};

	if (tail.len == 0 || tail.len > OUTLET_BYTES_MAX)
		return false;
	if (source.len > 0 && (span_equal_nocase(tail, source) || is_begin_of(tail, source)))
		return true;
	for (size_t i = 0; i < COUNT(marks); i++)
		if (span_find(tail, marks[i]) < tail.len && ascii_is_upper(tail.at[0]))
			return true;
	return span_ends_with_nocase(tail, SPAN(".com"));
}

struct span
headline_clean(struct span title, struct span source)
{
	size_t start = 0;
	size_t behind = 0;

	title = without_label(span_trim(title));
	while (last_separator(title, &start, &behind) && start > 0 &&
		is_outlet(span_trim(span_from(title, behind)), span_trim(source)))
		title = span_trim(span_head(title, start));
	return title;
}

/* A title that holds back what happened, or tells of the reader instead. */
static bool
is_bait(struct span title)
{
	static const struct span starts[] = {SPAN_INIT("Here's "), SPAN_INIT("Here are "),
		SPAN_INIT("Here\xe2\x80\x99s "), SPAN_INIT("This is "), SPAN_INIT("Why "),
		SPAN_INIT("How to "), SPAN_INIT("Should you "), SPAN_INIT("What to know"),
		SPAN_INIT("What you "), SPAN_INIT("You "), SPAN_INIT("Meet "), SPAN_INIT("Watch "),
		SPAN_INIT("Opinion")};
	static const struct span parts[] = {SPAN_INIT("you need to know"),
		SPAN_INIT("things to know"), SPAN_INIT("won't believe"), SPAN_INIT("must-see"),
		SPAN_INIT("here's why"), SPAN_INIT("here\xe2\x80\x99s why"),
		SPAN_INIT("here's what"), SPAN_INIT("this one "), SPAN_INIT("reasons to "),
		SPAN_INIT("reasons why")};

	for (size_t i = 0; i < COUNT(starts); i++)
		if (span_starts_with_nocase(title, starts[i]))
			return true;
	for (size_t i = 0; i < COUNT(parts); i++)
		if (span_find_nocase(title, parts[i]) < title.len)
			return true;
	return false;
}

/* How well a title stands over a story; more is better. */
static int
merit(const struct story_member *member)
{
	struct span title = headline_clean(member->title, member->source);
	struct word_reader reader;
	struct word word;
	int words = 0;
	int shouted = 0;
	int points = 0;
	bool has_number = false;

	word_reader_init(&reader, title);
	for (; word_next(&reader, &word); words++) {
		shouted += word.is_upper && word.len > 4;
		has_number = has_number || (word.is_number && words > 0);
	}
	points += has_number;
	points -= is_bait(title) ? 4 : 0;
	points += words >= TITLE_WORDS_GOOD && words <= TITLE_WORDS_LONG ? 4 : 0;
	points -= words == 0 ? 100 : 0;
	points -= shouted * 2 > words ? 4 : 0;
	points -= span_ends_with(title, SPAN("?")) || span_ends_with(title, SPAN("!")) ? 4 : 0;
	points -= span_ends_with(title, SPAN("...")) ? 3 : 0;
	points -= member->relation == RELATION_COPY ? 2 : 0;
	return points;
}

size_t
headline_choose(const struct story_member *members, size_t n)
{
	size_t best = 0;
	int best_merit = 0;

	for (size_t i = 0; i < n; i++) {
		int points = merit(&members[i]);

		if (i == 0 || points > best_merit) {
			best = i;
			best_merit = points;
		}
	}
	return best;
}
