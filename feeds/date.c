#include "feeds/date.h"

#include <stdio.h>
#include <string.h>

#include "feeds/base/ascii.h"
#include "feeds/base/buf.h"
#include "feeds/base/utf8.h"
#include "feeds/date_civil.h"
#include "feeds/date_parts.h"
#include "feeds/entity.h"
#include "feeds/fold.h"

#define TEXT_BYTES_MAX 256 /* no date is longer; what is, is prose */
#define YEAR_MAX 9999

/* Unix seconds from 2001 to 5138 have 9 to 11 digits; milliseconds 13. */
#define SECONDS_DIGITS_MIN 9
#define SECONDS_DIGITS_MAX 11
#define MILLISECONDS_DIGITS 13

int
date_digits(struct span text, int max, int64_t *number)
{
	int n = 0;

	for (; n < max && (size_t)n < text.len && ascii_is_digit(text.at[n]); n++)
		*number = (n > 0 ? *number * 10 : 0) + (text.at[n] - '0');
	return n;
}

int64_t
date_full_year(int64_t year, int digits)
{
	if (digits == 2)
		return year < 50 ? year + 2000 : year + 1900;
	return digits == 3 ? year + 1900 : year;
}

bool
date_clock_is_valid(const struct civil *civil)
{
	bool is_midnight = civil->minute == 0 && civil->second == 0;

	return civil->minute <= 59 && civil->second <= 60 &&
	       (civil->hour <= 23 || (civil->hour == 24 && is_midnight));
}

/* A fraction of a second is cut off. */
static size_t
skip_fraction(struct span text)
{
	size_t len = 1;

	if (text.len < 2 || (text.at[0] != '.' && text.at[0] != ',') || !ascii_is_digit(text.at[1]))
		return 0;
	while (len < text.len && ascii_is_digit(text.at[len]))
		len++;
	return len;
}

/* MS SQL writes "11:56:58:000PM". */
static size_t
skip_thousandths(struct span text)
{
	int64_t number;

	if (text.len == 0 || text.at[0] != ':')
		return 0;
	return date_digits(span_from(text, 1), 4, &number) == 3 ? 4 : 0;
}

/* "0905" and "090507". */
static bool
set_basic_clock(int64_t number, int digits, struct civil *civil)
{
	if (digits == 4)
		number *= 100;
	civil->hour = (int)(number / 10000);
	civil->minute = (int)(number / 100 % 100);
	civil->second = (int)(number % 100);
	return digits == 4 || digits == 6;
}

/* The field behind the ':' at `at`; moves `at` behind it. */
static bool
read_field(struct span text, size_t *at, int *field)
{
	int64_t number;
	int digits;

	if (*at >= text.len || text.at[*at] != ':')
		return false;
	digits = date_digits(span_from(text, *at + 1), 2, &number);
	if (digits == 0)
		return false;
	*field = (int)number;
	*at += 1 + (size_t)digits;
	return true;
}

size_t
date_clock_read(struct span text, struct date_parts *parts)
{
	struct civil *civil = &parts->civil;
	int64_t number = 0;
	int digits = date_digits(text, 6, &number);
	size_t at = (size_t)digits;

	civil->hour = (int)number;
	civil->minute = civil->second = 0;
	if (digits == 0 || (digits > 2 && !set_basic_clock(number, digits, civil)))
		return 0;
	if (digits > 2 ||
		(read_field(text, &at, &civil->minute) && read_field(text, &at, &civil->second)))
		at += skip_fraction(span_from(text, at));
	at += skip_thousandths(span_from(text, at));
	parts->has_time = true;
	if (!date_clock_is_valid(civil) || (at < text.len && text.at[at] == ':'))
		return 0;
	return at;
}

