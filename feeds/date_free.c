#include <string.h>

#include "feeds/base/ascii.h"
#include "feeds/date_finds.h"
#include "feeds/date_names.h"
#include "feeds/date_zone.h"

#define NUMBER_DIGITS_MAX 4

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
set_field(struct date_finds *finds, const struct sign *sign, const struct date_number *number)
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

/* "10:30", "10h30"; behind the day also "10.30". */
static bool
begins_clock(const struct date_finds *finds, int digits)
{
	size_t at = (size_t)digits;

	if (digits > 2)
		return false;
	if (date_peek(finds, at) == '.' && date_has_day(finds))
		return ascii_is_digit(date_peek(finds, at + 1));
	if (date_peek(finds, at) == ':')
		return ascii_is_digit(date_peek(finds, at + 1));
	return ascii_lower(date_peek(finds, at)) == 'h' &&
	       !ascii_is_alpha(date_peek(finds, at + 1));
}

/* The digits of an hour and a minute with one sign between: "10h30", "10.30". */
static bool
read_short_clock(struct date_finds *finds, int digits)
{
	struct civil *civil = &finds->parts->civil;
	int64_t hour = 0;
	int64_t minute = 0;

	date_digits(finds->rest, digits, &hour);
	date_skip(finds, (size_t)digits + 1);
	date_skip(finds, (size_t)date_digits(finds->rest, 2, &minute));
	civil->hour = (int)hour;
	civil->minute = (int)minute;
	finds->parts->has_time = true;
	if (date_peek(finds, 0) == '.' && ascii_is_digit(date_peek(finds, 1))) { /* "15.04.05" */
		date_skip(finds, 1);
		date_skip(finds, (size_t)date_digits(finds->rest, 2, &minute));
		civil->second = (int)minute;
	}
	return date_clock_is_valid(civil);
}

static bool
read_clock(struct date_finds *finds, int digits)
{
	size_t len;

	if (finds->parts->has_time)
		return false;
	if (date_peek(finds, (size_t)digits) != ':')
		return read_short_clock(finds, digits);
	len = date_clock_read(finds->rest, finds->parts);
	date_skip(finds, len);
	return len > 0;
}

/* "5 pm", "11AM" */
static bool
is_hour_alone(const struct date_finds *finds, size_t at)
{
	while (date_peek(finds, at) == ' ')
		at++;
	return (ascii_lower(date_peek(finds, at)) == 'a' ||
		       ascii_lower(date_peek(finds, at)) == 'p') &&
	       ascii_lower(date_peek(finds, at + 1)) == 'm' &&
	       !ascii_is_alpha(date_peek(finds, at + 2));
}

static bool
read_number(struct date_finds *finds)
{
	struct date_number number = {.before = finds->separator};
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
		date_skip(finds, gap);
		return true;
	}
	date_skip(finds, gap);
	sign = sign_at(span_trim(finds->rest));
	if (sign != NULL) {
		set_field(finds, sign, &number);
		finds->rest = span_from(span_trim(finds->rest), strlen(sign->text));
		return true;
	}
	if (finds->n_numbers == DATE_NUMBERS_MAX)
		return false;
	finds->numbers[finds->n_numbers++] = number;
	finds->separator = ' ';
	finds->is_in_number = true;
	return true;
}

/* "+ 0100" */
static bool
read_spaced_offset(struct date_finds *finds)
{
	char digits[] = "+0000";
	int64_t number;

	date_skip(finds, 2);
	if (date_digits(finds->rest, 4, &number) != 4 || finds->parts->has_zone)
		return false;
	memcpy(digits + 1, finds->rest.at, 4);
	date_skip(finds, 4);
	finds->parts->has_zone = true;
	return date_zone_offset(span_of(digits), &finds->parts->zone_seconds) > 0;
}

static bool
read_sign(struct date_finds *finds)
{
	struct date_parts *parts = finds->parts;
	size_t len;

	if (date_peek(finds, 0) == '+' && date_peek(finds, 1) == ' ')
		return read_spaced_offset(finds);
	if (!parts->has_time || !ascii_is_digit(date_peek(finds, 1)) || finds->is_in_number) {
		finds->separator = '-';
		date_skip(finds, 1);
		return true;
	}
	/* "MST -0700": the number is what was meant */
	len = date_zone_offset(finds->rest, &parts->zone_seconds);
	if (len == 0 || finds->has_offset || date_is_word_byte(date_peek(finds, len)))
		return false;
	parts->has_zone = true;
	finds->has_offset = true;
	date_skip(finds, len);
	if (span_equal(finds->rest, SPAN(":00"))) /* "-07:00:00" */
		date_skip(finds, 3);
	return date_peek(finds, 0) != ':';
}

static bool
read_part(struct date_finds *finds)
{
	char byte = date_peek(finds, 0);

	if (ascii_is_digit(byte))
		return read_number(finds);
	if (byte != '-')
		finds->is_in_number = false;
	if (byte == '(')
		return date_bracket_take(finds);
	if (byte == '+' || byte == '-')
		return read_sign(finds);
	if (date_is_word_byte(byte))
		return date_word_take(finds);
	if (byte == '/' || byte == '.')
		finds->separator = byte;
	else if (!ascii_is_space(byte) && strchr(",;'|", byte) == NULL)
		return false;
	date_skip(finds, 1);
	return true;
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
	struct date_finds finds = {.parts = parts, .rest = text, .weekday = -1, .separator = ' '};

	*parts = (struct date_parts){.latest = parts->latest};
	if (read_usual(behind_weekday(text), parts))
		return true;
	*parts = (struct date_parts){.latest = parts->latest};
	while (finds.rest.len > 0)
		if (!read_part(&finds))
			return false;
	return date_resolve(&finds);
}
