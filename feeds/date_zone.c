#include "feeds/date_zone.h"

#include <string.h>

#include "feeds/base/ascii.h"

#define HOUR 3600
#define MINUTE 60

/* When clocks are an hour ahead. */
enum summer {
	SUMMER_NEVER,
	SUMMER_US, /* US Code, title 15, section 260a, as of 2007; before that since 1987 */
	SUMMER_EU, /* directive 2000/84/EC */
};

static const struct zone {
	const char *name;
	int minutes;
	enum summer summer;
} zones[] = {
	/* RFC 822, section 5.1 */
	{"gmt", 0, SUMMER_NEVER},
	{"z", 0, SUMMER_NEVER},
	{"ut", 0, SUMMER_NEVER},
	{"utc", 0, SUMMER_NEVER},
	{"est", -300, SUMMER_NEVER},
	{"edt", -240, SUMMER_NEVER},
	{"cst", -360, SUMMER_NEVER},
	{"cdt", -300, SUMMER_NEVER},
	{"mst", -420, SUMMER_NEVER},
	{"mdt", -360, SUMMER_NEVER},
	{"pst", -480, SUMMER_NEVER},
	{"pdt", -420, SUMMER_NEVER},
	/* what else stands in feeds; where a name has two meanings, that of the larger press */
	{"zulu", 0, SUMMER_NEVER},
	{"et", -300, SUMMER_US},
	{"ct", -360, SUMMER_US},
	{"mt", -420, SUMMER_US},
	{"pt", -480, SUMMER_US},
	{"at", -240, SUMMER_US},
	{"ast", -240, SUMMER_NEVER},
	{"adt", -180, SUMMER_NEVER},
	{"nst", -210, SUMMER_NEVER},
	{"ndt", -150, SUMMER_NEVER},
	{"akst", -540, SUMMER_NEVER},
	{"akdt", -480, SUMMER_NEVER},
	{"hst", -600, SUMMER_NEVER},
	{"hast", -600, SUMMER_NEVER},
	{"brt", -180, SUMMER_NEVER},
	{"brst", -120, SUMMER_NEVER},
	{"art", -180, SUMMER_NEVER},
	{"clt", -240, SUMMER_NEVER},
	{"cot", -300, SUMMER_NEVER},
	{"pet", -300, SUMMER_NEVER},
	{"vet", -240, SUMMER_NEVER},
	{"wet", 0, SUMMER_NEVER},
	{"west", 60, SUMMER_NEVER},
	{"bst", 60, SUMMER_NEVER},
	{"cet", 60, SUMMER_NEVER},
	{"cest", 120, SUMMER_NEVER},
	{"met", 60, SUMMER_NEVER},
	{"mest", 120, SUMMER_NEVER},
	{"mez", 60, SUMMER_NEVER},
	{"mesz", 120, SUMMER_NEVER},
	{"eet", 120, SUMMER_NEVER},
	{"eest", 180, SUMMER_NEVER},
	{"wat", 60, SUMMER_NEVER},
	{"cat", 120, SUMMER_NEVER},
	{"sast", 120, SUMMER_NEVER},
	{"eat", 180, SUMMER_NEVER},
	{"idt", 180, SUMMER_NEVER},
	{"msk", 180, SUMMER_NEVER},
	{"msd", 240, SUMMER_NEVER},
	{"trt", 180, SUMMER_NEVER},
	{"gst", 240, SUMMER_NEVER},
	{"pkt", 300, SUMMER_NEVER},
	{"ist", 330, SUMMER_NEVER},
	{"npt", 345, SUMMER_NEVER},
	{"ict", 420, SUMMER_NEVER},
	{"wib", 420, SUMMER_NEVER},
	{"wita", 480, SUMMER_NEVER},
	{"hkt", 480, SUMMER_NEVER},
	{"sgt", 480, SUMMER_NEVER},
	{"myt", 480, SUMMER_NEVER},
	{"pht", 480, SUMMER_NEVER},
	{"awst", 480, SUMMER_NEVER},
	{"jst", 540, SUMMER_NEVER},
	{"kst", 540, SUMMER_NEVER},
	{"wit", 540, SUMMER_NEVER},
	{"acst", 570, SUMMER_NEVER},
	{"acdt", 630, SUMMER_NEVER},
	{"aest", 600, SUMMER_NEVER},
	{"aedt", 660, SUMMER_NEVER},
	{"nzst", 720, SUMMER_NEVER},
	{"nzdt", 780, SUMMER_NEVER},
	{"us/eastern", -300, SUMMER_US},
	{"us/central", -360, SUMMER_US},
	{"us/mountain", -420, SUMMER_US},
	{"us/pacific", -480, SUMMER_US},
	{"america/new_york", -300, SUMMER_US},
	{"america/toronto", -300, SUMMER_US},
	{"america/detroit", -300, SUMMER_US},
	{"america/montreal", -300, SUMMER_US},
	{"america/chicago", -360, SUMMER_US},
	{"america/winnipeg", -360, SUMMER_US},
	{"america/denver", -420, SUMMER_US},
	{"america/edmonton", -420, SUMMER_US},
	{"america/phoenix", -420, SUMMER_NEVER},
	{"america/los_angeles", -480, SUMMER_US},
	{"america/vancouver", -480, SUMMER_US},
	{"america/anchorage", -540, SUMMER_US},
	{"america/halifax", -240, SUMMER_US},
	{"america/bogota", -300, SUMMER_NEVER},
	{"america/lima", -300, SUMMER_NEVER},
	{"america/caracas", -240, SUMMER_NEVER},
	{"america/sao_paulo", -180, SUMMER_NEVER},
	{"america/argentina/buenos_aires", -180, SUMMER_NEVER},
	{"america/buenos_aires", -180, SUMMER_NEVER},
	{"pacific/honolulu", -600, SUMMER_NEVER},
	{"etc/utc", 0, SUMMER_NEVER},
	{"etc/gmt", 0, SUMMER_NEVER},
	{"atlantic/reykjavik", 0, SUMMER_NEVER},
	{"europe/london", 0, SUMMER_EU},
	{"europe/dublin", 0, SUMMER_EU},
	{"europe/lisbon", 0, SUMMER_EU},
	{"europe/amsterdam", 60, SUMMER_EU},
	{"europe/belgrade", 60, SUMMER_EU},
	{"europe/berlin", 60, SUMMER_EU},
	{"europe/bratislava", 60, SUMMER_EU},
	{"europe/brussels", 60, SUMMER_EU},
	{"europe/budapest", 60, SUMMER_EU},
	{"europe/copenhagen", 60, SUMMER_EU},
	{"europe/ljubljana", 60, SUMMER_EU},
	{"europe/luxembourg", 60, SUMMER_EU},
	{"europe/madrid", 60, SUMMER_EU},
	{"europe/monaco", 60, SUMMER_EU},
	{"europe/oslo", 60, SUMMER_EU},
	{"europe/paris", 60, SUMMER_EU},
	{"europe/prague", 60, SUMMER_EU},
	{"europe/rome", 60, SUMMER_EU},
	{"europe/stockholm", 60, SUMMER_EU},
	{"europe/vienna", 60, SUMMER_EU},
	{"europe/warsaw", 60, SUMMER_EU},
	{"europe/zagreb", 60, SUMMER_EU},
	{"europe/zurich", 60, SUMMER_EU},
	{"europe/athens", 120, SUMMER_EU},
	{"europe/bucharest", 120, SUMMER_EU},
	{"europe/helsinki", 120, SUMMER_EU},
	{"europe/kiev", 120, SUMMER_EU},
	{"europe/kyiv", 120, SUMMER_EU},
	{"europe/riga", 120, SUMMER_EU},
	{"europe/sofia", 120, SUMMER_EU},
	{"europe/tallinn", 120, SUMMER_EU},
	{"europe/vilnius", 120, SUMMER_EU},
	{"europe/istanbul", 180, SUMMER_NEVER},
	{"europe/minsk", 180, SUMMER_NEVER},
	{"europe/moscow", 180, SUMMER_NEVER},
	{"africa/johannesburg", 120, SUMMER_NEVER},
	{"africa/lagos", 60, SUMMER_NEVER},
	{"africa/nairobi", 180, SUMMER_NEVER},
	{"asia/baghdad", 180, SUMMER_NEVER},
	{"asia/riyadh", 180, SUMMER_NEVER},
	{"asia/dubai", 240, SUMMER_NEVER},
	{"asia/karachi", 300, SUMMER_NEVER},
	{"asia/calcutta", 330, SUMMER_NEVER},
	{"asia/kolkata", 330, SUMMER_NEVER},
	{"asia/kathmandu", 345, SUMMER_NEVER},
	{"asia/dhaka", 360, SUMMER_NEVER},
	{"asia/bangkok", 420, SUMMER_NEVER},
	{"asia/ho_chi_minh", 420, SUMMER_NEVER},
	{"asia/jakarta", 420, SUMMER_NEVER},
	{"asia/hong_kong", 480, SUMMER_NEVER},
	{"asia/kuala_lumpur", 480, SUMMER_NEVER},
	{"asia/manila", 480, SUMMER_NEVER},
	{"asia/shanghai", 480, SUMMER_NEVER},
	{"asia/singapore", 480, SUMMER_NEVER},
	{"asia/taipei", 480, SUMMER_NEVER},
	{"asia/seoul", 540, SUMMER_NEVER},
	{"asia/tokyo", 540, SUMMER_NEVER},
	{"australia/perth", 480, SUMMER_NEVER},
	{"australia/brisbane", 600, SUMMER_NEVER},
};

