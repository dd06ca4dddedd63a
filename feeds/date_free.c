#include <string.h>

#include "feeds/base/ascii.h"
#include "feeds/base/utf8.h"
#include "feeds/date_names.h"
#include "feeds/date_parts.h"
#include "feeds/date_zone.h"

#define NUMBERS_MAX 3
#define NUMBER_DIGITS_MAX 4
#define WORD_BYTES_MAX 40
#define KOREA_SECONDS (9 * 3600)

struct number {
	int64_t value;
	int digits;
	char before; /* the separator before it: '-', '/', '.', ' ' */
};

/* What was found so far. */
struct finds {
	struct date_parts *parts;
	struct span rest;
	struct number numbers[NUMBERS_MAX];
	size_t n_numbers;
	char separator;         /* read since the last number */
	int month;              /* by name, 0: none yet */
	int weekday;            /* -1: none yet */
	int half;               /* of the day, as in struct date_word */
	bool is_month_doubtful; /* "mar." may be Tuesday */
	bool is_korean;
	bool is_strange;   /* it begins with a word that nobody knows */
	bool is_in_number; /* right behind a number that is no time */
	int64_t year;      /* by its sign (2004年), 0: none */
	int day;
	char zone[WORD_BYTES_MAX]; /* its name, to be looked up when the day is known */
	size_t zone_len;
};

static char
peek(const struct finds *finds, size_t at)
{
	return at < finds->rest.len ? finds->rest.at[at] : '\0';
}

static void
skip(struct finds *finds, size_t len)
{
	finds->rest = span_from(finds->rest, len);
}

/* East Asia's signs behind a number. */
static const struct sign {
	const char *text;
	char field;
	bool is_korean;
} signs[] = {{"年", 'y', false}, {"月", 'm', false}, {"日", 'd', false}, {"号", 'd', false},
	{"時", 'H', false}, {"时", 'H', false}, {"點", 'H', false}, {"点", 'H', false},
	{"分", 'M', false}, {"秒", 'S', false}, {"년", 'y', true}, {"월", 'm', true},
	{"일", 'd', true}, {"시", 'H', true}, {"분", 'M', true}, {"초", 'S', true}};

static const struct sign *
sign_at(struct span text)
{
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (span_starts_with(text, span_of(signs[i].text)))
			return &signs[i];
	return NULL;
}

static void
set_field(struct finds *finds, const struct sign *sign, const struct number *number)
{
	struct civil *civil = &finds->parts->civil;

	finds->is_korean = finds->is_korean || sign->is_korean;
	switch (sign->field) {
	case 'y':
		finds->year = date_full_year(number->value, number->digits);
		break;
	case 'm':
		finds->month = (int)number->value;
		break;
	case 'd':
		finds->day = (int)number->value;
		break;
	case 'H':
		civil->hour = (int)number->value;
		finds->parts->has_time = true;
		break;
	case 'M':
		civil->minute = (int)number->value;
		break;
	default:
		civil->second = (int)number->value;
		break;
	}
}

/* Whether what is left can only be the time. */
static bool
has_day(const struct finds *finds)
{
	return finds->n_numbers == (finds->month != 0 ? NUMBERS_MAX - 1 : NUMBERS_MAX);
}

/* "10:30", "10h30"; behind the day also "10.30". */
static bool
begins_clock(const struct finds *finds, int digits)
{
	size_t at = (size_t)digits;

	if (digits > 2)
		return false;
	if (peek(finds, at) == '.' && has_day(finds))
		return ascii_is_digit(peek(finds, at + 1));
	if (peek(finds, at) == ':')
		return ascii_is_digit(peek(finds, at + 1));
	return ascii_lower(peek(finds, at)) == 'h' && !ascii_is_alpha(peek(finds, at + 1));
}

/* The digits of an hour and a minute with one sign between: "10h30", "10.30". */
static bool
read_short_clock(struct finds *finds, int digits)
{
	struct civil *civil = &finds->parts->civil;
	int64_t hour = 0;
	int64_t minute = 0;

	date_digits(finds->rest, digits, &hour);
	skip(finds, (size_t)digits + 1);
	skip(finds, (size_t)date_digits(finds->rest, 2, &minute));
	civil->hour = (int)hour;
	civil->minute = (int)minute;
	finds->parts->has_time = true;
	if (peek(finds, 0) == '.' && ascii_is_digit(peek(finds, 1))) { /* "15.04.05" */
		skip(finds, 1);
		skip(finds, (size_t)date_digits(finds->rest, 2, &minute));
		civil->second = (int)minute;
	}
	return date_clock_is_valid(civil);
}

