#include "aggregator/story/number.h"

#include <math.h>
#include <string.h>

#include "feeds/base/ascii.h"

#define DIGITS_MAX 18
#define SCORE_DIGITS_MAX 3 /* of one side */
#define SCORE_SIDE 1000
#define YEAR_FIRST 1900
#define YEAR_LAST 2099

#define COUNT(table) (sizeof(table) / sizeof *(table))

struct scale {
	struct span word;
	double factor;
	enum number_unit unit;
};

/* What may follow a number, glued to it or as the next word. */
static const struct scale scales[] = {
	{SPAN_INIT("million"), 1e6, NUMBER_PLAIN},
	{SPAN_INIT("billion"), 1e9, NUMBER_PLAIN},
	{SPAN_INIT("trillion"), 1e12, NUMBER_PLAIN},
	{SPAN_INIT("thousand"), 1e3, NUMBER_PLAIN},
	{SPAN_INIT("mln"), 1e6, NUMBER_PLAIN},
	{SPAN_INIT("bln"), 1e9, NUMBER_PLAIN},
	{SPAN_INIT("trln"), 1e12, NUMBER_PLAIN},
	{SPAN_INIT("mn"), 1e6, NUMBER_PLAIN},
	{SPAN_INIT("bn"), 1e9, NUMBER_PLAIN},
	{SPAN_INIT("tn"), 1e12, NUMBER_PLAIN},
	{SPAN_INIT("crore"), 1e7, NUMBER_PLAIN},
	{SPAN_INIT("lakh"), 1e5, NUMBER_PLAIN},
	{SPAN_INIT("m"), 1e6, NUMBER_PLAIN},
	{SPAN_INIT("b"), 1e9, NUMBER_PLAIN},
	{SPAN_INIT("k"), 1e3, NUMBER_PLAIN},
	{SPAN_INIT("percent"), 1, NUMBER_PERCENT},
	{SPAN_INIT("pct"), 1, NUMBER_PERCENT},
	{SPAN_INIT("bps"), 0.01, NUMBER_PERCENT},
	{SPAN_INIT("bp"), 0.01, NUMBER_PERCENT},
	{SPAN_INIT("basis"), 0.01, NUMBER_PERCENT}, /* points */
	{SPAN_INIT("dollars"), 1, NUMBER_MONEY},
	{SPAN_INIT("dollar"), 1, NUMBER_MONEY},
	{SPAN_INIT("euros"), 1, NUMBER_MONEY},
	{SPAN_INIT("euro"), 1, NUMBER_MONEY},
	{SPAN_INIT("pounds"), 1, NUMBER_MONEY},
	{SPAN_INIT("pound"), 1, NUMBER_MONEY},
	{SPAN_INIT("yen"), 1, NUMBER_MONEY},
	{SPAN_INIT("yuan"), 1, NUMBER_MONEY},
	{SPAN_INIT("cents"), 0.01, NUMBER_MONEY},
	{SPAN_INIT("st"), 1, NUMBER_ORDINAL},
	{SPAN_INIT("nd"), 1, NUMBER_ORDINAL},
	{SPAN_INIT("rd"), 1, NUMBER_ORDINAL},
	{SPAN_INIT("th"), 1, NUMBER_ORDINAL},
};

/* Short ones are letters of a name when a blank stands before them: "7 m" is rare, "Plan 7 B" not. */
#define GLUED_ONLY_BYTES 1

static const struct scale *
find_scale(struct span word)
{
	for (size_t i = 0; i < COUNT(scales); i++)
		if (span_equal_nocase(word, scales[i].word))
			return &scales[i];
	return NULL;
}

