#include "aggregator/story/sentence.h"

#include <stdint.h>

#include "feeds/base/ascii.h"
#include "feeds/base/utf8.h"

#define WHOLE_BYTES_MAX 500 /* a longer bracket was never closed */
#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Words with a point that end no sentence, mostly. */
static const struct span abbreviations[] = {
	SPAN_INIT("Mr"),
	SPAN_INIT("Mrs"),
	SPAN_INIT("Ms"),
	SPAN_INIT("Dr"),
	SPAN_INIT("Prof"),
	SPAN_INIT("Sen"),
	SPAN_INIT("Rep"),
	SPAN_INIT("Gov"),
	SPAN_INIT("Gen"),
	SPAN_INIT("Lt"),
	SPAN_INIT("Col"),
	SPAN_INIT("Sgt"),
	SPAN_INIT("Capt"),
	SPAN_INIT("St"),
	SPAN_INIT("Jr"),
	SPAN_INIT("Sr"),
	SPAN_INIT("Rev"),
	SPAN_INIT("Hon"),
	SPAN_INIT("Inc"),
	SPAN_INIT("Corp"),
	SPAN_INIT("Co"),
	SPAN_INIT("Cos"),
	SPAN_INIT("Ltd"),
	SPAN_INIT("Bros"),
	SPAN_INIT("plc"),
	SPAN_INIT("vs"),
	SPAN_INIT("v"),
	SPAN_INIT("No"),
	SPAN_INIT("Nos"),
	SPAN_INIT("Vol"),
	SPAN_INIT("pp"),
	SPAN_INIT("Fig"),
	SPAN_INIT("etc"),
	SPAN_INIT("e.g"),
	SPAN_INIT("i.e"),
	SPAN_INIT("Jan"),
	SPAN_INIT("Feb"),
	SPAN_INIT("Mar"),
	SPAN_INIT("Apr"),
	SPAN_INIT("Jun"),
	SPAN_INIT("Jul"),
	SPAN_INIT("Aug"),
	SPAN_INIT("Sep"),
	SPAN_INIT("Sept"),
	SPAN_INIT("Oct"),
	SPAN_INIT("Nov"),
	SPAN_INIT("Dec"),
	SPAN_INIT("Calif"),
	SPAN_INIT("Mass"),
	SPAN_INIT("Conn"),
	SPAN_INIT("Fla"),
	SPAN_INIT("Ill"),
	SPAN_INIT("Pa"),
	SPAN_INIT("Va"),
	SPAN_INIT("Tex"),
	SPAN_INIT("Wash"),
	SPAN_INIT("Ave"),
	SPAN_INIT("Blvd"),
	SPAN_INIT("approx"),
	SPAN_INIT("est"),
	SPAN_INIT("a.m"),
	SPAN_INIT("p.m"),
	SPAN_INIT("S.p.A"),
	SPAN_INIT("S.A"),
	SPAN_INIT("N.V"),
	SPAN_INIT("A.G"),
	SPAN_INIT("Mt"),
	SPAN_INIT("Ft"),
};

/* The word that ends at `end`. */
static struct span
word_before(struct span text, size_t end)
{
	size_t start = end;

	while (start > 0 && !ascii_is_space(text.at[start - 1]) && text.at[start - 1] != '(')
		start--;
	return span_make(text.at + start, end - start);
}

/* Abbreviations that may also end a sentence: then what follows decides. */
static bool
is_abbreviation(struct span word)
{
	if (word.len == 1 && ascii_is_upper(word.at[0]))
		return true; /* an initial */
	if (word.len >= 3 && word.at[word.len - 2] == '.' && ascii_is_alpha(word.at[word.len - 1]))
		return true; /* U.S, e.g, Ph.D */
	for (size_t i = 0; i < COUNT(abbreviations); i++)
		if (span_equal(word, abbreviations[i]))
			return true;
	return false;
}

static bool
is_closing(uint32_t point)
{
	return point == '"' || point == '\'' || point == ')' || point == ']' || point == 0x201d ||
	       point == 0x2019 || point == 0xbb || point == 0x300d || point == 0x300f;
}

static size_t
skip_closing(struct span text, size_t at)
{
	uint32_t point;
	size_t len;

	while ((len = utf8_decode(span_from(text, at), &point)) > 0 && is_closing(point))
		at += len;
	return at;
}

/* Words that start a sentence rather than go on with a name: after "Inc." they decide. */
static bool
starts_anew(struct span rest)
{
	static const struct span heads[] = {SPAN_INIT("The "), SPAN_INIT("A "), SPAN_INIT("In "),
		SPAN_INIT("It "), SPAN_INIT("But "), SPAN_INIT("He "), SPAN_INIT("She "),
		SPAN_INIT("They "), SPAN_INIT("We "), SPAN_INIT("This "), SPAN_INIT("That "),
		SPAN_INIT("On "), SPAN_INIT("For "), SPAN_INIT("At "), SPAN_INIT("While "),
		SPAN_INIT("And "), SPAN_INIT("Its "), SPAN_INIT("An "), SPAN_INIT("As "),
		SPAN_INIT("However"), SPAN_INIT("Shares "), SPAN_INIT("If "), SPAN_INIT("There "),
		SPAN_INIT("These "), SPAN_INIT("Those "), SPAN_INIT("With ")};

	for (size_t i = 0; i < COUNT(heads); i++)
		if (span_starts_with(rest, heads[i]))
			return true;
	return false;
}

