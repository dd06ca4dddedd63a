#include "aggregator/watch/around.h"

#include "feeds/base/ascii.h"
#include "feeds/base/utf8.h"

#define CASING_BYTES_MAX 400
#define CASING_WORDS_MIN 3 /* fewer words with a choice tell nothing: taken as a sentence's */

/* What the words of a field, but those that never choose, look like. */
struct casing_count {
	size_t n;
	size_t n_capital;  /* first letter */
	size_t n_capitals; /* all letters, more than one */
};

static void
count_word(struct casing_count *count, struct span word)
{
	size_t n_upper = 0, n_lower = 0;

	for (size_t i = 0; i < word.len; i++) {
		n_upper += ascii_is_upper(word.at[i]);
		n_lower += ascii_is_lower(word.at[i]);
	}
	if (n_upper + n_lower < 4)
		return; /* short words are often small, or acronyms */
	count->n++;
	count->n_capital += ascii_is_upper(word.at[0]);
	count->n_capitals += n_lower == 0;
}

static bool
is_upper_at(struct span text, size_t at)
{
	uint32_t point;

	if (at >= text.len)
		return false;
	if ((unsigned char)text.at[at] < 0x80)
		return ascii_is_upper(text.at[at]);
	utf8_decode(span_from(text, at), &point);
	/* Latin-1, Greek and Cyrillic capitals; scripts without case never look like words */
	return (point >= 0xc0 && point <= 0xde) || (point >= 0x391 && point <= 0x3a9) ||
	       (point >= 0x410 && point <= 0x42f) || point >= 0x590;
}

/* Where the text begins behind its quotes. */
static size_t
first_letter(struct span text)
{
	size_t at = 0;

	while (at < text.len && (unsigned char)text.at[at] < 0x80 && !ascii_is_alnum(text.at[at]))
		at++;
	return at;
}

enum casing
casing_of(struct span text, const struct words_known *words)
{
	struct casing_count count = {0, 0, 0};
	struct span word, whole;
	bool is_first = true;

	(void)words;
	text = span_trim(span_head(text, CASING_BYTES_MAX));
	whole = text;
	while (span_split(&text, ' ', &word)) {
		if (word.len > 0 && !is_first)
			count_word(&count, word);
		is_first = false;
	}
	if (count.n < CASING_WORDS_MIN)
		return CASING_SENTENCE;
	if (count.n_capitals * 10 > count.n * 7)
		return CASING_CAPITALS;
	if (count.n_capital == 0)
		return is_upper_at(whole, first_letter(whole)) ? CASING_SENTENCE : CASING_LOWER;
	return count.n_capital * 10 > count.n * 7 ? CASING_TITLE : CASING_SENTENCE;
}

/* The plain word that ends at `end`, or the one that begins at `start`. */
static struct span
word_ending(struct span plain, size_t end)
{
	size_t start = end;

	while (start > 0 && plain.at[start - 1] != ' ')
		start--;
	return span_make(plain.at + start, end - start);
}

static struct span
word_starting(struct span plain, size_t start)
{
	return span_head(span_from(plain, start), span_find_byte(span_from(plain, start), ' '));
}

static bool
is_blank(struct span text)
{
	return span_trim(text).len == 0;
}

/* A sentence or a part of one begins behind these. */
static bool
ends_sentence(struct span between)
{
	if (between.len == 1 && between.at[0] == ' ')
		return false;
	for (size_t i = 0; i < between.len; i++) {
		switch (between.at[i]) {
		case '.':
		case '!':
		case '?':
		case ':':
		case ';':
		case '|':
		case '\n':
		case '"':
		case '*':
			return true;
		default:
			break;
		}
	}
	return span_find(between, SPAN(" - ")) < between.len ||
	       span_find(between, SPAN("\xe2\x80")) < between.len; /* dashes and quotes */
}

static void
look_before(struct around *around, const struct reading *reading, size_t start, struct place here)
{
	struct span plain = buf_span(&reading->plain);
	struct span original = reading_text(reading, here.field);
	size_t begin = reading->fields[here.field].begin;
	struct span between;
	struct place place;

	if (start < begin + 2) {
		around->starts_sentence = true;
		return;
	}
	around->before[0] = word_ending(plain, start - 1);
	if (around->before[0].len == 0) {
		around->starts_sentence = true;
		return;
	}
	place = reading_place(reading, start - 1 - around->before[0].len, start - 1);
	between = span_make(original.at + place.end, here.start - place.end);
	around->starts_sentence = ends_sentence(between);
	around->before_touches = is_blank(between);
	around->before_is_short =
		between.len > 1 && between.at[0] == '.' && is_blank(span_from(between, 1));
	around->before_is_capital = is_upper_at(original, place.start);
	if (start >= begin + around->before[0].len + 3)
		around->before[1] = word_ending(plain, start - 2 - around->before[0].len);
}