/* The digits of "1,234.5bn"; gives where the suffix starts. */
static size_t
read_digits(struct span raw, double *value)
{
	double place = 0;
	size_t at = 0;

	*value = 0;
	for (; at < raw.len && at < DIGITS_MAX; at++) {
		if (ascii_is_digit(raw.at[at])) {
			*value = place > 0 ? *value + place * (raw.at[at] - '0')
					   : *value * 10 + (raw.at[at] - '0');
			place /= 10;
		} else if (raw.at[at] == '.' && place == 0) {
			place = 0.1;
		} else if (raw.at[at] != ',') {
			break;
		}
	}
	return at;
}

/* "$", "US$", "Rs", or a currency sign of UTF-8 right before the digits. */
static bool
has_currency(struct span text, size_t at)
{
	static const struct span signs[] = {SPAN_INIT("$"), SPAN_INIT("\xe2\x82\xac"),
		SPAN_INIT("\xc2\xa3"), SPAN_INIT("\xc2\xa5"), SPAN_INIT("\xe2\x82\xb9"),
		SPAN_INIT("\xe2\x82\xa9"), SPAN_INIT("Rs"), SPAN_INIT("Rs."), SPAN_INIT("EUR"),
		SPAN_INIT("USD"), SPAN_INIT("GBP")};
	struct span before = span_head(text, at);

	if (span_ends_with(before, SPAN(" ")))
		before.len--;
	for (size_t i = 0; i < COUNT(signs); i++)
		if (span_ends_with(before, signs[i]))
			return true;
	return false;
}

static void
apply(struct number *number, const struct scale *scale)
{
	number->value *= scale->factor;
	if (scale->unit != NUMBER_PLAIN)
		number->unit = scale->unit;
}

/* Scales and units that follow as words: "4 billion dollars". */
static void
read_followers(struct word_reader *reader, struct number *number)
{
	for (int i = 0; i < 2; i++) {
		struct word_reader ahead = *reader;
		struct word word;
		const struct scale *scale;

		if (!word_next(&ahead, &word) || word.raw.len <= GLUED_ONLY_BYTES)
			return;
		scale = find_scale(word.raw);
		if (scale == NULL)
			return;
		apply(number, scale);
		*reader = ahead;
	}
}

double
number_score(double a, double b)
{
	return a > b ? a * SCORE_SIDE + b : b * SCORE_SIDE + a;
}

/* The hyphen or short dash that a text begins with; 0: neither. */
static size_t
hyphen_length(struct span text)
{
	if (span_starts_with(text, SPAN("-")))
		return 1;
	return span_starts_with(text, SPAN("\xe2\x80\x93")) ? 3 : 0;
}

/* "15-year-old", "15 years old" */
static bool
read_age(struct word_reader *reader, struct number *out)
{
	struct word_reader ahead = *reader;
	struct word year, old;

	if (!word_next(&ahead, &year) || !word_next(&ahead, &old) ||
		(!span_equal(word_folded(&year), SPAN("year")) &&
			!span_equal(word_folded(&year), SPAN("years"))) ||
		(!span_equal(word_folded(&old), SPAN("old")) &&
			!span_equal(word_folded(&old), SPAN("olds"))))
		return false;
	out->unit = NUMBER_AGE;
	*reader = ahead;
	return true;
}

/* One side of a score: digits alone. */
static bool
is_side(struct span raw)
{
	size_t n = 0;

	while (n < raw.len && ascii_is_digit(raw.at[n]))
		n++;
	return n == raw.len && n <= SCORE_DIGITS_MAX;
}

/* Whether a score that ends before `reader` goes on as something else: "5-6 million", "10-15%", a date. */
static bool
goes_on(struct word_reader reader)
{
	struct span behind = span_from(reader.text, reader.at);
	struct word next;

	if (hyphen_length(behind) > 0 || span_starts_with(behind, SPAN("%")))
		return true;
	return word_next(&reader, &next) && find_scale(next.raw) != NULL;
}