/* Titles of persons never end a sentence; company forms may. */
static bool
is_title_of_person(struct span word)
{
	static const struct span titles[] = {SPAN_INIT("Mr"), SPAN_INIT("Mrs"), SPAN_INIT("Ms"),
		SPAN_INIT("Dr"), SPAN_INIT("Prof"), SPAN_INIT("Sen"), SPAN_INIT("Rep"),
		SPAN_INIT("Gov"), SPAN_INIT("Gen"), SPAN_INIT("Lt"), SPAN_INIT("Col"),
		SPAN_INIT("Sgt"), SPAN_INIT("Capt"), SPAN_INIT("St"), SPAN_INIT("vs"),
		SPAN_INIT("v"), SPAN_INIT("No")};

	for (size_t i = 0; i < COUNT(titles); i++)
		if (span_equal(word, titles[i]))
			return true;
	return word.len == 1;
}

/* Whether the mark at `at` ends a sentence whose closing marks go up to `behind`. */
static bool
ends_here(struct span text, size_t at, size_t behind)
{
	struct span rest = span_from(text, behind);
	struct span word = word_before(text, at);

	if (rest.len == 0)
		return true;
	if (!ascii_is_space(rest.at[0]))
		return false;
	rest = span_trim(rest);
	if (rest.len > 0 && ascii_is_lower(rest.at[0]))
		return false;
	if (text.at[at] != '.' || !is_abbreviation(word))
		return true;
	return !is_title_of_person(word) && starts_anew(rest);
}

static bool
is_wide_end(uint32_t point)
{
	return point == 0x3002 || point == 0xff01 || point == 0xff1f || point == 0xff61;
}

/* Letters, blanks, commas: most of a text, and no end of a sentence. */
static size_t
skip_plain(struct span text, size_t at)
{
	while (at < text.len) {
		char byte = text.at[at];

		if ((unsigned char)byte >= 0x80 || byte == '.' || byte == '!' || byte == '?' ||
			byte == '\n' || byte == '(' || byte == ')' || byte == '[' || byte == ']')
			return at;
		at++;
	}
	return at;
}

/* 1: opens a bracket or a quotation that has two different marks; -1: closes one. */
static int
nests(uint32_t point)
{
	if (point == '(' || point == '[' || point == 0x201c)
		return 1;
	return point == ')' || point == ']' || point == 0x201d ? -1 : 0;
}

/* Whether a bracket is still open behind the closing marks that go up to `behind`. */
static bool
nests_inside(struct span text, size_t at, size_t behind, int depth)
{
	while (depth > 0 && at < behind) {
		uint32_t point;

		at += utf8_decode(span_from(text, at), &point);
		depth += nests(point);
	}
	return depth > 0;
}

/*
 * Where the first sentence of `text` ends. With `keeps_whole` none ends inside a bracket or quotation:
 * what stands there belongs together, and half of it is no sentence.
 */
static size_t
sentence_len(struct span text, bool keeps_whole)
{
	size_t at = 0;
	int depth = 0;

	while ((at = skip_plain(text, at)) < text.len) {
		uint32_t point;
		size_t len = utf8_decode(span_from(text, at), &point);
		size_t behind = skip_closing(text, at + len);

		depth += nests(point);
		depth = depth > 0 ? depth : 0;
		if (point == '\n')
			return at + len;
		if (keeps_whole && nests_inside(text, at + len, behind, depth)) {
			at += len;
			continue;
		}
		if (is_wide_end(point))
			return behind;
		if ((point == '.' || point == '!' || point == '?') && ends_here(text, at, behind))
			return behind;
		at += len;
	}
	return text.len;
}

bool
sentence_next(struct span *rest, struct span *sentence)
{
	while (rest->len > 0) {
		size_t len;

		*rest = span_trim(*rest);
		len = sentence_len(span_head(*rest, WHOLE_BYTES_MAX + 1), true);
		if (len > WHOLE_BYTES_MAX)
			len = sentence_len(*rest, false);
		*sentence = span_trim(span_head(*rest, len));
		*rest = span_from(*rest, len);
		if (sentence->len > 0)
			return true;
	}
	return false;
}

/* Every bracket and quotation that it opens it closes too. */
static bool
is_balanced(struct span sentence)
{
	int depth = 0;
	size_t at = 0;

	while (at < sentence.len && depth >= 0) {
		uint32_t point;

		at += utf8_decode(span_from(sentence, at), &point);
		depth += nests(point);
	}
	return depth == 0;
}

bool
sentence_is_whole(struct span sentence)
{
	size_t end = sentence.len;
	static const struct span ends[] = {SPAN_INIT("."), SPAN_INIT("!"), SPAN_INIT("?"),
		SPAN_INIT("\xe3\x80\x82"), SPAN_INIT("\xef\xbc\x81"), SPAN_INIT("\xef\xbc\x9f")};
	static const struct span closings[] = {SPAN_INIT("\""), SPAN_INIT("'"), SPAN_INIT(")"),
		SPAN_INIT("\xe2\x80\x9d"), SPAN_INIT("\xe2\x80\x99"), SPAN_INIT("\xc2\xbb"),
		SPAN_INIT("\xe3\x80\x8d")};

	for (size_t i = 0; i < COUNT(closings); i++)
		if (span_ends_with(span_head(sentence, end), closings[i])) {
			end -= closings[i].len;
			i = (size_t)-1; /* another may stand before it */
		}
	if (!is_balanced(sentence))
		return false;
	sentence = span_head(sentence, end);
	if (span_ends_with(sentence, SPAN("...")) || span_ends_with(sentence, SPAN("..")))
		return false;
	for (size_t i = 0; i < COUNT(ends); i++)
		if (span_ends_with(sentence, ends[i]))
			return true;
	return false;
}