static bool
read_clock(struct finds *finds, int digits)
{
	size_t len;

	if (finds->parts->has_time)
		return false;
	if (peek(finds, (size_t)digits) != ':')
		return read_short_clock(finds, digits);
	len = date_clock_read(finds->rest, finds->parts);
	skip(finds, len);
	return len > 0;
}

/* "5 pm", "11AM" */
static bool
is_hour_alone(const struct finds *finds, size_t at)
{
	while (peek(finds, at) == ' ')
		at++;
	return (ascii_lower(peek(finds, at)) == 'a' || ascii_lower(peek(finds, at)) == 'p') &&
	       ascii_lower(peek(finds, at + 1)) == 'm' && !ascii_is_alpha(peek(finds, at + 2));
}

static bool
read_number(struct finds *finds)
{
	struct number number = {.before = finds->separator};
	const struct sign *sign;
	size_t gap;

	number.digits = date_digits(finds->rest, NUMBER_DIGITS_MAX + 1, &number.value);
	if (begins_clock(finds, number.digits))
		return read_clock(finds, number.digits);
	if (number.digits > NUMBER_DIGITS_MAX)
		return false;
	gap = (size_t)number.digits;
	if (number.digits <= 2 && !finds->parts->has_time && is_hour_alone(finds, gap)) {
		finds->parts->civil.hour = (int)number.value;
		finds->parts->has_time = true;
		skip(finds, gap);
		return true;
	}
	skip(finds, gap);
	sign = sign_at(span_trim(finds->rest));
	if (sign != NULL) {
		set_field(finds, sign, &number);
		finds->rest = span_from(span_trim(finds->rest), strlen(sign->text));
		return true;
	}
	if (finds->n_numbers == NUMBERS_MAX)
		return false;
	finds->numbers[finds->n_numbers++] = number;
	finds->separator = ' ';
	finds->is_in_number = true;
	return true;
}

static bool
is_word_byte(char byte)
{
	return ascii_is_alpha(byte) || (unsigned char)byte >= 0x80;
}

/* A run of letters; dots in it ("p.m.") and behind it are left out. The text moves on. */
static struct span
take_word(struct finds *finds, char out[WORD_BYTES_MAX])
{
	size_t len = 0;
	size_t at = 0;

	for (; at < finds->rest.len && (is_word_byte(peek(finds, at)) || peek(finds, at) == '.');
		at++) {
		if (peek(finds, at) == '.' && !is_word_byte(peek(finds, at + 1))) {
			at++;
			break;
		}
		if (peek(finds, at) != '.' && len < WORD_BYTES_MAX)
			out[len++] = peek(finds, at);
	}
	skip(finds, at);
	return span_make(out, len);
}

/* "America/Los_Angeles" */
static size_t
city_len(struct span text)
{
	size_t len = 0;
	bool has_slash = false;

	while (len < text.len && (ascii_is_alpha(text.at[len]) || text.at[len] == '_' ||
					 (text.at[len] == '/' && len > 0))) {
		has_slash = has_slash || text.at[len] == '/';
		len++;
	}
	return has_slash ? len : 0;
}

/* A zone's name, or an offset that follows it at once and counts alone: "GMT-07:00". */
static bool
note_zone(struct finds *finds, struct span name)
{
	struct date_parts *parts = finds->parts;
	size_t offset_len;
	int seconds = 0;

	if (name.len > WORD_BYTES_MAX || !date_zone_named(name, &parts->civil, &seconds))
		return false;
	offset_len = date_zone_offset(finds->rest, &seconds);
	skip(finds, offset_len);
	if (parts->has_zone)
		return true; /* "+0100 CET": said twice */
	parts->has_zone = true;
	parts->zone_seconds = seconds;
	finds->zone_len = offset_len > 0 ? 0 : name.len;
	memcpy(finds->zone, name.at, name.len);
	return true;
}

static bool
note_month(struct finds *finds, const struct date_word *word)
{
	if (finds->month != 0 && word->weekday >= 0)
		return true; /* "5 mars mar." */
	if (finds->month != 0 && !finds->is_month_doubtful)
		return false;
	if (finds->month != 0)
		finds->weekday = -1;
	finds->month = word->month;
	finds->is_month_doubtful = word->weekday >= 0;
	return true;
}

static bool
note_word(struct finds *finds, struct span text)
{
	struct date_word word = date_word_find(text);
	bool is_first = finds->n_numbers == 0 && !finds->parts->has_time && finds->month == 0;

	finds->is_korean = finds->is_korean || word.is_korean;
	if (word.month != 0)
		return note_month(finds, &word);
	if (word.weekday >= 0)
		finds->weekday = word.weekday;
	if (word.half != 0)
		finds->half = word.half;
	if (word.weekday >= 0 || word.half != 0 || word.is_filler)
		return true;
	/* A zone that nobody knows says nothing. */
	if (finds->parts->has_time)
		return text.len <= 5 && ascii_is_upper(text.at[0]);
	finds->is_strange = true;
	return is_first;
}