static void
look_after(struct around *around, const struct reading *reading, size_t end, struct place here)
{
	struct span plain = buf_span(&reading->plain);
	struct span original = reading_text(reading, here.field);
	size_t limit = reading->fields[here.field].end;
	struct span word;
	struct place place;

	word = end + 1 < limit ? word_starting(plain, end + 1) : SPAN_NONE;
	if (span_equal(word, SPAN("s")) && here.end < original.len &&
		original.at[here.end] != ' ') {
		around->is_possessive = true;
		end += 2;
		word = end + 1 < limit ? word_starting(plain, end + 1) : SPAN_NONE;
	}
	if (word.len == 0)
		return;
	around->after[0] = word;
	place = reading_place(reading, end + 1, end + 1 + word.len);
	around->after_touches = around->is_possessive ||
				is_blank(span_make(original.at + here.end, place.start - here.end));
	around->after_is_capital = is_upper_at(original, place.start);
	if (end + 2 + word.len < limit)
		around->after[1] = word_starting(plain, end + 2 + word.len);
}

/* Whether the run of bytes without space around the mention is an address, a handle or a hashtag. */
static bool
is_link(struct span original, struct place here)
{
	size_t start = here.start, end = here.end;
	struct span run;

	while (start > 0 && !ascii_is_space(original.at[start - 1]) && here.start - start < 64)
		start--;
	while (end < original.len && !ascii_is_space(original.at[end]) && end - here.end < 64)
		end++;
	if (start == here.start && end == here.end)
		return false; /* a word between spaces: nearly all are */
	run = span_make(original.at + start, end - start);
	if (span_find_byte(run, '@') < run.len)
		return true;
	if (span_find_byte(run, '.') == run.len && span_find_byte(run, '/') == run.len)
		return false;
	return span_find(run, SPAN("://")) < run.len || span_find(run, SPAN("www.")) < run.len ||
	       span_find(run, SPAN(".com/")) < run.len;
}

/* What may hang on a name without making another word of it: "BP-backed", "UPDATE 3-BP". */
static const char *const participles[] = {
	"linked", "backed", "owned", "led", "based", "related", "branded", "funded", "controlled"};

static bool
is_hyphened(struct span original, struct place here)
{
	size_t start = here.start, end = here.end;
	struct span next;

	if (end + 1 < original.len && original.at[end] == '-' &&
		ascii_is_lower(original.at[end + 1])) {
		next = span_from(original, end + 1);
		for (size_t i = 0; i < sizeof participles / sizeof participles[0]; i++) {
			if (span_starts_with_nocase(next, span_of(participles[i])))
				return false;
		}
		return true;
	}
	if (start < 2 || original.at[start - 1] != '-')
		return false;
	start--;
	while (start > 0 && !ascii_is_space(original.at[start - 1]))
		start--;
	return !ascii_is_digit(original.at[start]) && !is_upper_at(original, start);
}

/* The sign behind a word; one space between them is how tokenised texts write. */
static char
sign_behind(struct span original, size_t end)
{
	if (end + 1 < original.len && original.at[end] == ' ' && original.at[end + 1] == ',')
		end++;
	return end < original.len ? original.at[end] : '\0';
}

/* Whether the word that begins there is small where names have capitals; "and" and "von" are so anyway. */
static bool
is_small_word(struct span text)
{
	static const char *const particles[] = {
		"and", "the", "for", "von", "van", "der", "des", "del", "und"};
	struct span word = span_head(text, span_find_byte(text, ' '));

	if (word.len < 3 || !ascii_is_lower(word.at[0]))
		return false;
	for (size_t i = 0; i < sizeof particles / sizeof particles[0]; i++) {
		if (span_equal(word, span_of(particles[i])))
			return false;
	}
	return true;
}

static void
look_inside(struct around *around, struct span original, struct place here)
{
	bool at_word = true;
	size_t n_lower = 0, n_upper = 0;

	around->is_capital =
		is_upper_at(original, here.start) || ascii_is_digit(original.at[here.start]);
	around->n_letters = here.end - here.start;
	around->is_each_capital = true;
	for (size_t i = here.start; i < here.end; i++) {
		char byte = original.at[i];

		n_lower += ascii_is_lower(byte);
		n_upper += ascii_is_upper(byte);
		if (at_word && is_small_word(span_from(span_head(original, here.end), i)))
			around->is_each_capital = false;
		at_word = byte == ' ' || byte == '"' ||
			  span_ends_with(span_head(original, i + 1), SPAN("\xe2\x80\x9c"));
	}
	around->is_capitals = n_lower == 0 && n_upper > 0;
	around->is_capitals_s = n_lower == 1 && n_upper > 1 && original.at[here.end - 1] == 's';
}

void
around_look(struct around *around, const struct reading *reading, size_t start, size_t end)
{
	struct place here = reading_place(reading, start, end);
	struct span original = reading_text(reading, here.field);

	*around = (struct around){0};
	around->plain = span_make(reading->plain.at + start, end - start);
	look_inside(around, original, here);
	look_before(around, reading, start, here);
	look_after(around, reading, end, here);
	around->sign_before = here.start > 0 ? original.at[here.start - 1] : '\0';
	around->sign_after = sign_behind(original, here.end);
	around->is_hyphened = is_hyphened(original, here);
	around->is_in_link = is_link(original, here);
}
