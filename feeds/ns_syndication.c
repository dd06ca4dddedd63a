/* How often a feed changes (RSS 1.0's syndication module), and the true link behind FeedBurner's. */
#include "feeds/field.h"
#include "feeds/reader.h"

#define HOUR_SECONDS 3600
#define FREQUENCY_MAX 1000000

static void
take_period(struct reader *reader, const struct value *value)
{
	static const struct {
		const char *name;
		int64_t seconds;
	} periods[] = {
		{"hourly", HOUR_SECONDS},
		{"daily", 24 * HOUR_SECONDS},
		{"weekly", 7 * 24 * HOUR_SECONDS},
		{"monthly", 30 * 24 * HOUR_SECONDS},
		{"yearly", 365 * 24 * HOUR_SECONDS},
	};
	struct span name = span_trim(value->text);

	for (size_t i = 0; i < sizeof periods / sizeof *periods; i++)
		if (span_equal_nocase(name, span_of(periods[i].name)))
			reader->update_base_seconds = periods[i].seconds;
}

static void
take_frequency(struct reader *reader, const struct value *value)
{
	unsigned long long frequency;

	if (span_to_uint(span_trim(value->text), FREQUENCY_MAX, &frequency) && frequency > 0)
		reader->update_frequency = (int64_t)frequency;
}

static void
take_base(struct reader *reader, const struct value *value)
{
	struct date date;

	if (date_read(value->text, &date))
		reader->feed->update_base = date.at;
}

/* Some put a number or a path there. */
static void
take_original_link(struct reader *reader, const struct value *value)
{
	struct span url = span_trim(value->text);

	if (span_starts_with_nocase(url, SPAN("http://")) ||
		span_starts_with_nocase(url, SPAN("https://")))
		take_url(reader, value);
}

static const struct element rows[] = {
	{SCOPE_FEED, SPACE_SY, "updatePeriod", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_period},
	{SCOPE_FEED, SPACE_SY, "updateFrequency", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_frequency},
	{SCOPE_FEED, SPACE_SY, "updateBase", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_base},
	{SCOPE_ITEM, SPACE_FEEDBURNER, "origLink", CAPTURE_TEXT, SCOPE_SKIP, FIELD_URL, 70, NULL,
		take_original_link},
};

const struct element_table syndication_elements = {rows, sizeof rows / sizeof *rows};