/*
 * A zone is looked for behind the time, since "MET", "at" and the like are words elsewhere; cities
 * need the day too (what is summer time?), and it mostly stands before.
 */
static bool
read_word(struct finds *finds)
{
	char out[WORD_BYTES_MAX];
	size_t city = city_len(finds->rest);
	struct span word;

	if (city > 0) {
		word = span_head(finds->rest, city);
		skip(finds, city);
		return note_zone(finds, word);
	}
	word = take_word(finds, out);
	if (word.len == 0)
		return true;
	if (finds->parts->has_time || (word.len >= 3 && has_day(finds)))
		if (note_zone(finds, word))
			return true;
	return note_word(finds, word);
}

/* "(PST)" may say the zone; else what stands in brackets is a comment (RFC 822, section 3.1.4). */
static bool
read_comment(struct finds *finds)
{
	struct span inside = span_from(finds->rest, 1);
	size_t len = span_find_byte(inside, ')');
	struct span first = span_head(inside, len);
	size_t word_len = 0;

	while (word_len < first.len && ascii_is_alpha(first.at[word_len]))
		word_len++;
	skip(finds, len + 2);
	if (finds->parts->has_time && !finds->parts->has_zone && word_len > 0)
		note_zone(finds, span_head(first, word_len));
	return true;
}

/* "+ 0100" */
static bool
read_spaced_offset(struct finds *finds)
{
	char digits[] = "+0000";
	int64_t number;

	skip(finds, 2);
	if (date_digits(finds->rest, 4, &number) != 4 || finds->parts->has_zone)
		return false;
	memcpy(digits + 1, finds->rest.at, 4);
	skip(finds, 4);
	finds->parts->has_zone = true;
	return date_zone_offset(span_of(digits), &finds->parts->zone_seconds) > 0;
}

static bool
read_sign(struct finds *finds)
{
	struct date_parts *parts = finds->parts;
	size_t len;

	if (peek(finds, 0) == '+' && peek(finds, 1) == ' ')
		return read_spaced_offset(finds);
	if (!parts->has_time || !ascii_is_digit(peek(finds, 1)) || finds->is_in_number) {
		finds->separator = '-';
		skip(finds, 1);
		return true;
	}
	len = date_zone_offset(finds->rest, &parts->zone_seconds);
	if (len == 0 || parts->has_zone || is_word_byte(peek(finds, len)))
		return false;
	parts->has_zone = true;
	skip(finds, len);
	return peek(finds, 0) != ':';
}

static bool
read_part(struct finds *finds)
{
	char byte = peek(finds, 0);

	if (ascii_is_digit(byte))
		return read_number(finds);
	if (byte != '-')
		finds->is_in_number = false;
	if (byte == '(')
		return read_comment(finds);
	if (byte == '+' || byte == '-')
		return read_sign(finds);
	if (is_word_byte(byte))
		return read_word(finds);
	if (byte == '/' || byte == '.')
		finds->separator = byte;
	else if (!ascii_is_space(byte) && strchr(",;'|", byte) == NULL)
		return false;
	skip(finds, 1);
	return true;
}

static bool
is_year(const struct number *number)
{
	return number->digits >= 3 || number->value > 31;
}

static int64_t
year_of(const struct number *number)
{
	return date_full_year(number->value, number->digits);
}

/* The month has a name: a day and a year are left, or one of them. */
static bool
resolve_named(struct finds *finds, struct civil *civil)
{
	const struct number *first = &finds->numbers[0];
	const struct number *second = &finds->numbers[1];

	civil->month = finds->month;
	if (finds->n_numbers == 1 && is_year(first)) {
		civil->year = year_of(first);
		civil->day = 1;
		return !finds->is_strange;
	}
	if (finds->n_numbers != 2 || (is_year(first) && is_year(second)))
		return false;
	civil->year = year_of(is_year(first) ? first : second);
	civil->day = (int)(is_year(first) ? second->value : first->value);
	return true;
}