/* The last Sunday of a month that is not after `day`. */
static int64_t
sunday_until(int64_t year, int month, int day)
{
	int64_t days = civil_days(year, month, day);
	struct civil civil = civil_of(days * DAY_SECONDS);

	return days - civil.weekday;
}

static bool
is_us_summer(const struct civil *local)
{
	int64_t year = local->year;
	bool is_new = year >= 2007;
	int64_t begin = is_new ? sunday_until(year, 3, 14) : sunday_until(year, 4, 7);
	int64_t end = is_new ? sunday_until(year, 11, 7) : sunday_until(year, 10, 31);
	int64_t now = civil_seconds(local);

	return now >= begin * DAY_SECONDS + 2 * HOUR && now < end * DAY_SECONDS + 2 * HOUR;
}

static bool
is_eu_summer(const struct civil *local, int minutes)
{
	int64_t begin = sunday_until(local->year, 3, 31) * DAY_SECONDS + HOUR;
	int64_t end = sunday_until(local->year, 10, 31) * DAY_SECONDS + HOUR;
	int64_t now = civil_seconds(local) - (int64_t)minutes * MINUTE;

	return now >= begin && now < end;
}

bool
date_zone_named(struct span name, const struct civil *local, int *seconds)
{
	char first = name.len > 0 ? ascii_lower(name.at[0]) : '\0';

	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
		const struct zone *zone = &zones[i];
		bool is_summer = false;

		if (zone->name[0] != first || !span_equal_nocase(name, span_of(zone->name)))
			continue;
		if (zone->summer == SUMMER_US)
			is_summer = is_us_summer(local);
		if (zone->summer == SUMMER_EU)
			is_summer = is_eu_summer(local, zone->minutes);
		*seconds = zone->minutes * MINUTE + (is_summer ? HOUR : 0);
		return true;
	}
	return false;
}

