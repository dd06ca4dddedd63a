#include "aggregator/config/config_market.h"

#include "aggregator/base/spelling.h"
#include "aggregator/config/config_digest.h"
#include "aggregator/config/config_section.h"
#include "aggregator/config/config_value.h"
#include "feeds/base/ascii.h"
#include "feeds/date.h"
#include "feeds/date_civil.h"

#define WITHIN_DEFAULT 7200
#define WITHIN_MAX (12 * 3600)
#define EVERY_DEFAULT 300
#define EVERY_MAX (24 * 3600)
#define DAYS_OF_TRADE 0x1fU /* Monday to Friday */
#define AT(hour, minute) ((hour)*60 + (minute))

/* Hours of continuous trading, as the exchanges publish them; the first of a name counts. */
const struct config_exchange config_exchanges[] = {
	{"NYSE", "America/New_York", AT(9, 30), AT(16, 0)},
	{"NASDAQ", "America/New_York", AT(9, 30), AT(16, 0)},
	{"TSX", "America/Toronto", AT(9, 30), AT(16, 0)},
	{"LSE", "Europe/London", AT(8, 0), AT(16, 30)},
	{"Xetra", "Europe/Berlin", AT(9, 0), AT(17, 30)},
	{"Euronext", "Europe/Paris", AT(9, 0), AT(17, 30)},
	{"SIX", "Europe/Zurich", AT(9, 0), AT(17, 30)},
	{"BME", "Europe/Madrid", AT(9, 0), AT(17, 30)},
	{"OMX", "Europe/Stockholm", AT(9, 0), AT(17, 30)},
	{"TSE", "Asia/Tokyo", AT(9, 0), AT(15, 30)}, /* 15:30 since 5 November 2024 */
	{"HKEX", "Asia/Hong_Kong", AT(9, 30), AT(16, 0)},
	{"SSE", "Asia/Shanghai", AT(9, 30), AT(15, 0)},
	{"SZSE", "Asia/Shanghai", AT(9, 30), AT(15, 0)},
	{"KRX", "Asia/Seoul", AT(9, 0), AT(15, 30)},
	{"TWSE", "Asia/Taipei", AT(9, 0), AT(13, 30)},
	{"NSE", "Asia/Kolkata", AT(9, 15), AT(15, 30)},
	{"BSE", "Asia/Kolkata", AT(9, 15), AT(15, 30)},
	{"SGX", "Asia/Singapore", AT(9, 0), AT(17, 0)},
	{"ASX", "Australia/Sydney", AT(10, 0), AT(16, 0)},
};
const size_t config_n_exchanges = sizeof config_exchanges / sizeof *config_exchanges;

static void
tell_unknown(struct config_reader *reader, const struct tree *tree, const char *name)
{
	struct spelling spelling;

	spelling_init(&spelling, span_of(name));
	for (size_t i = 0; i < config_n_exchanges; i++)
		spelling_offer(&spelling, config_exchanges[i].name);
	if (spelling.best != NULL)
		config_wrong(reader, tree->line, "no exchange '%s' is known; did you mean '%s'?",
			name, spelling.best);
	else
		config_wrong(reader, tree->line,
			"no exchange '%s' is known: give its open, close and timezone", name);
}

static void
set_exchange(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	struct config_market *market = field;
	const char *name = config_text(reader, tree, key->expected);

	if (name == NULL)
		return;
	for (size_t i = 0; i < config_n_exchanges; i++) {
		const struct config_exchange *exchange = &config_exchanges[i];

		if (!span_equal_nocase(span_of(exchange->name), span_of(name)))
			continue;
		market->exchange = exchange->name;
		market->timezone = exchange->timezone;
		market->open_minutes = exchange->open_minutes;
		market->close_minutes = exchange->close_minutes;
		return;
	}
	tell_unknown(reader, tree, name);
}

#define HOLIDAYS_EXPECTED "days such as 2026-02-17"

/* A day as it is written in ISO 8601, and nothing less. */
static bool
read_day(struct span text, int64_t *day)
{
	char written[DATE_TEXT_SIZE];
	struct date date;

	if (!date_read(text, &date))
		return false;
	date_format_rfc3339(date.at, written);
	*day = date.at / DAY_SECONDS;
	return span_equal(text, span_head(span_of(written), sizeof "2026-02-17" - 1));
}

static void
set_holidays(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	struct wanted_strings texts = config_strings(reader, tree, key->expected);
	int64_t *days = arena_array(reader->arena, texts.n, sizeof *days);
	struct config_market *market = field;

	for (size_t i = 0; i < texts.n; i++)
		if (!read_day(span_of(texts.at[i]), &days[i])) {
			config_wrong(reader, tree->line,
				"expected " HOLIDAYS_EXPECTED ", found '%s'", texts.at[i]);
			return;
		}
	market->holidays = days;
	market->n_holidays = texts.n;
}

#define MARKET(member) offsetof(struct config_market, member)

const struct config_key config_market_keys[] = {
	{.name = "exchange",
		.set = set_exchange,
		.expected = "the name of an exchange such as NYSE"},
	{.name = "open", .set = config_set_hour, .offset = MARKET(open_minutes)},
	{.name = "close", .set = config_set_hour, .offset = MARKET(close_minutes)},
	{.name = "timezone",
		.set = config_set_timezone,
		.offset = MARKET(timezone),
		.expected = "a time zone of this machine such as America/New_York"},
	{.name = "days", .set = config_set_days, .offset = MARKET(days)},
	{.name = "holidays", .set = set_holidays, .expected = HOLIDAYS_EXPECTED},
	{.name = "within",
		.set = config_set_seconds,
		.offset = MARKET(within_seconds),
		.min = 60,
		.max = WITHIN_MAX},
	{.name = "every",
		.set = config_set_seconds,
		.offset = MARKET(every_seconds),
		.min = 60,
		.max = EVERY_MAX},
	{0},
};

static void
check(struct config_reader *reader, const struct tree *tree, const struct config_market *market)
{
	if (config_child(tree, "exchange") == NULL &&
		(config_child(tree, "open") == NULL || config_child(tree, "close") == NULL ||
			config_child(tree, "timezone") == NULL))
		config_wrong(
			reader, tree->line, "expected an exchange, or open, close and timezone");
	else if (market->timezone != NULL && market->open_minutes >= market->close_minutes)
		config_wrong(reader, tree->line, "opens after it closes");
}

/* Its name alone, or a map. */
void
config_set_market(struct config_reader *reader, const struct tree *tree,
	const struct config_key *key, void *field)
{
	struct config_market *market = field;

	*market = (struct config_market){.days = DAYS_OF_TRADE,
		.within_seconds = WITHIN_DEFAULT,
		.every_seconds = EVERY_DEFAULT};
	if (tree->kind == TREE_SCALAR) {
		set_exchange(reader, tree, &config_market_keys[0], market);
		return;
	}
	config_read_map(reader, tree, key->sub, market);
	if (tree->kind == TREE_MAP)
		check(reader, tree, market);
}