static bool
set_day(struct civil *civil, const struct number *year, int64_t month, int64_t day)
{
	civil->year = year_of(year);
	civil->month = (int)month;
	civil->day = (int)day;
	return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static bool
is_weekday(const struct civil *civil, int weekday)
{
	return civil_of(civil_days(civil->year, civil->month, civil->day) * DAY_SECONDS).weekday ==
	       weekday;
}

/*
 * a/b/year: with slashes and blanks the month comes first, with dots and hyphens the day, unless
 * that cannot be; with slashes, a day of the week may know better.
 */
static bool
resolve_year_last(const struct finds *finds, struct civil *civil)
{
	int64_t a = finds->numbers[0].value;
	int64_t b = finds->numbers[1].value;
	const struct number *year = &finds->numbers[2];
	char separator = finds->numbers[1].before;
	bool is_month_first = separator == '/' || separator == ' ';

	if (separator == '/' && finds->weekday >= 0 && set_day(civil, year, b, a) &&
		is_weekday(civil, finds->weekday))
		return true;
	if (is_month_first)
		return set_day(civil, year, a, b) || set_day(civil, year, b, a);
	return set_day(civil, year, b, a) || set_day(civil, year, a, b);
}

static bool
resolve_numeric(struct finds *finds, struct civil *civil)
{
	const struct number *numbers = finds->numbers;

	if (finds->n_numbers != NUMBERS_MAX)
		return finds->n_numbers == 2 && numbers[1].digits == 4 && !finds->is_strange &&
		       set_day(civil, &numbers[1], numbers[0].value, 1);
	if (is_year(&numbers[0]) ||
		(numbers[0].digits == 2 && numbers[2].digits == 2 && numbers[1].before == '-'))
		return set_day(civil, &numbers[0], numbers[1].value, numbers[2].value) ||
		       (is_year(&numbers[0]) &&
			       set_day(civil, &numbers[0], numbers[2].value, numbers[1].value));
	return resolve_year_last(finds, civil);
}

static bool
resolve_day(struct finds *finds)
{
	struct civil *civil = &finds->parts->civil;

	if (finds->year != 0) {
		if (finds->is_strange) /* an emperor's name makes it another year */
			return false;
		civil->year = finds->year;
		civil->month = finds->month != 0 ? finds->month : 1;
		civil->day = finds->day != 0 ? finds->day : 1;
	} else if (finds->month != 0) {
		if (!resolve_named(finds, civil))
			return false;
	} else if (!resolve_numeric(finds, civil)) {
		return false;
	}
	return civil->month >= 1 && civil->month <= 12 && civil->day >= 1 && civil->day <= 31;
}

static bool
resolve_clock(struct finds *finds)
{
	struct date_parts *parts = finds->parts;
	struct civil *civil = &parts->civil;

	if (!parts->has_time)
		return finds->half == 0;
	if (finds->half == 1 && civil->hour == 12)
		civil->hour = 0;
	if (finds->half == 2 && civil->hour < 12)
		civil->hour += 12;
	if (finds->zone_len > 0)
		date_zone_named(
			span_make(finds->zone, finds->zone_len), civil, &parts->zone_seconds);
	if (finds->is_korean && !parts->has_zone) {
		parts->has_zone = true;
		parts->zone_seconds = KOREA_SECONDS;
	}
	return date_clock_is_valid(civil);
}

/* The form of nearly all feeds: "Tue, 17 Oct 2017 22:17:00 +0000", the day of the week left out. */
static bool
read_usual(struct span text, struct date_parts *parts)
{
	struct civil *civil = &parts->civil;
	int64_t day = 0;
	int64_t year = 0;
	size_t at = (size_t)date_digits(text, 2, &day);

	if (at == 0 || text.len < at + 10 || text.at[at] != ' ' || text.at[at + 4] != ' ' ||
		date_digits(span_from(text, at + 5), 4, &year) != 4 || text.at[at + 9] != ' ')
		return false;
	civil->day = (int)day;
	civil->month = date_month_english(span_make(text.at + at + 1, 3));
	civil->year = year;
	text = span_trim(span_from(text, at + 10));
	at = date_clock_read(text, parts);
	if (at == 0 || civil->month == 0 || day < 1 || day > 31)
		return false;
	text = span_trim(span_from(text, at));
	at = date_zone_offset(text, &parts->zone_seconds);
	parts->has_zone = at > 0 || date_zone_named(text, civil, &parts->zone_seconds);
	return text.len == (parts->has_zone && at == 0 ? text.len : at);
}

static struct span
behind_weekday(struct span text)
{
	if (text.len > 4 && text.at[3] == ',')
		return span_trim(span_from(text, 4));
	return text;
}

bool
date_free_read(struct span text, struct date_parts *parts)
{
	struct finds finds = {.parts = parts, .rest = text, .weekday = -1, .separator = ' '};

	*parts = (struct date_parts){0};
	if (read_usual(behind_weekday(text), parts))
		return true;
	*parts = (struct date_parts){0};
	while (finds.rest.len > 0)
		if (!read_part(&finds))
			return false;
	return resolve_day(&finds) && resolve_clock(&finds);
}