static int
digit_at(struct span text, size_t at)
{
	return at < text.len && ascii_is_digit(text.at[at]) ? text.at[at] - '0' : -1;
}

/* Two digits at `at`, -1 if they are none. */
static int
pair_at(struct span text, size_t at)
{
	int tens = digit_at(text, at);
	int ones = digit_at(text, at + 1);

	return tens < 0 || ones < 0 ? -1 : tens * 10 + ones;
}

size_t
date_zone_offset(struct span text, int *seconds)
{
	size_t digits = 0;
	size_t end;
	int hours, minutes;

	if (text.len < 2 || (text.at[0] != '+' && text.at[0] != '-'))
		return 0;
	while (digit_at(text, digits + 1) >= 0)
		digits++;
	if (digits == 0 || digits > 4)
		return 0;
	hours = digits % 2 == 1 ? digit_at(text, 1) : pair_at(text, 1);
	end = digits + 1;
	minutes = digits > 2 ? pair_at(text, digits - 1) : 0;
	if (digits <= 2 && end < text.len && text.at[end] == ':') {
		minutes = pair_at(text, end + 1);
		end += 3;
	}
	if (minutes < 0 || minutes > 59)
		return 0;
	*seconds = (hours * HOUR + minutes * MINUTE) * (text.at[0] == '-' ? -1 : 1);
	return end;
}