static bool
read_unix(struct span text, struct date *date)
{
	int64_t number = 0;
	int digits = date_digits(text, MILLISECONDS_DIGITS + 1, &number);
	size_t fraction = skip_fraction(span_from(text, (size_t)digits));

	if ((size_t)digits + fraction != text.len)
		return false;
	if (digits == MILLISECONDS_DIGITS)
		number /= 1000;
	else if (digits < SECONDS_DIGITS_MIN || digits > SECONDS_DIGITS_MAX)
		return false;
	*date = (struct date){.at = number, .has_zone = true, .has_time = true};
	return true;
}

static bool
read_parts(struct span text, int64_t latest, struct date *date)
{
	struct date_parts parts = {.latest = latest};

	if (!date_iso_read(text, &parts) && !date_free_read(text, &parts))
		return false;
	if (parts.civil.year > YEAR_MAX)
		return false;
	date->at = civil_seconds(&parts.civil) - parts.zone_seconds;
	date->zone_seconds = parts.zone_seconds;
	date->has_zone = parts.has_zone;
	date->has_time = parts.has_time;
	return true;
}

/* What was escaped twice is decoded: "12:00:00 &#43;0000". Gives the length in `out`. */
static struct span
decode(struct span text, char out[TEXT_BYTES_MAX])
{
	size_t len = 0;

	for (size_t at = 0; at < text.len;) {
		char decoded[ENTITY_MAX_BYTES] = {text.at[at]};
		size_t decoded_len = 1;
		size_t used = 0;

		if (text.at[at] == '&')
			used = entity_decode(span_from(text, at + 1), false, decoded, &decoded_len);
		if (len + decoded_len > TEXT_BYTES_MAX)
			break;
		memcpy(out + len, decoded, decoded_len);
		len += decoded_len;
		at += 1 + used;
	}
	return span_trim(span_make(out, len));
}

static bool
is_ascii(struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.at[i] >= 0x80)
			return false;
	return true;
}

static bool
read_folded(struct span text, int64_t latest, struct date *date)
{
	struct buf folded;
	bool is_read;

	buf_init(&folded, (size_t)TEXT_BYTES_MAX * UTF8_MAX_BYTES);
	fold_text(text, &folded, NULL);
	is_read = read_parts(span_trim(buf_span(&folded)), latest, date);
	buf_release(&folded);
	return is_read;
}

bool
date_read_by(struct span text, int64_t latest, struct date *date)
{
	char decoded[TEXT_BYTES_MAX];

	text = span_trim(text);
	if (text.len == 0 || text.len > TEXT_BYTES_MAX)
		return false;
	if (span_find_byte(text, '&') < text.len)
		text = decode(text, decoded);
	if (read_unix(text, date))
		return true;
	return is_ascii(text) ? read_parts(text, latest, date) : read_folded(text, latest, date);
}

bool
date_read(struct span text, struct date *date)
{
	return date_read_by(text, INT64_MAX, date);
}

int64_t
date_parse(struct span text)
{
	struct date date;

	return date_read(text, &date) ? date.at : TIME_NONE;
}

static struct civil
civil_within(int64_t at)
{
	int64_t first = civil_days(0, 1, 1) * DAY_SECONDS;
	int64_t last = civil_days(YEAR_MAX + 1, 1, 1) * DAY_SECONDS - 1;

	if (at < first)
		at = first;
	return civil_of(at > last ? last : at);
}

void
date_format_rfc3339(int64_t at, char out[DATE_TEXT_SIZE])
{
	struct civil civil = civil_within(at);

	snprintf(out, DATE_TEXT_SIZE, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int)civil.year,
		civil.month, civil.day, civil.hour, civil.minute, civil.second);
}

void
date_format_rfc822(int64_t at, char out[DATE_TEXT_SIZE])
{
	static const char days[] = "SunMonTueWedThuFriSat";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct civil civil = civil_within(at);

	snprintf(out, DATE_TEXT_SIZE, "%.3s, %02d %.3s %04d %02d:%02d:%02d GMT",
		days + 3 * civil.weekday, civil.day, months + 3 * (civil.month - 1),
		(int)civil.year, civil.hour, civil.minute, civil.second);
}