static bool
read_score(struct word_reader *reader, const struct word *word, struct number *out)
{
	struct word_reader ahead = *reader;
	const char *end = word->raw.at + word->raw.len;
	struct span behind = span_from(reader->text, (size_t)(end - reader->text.at));
	size_t hyphen = hyphen_length(behind);
	struct word other;
	double value;

	if (hyphen == 0 || !is_side(word->raw) || !word_next(&ahead, &other) ||
		other.raw.at != end + hyphen || !is_side(other.raw) || goes_on(ahead))
		return false;
	read_digits(other.raw, &value);
	*out = (struct number){number_score(out->value, value), NUMBER_SCORE};
	*reader = ahead;
	return true;
}

void
number_read(struct word_reader *reader, const struct word *word, struct number *out)
{
	size_t start = (size_t)(word->raw.at - reader->text.at);
	size_t suffix_at = read_digits(word->raw, &out->value);
	struct span suffix = span_from(word->raw, suffix_at);
	const struct scale *scale = find_scale(suffix);
	struct span behind = span_from(reader->text, start + word->raw.len);

	out->unit = has_currency(reader->text, start) ? NUMBER_MONEY : NUMBER_PLAIN;
	if (suffix.len > 0 && scale == NULL) {
		out->unit = NUMBER_MODEL;
		return;
	}
	if (out->unit == NUMBER_PLAIN && scale == NULL &&
		(read_score(reader, word, out) || read_age(reader, out)))
		return;
	if (scale != NULL)
		apply(out, scale);
	if (span_starts_with(behind, SPAN("%")) || span_starts_with(behind, SPAN(" %")))
		out->unit = NUMBER_PERCENT;
	else
		read_followers(reader, out);
	if (out->unit == NUMBER_PLAIN && suffix_at == 4 && word->raw.len == 4 &&
		out->value >= YEAR_FIRST && out->value <= YEAR_LAST)
		out->unit = NUMBER_YEAR;
}

/* The parts of a hash, from the lowest bits on: digits, exponent, unit. */
#define DIGITS_BITS 10
#define EXPONENT_BITS 5
#define EXPONENT_SHIFT 8 /* the least exponent that is kept: thousandths of a millionth are 0 */
#define EXPONENT_MAX ((1 << EXPONENT_BITS) - 1)
#define FILING_BIT (1U << 31)
#define SCORE_BIT (1U << 30) /* either has more digits; they stand in all the bits below */
#define MASK(bits) ((1U << (bits)) - 1)

uint32_t
number_hash(const struct number *number)
{
	double value = number->value;
	int exponent = value > 0 ? (int)floor(log10(value)) : 0;
	int digits = (int)round(value / pow(10, exponent - 2));
	uint32_t hash;

	if (number->unit == NUMBER_SCORE)
		return SCORE_BIT | (uint32_t)value;
	if (number->unit == NUMBER_FILING)
		return FILING_BIT | (uint32_t)value;
	if (digits >= 1000) { /* 999.6 */
		digits /= 10;
		exponent++;
	}
	exponent += EXPONENT_SHIFT;
	if (exponent < 0)
		digits = exponent = 0;
	exponent = exponent < EXPONENT_MAX ? exponent : EXPONENT_MAX;
	hash = (uint32_t)number->unit << (EXPONENT_BITS + DIGITS_BITS) |
	       (uint32_t)exponent << DIGITS_BITS | (uint32_t)digits;
	return hash != 0 ? hash : 1;
}

struct number
number_of_hash(uint32_t hash)
{
	int exponent = (int)(hash >> DIGITS_BITS & MASK(EXPONENT_BITS)) - EXPONENT_SHIFT;
	double digits = hash & MASK(DIGITS_BITS);

	if ((hash & FILING_BIT) != 0)
		return (struct number){.value = hash & ~FILING_BIT, .unit = NUMBER_FILING};
	if ((hash & SCORE_BIT) != 0)
		return (struct number){.value = hash & ~SCORE_BIT, .unit = NUMBER_SCORE};

	return (struct number){.value = digits * pow(10, exponent - 2),
		.unit = (enum number_unit)(hash >> (EXPONENT_BITS + DIGITS_BITS))};
}
