#include "aggregator/fetch/health.h"

#define MINUTE INT64_C(60)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define QUIET_GAPS 3   /* usual gaps without an item */
#define SILENT_GAPS 10 /* and never before SILENT_MIN */
#define SILENT_MIN (7 * DAY)
#define LASTING (2 * DAY)          /* a failure that no longer heals by itself */
#define SHUT_OUT_AFTER (3 * DAY)   /* without a success, while ... */
#define SHUT_OUT_LATERS 3          /* ... it was put off so often; */
#define SHUT_OUT_FIRST_LATERS 8    /* or so, before it ever had one */
#define SHUT_OUT_AT_ONCE (7 * DAY) /* or for so long in one word */

/* Since the newest item; before any, since it was first watched, which a rhythm does not know: 0. */
static int64_t
silence(const struct rhythm *rhythm, int64_t now)
{
	return rhythm->newest > 0 && now > rhythm->newest ? now - rhythm->newest : 0;
}

/* A file that nobody adds to is an archive, and nothing to worry about. */
static enum health
liveliness(const struct health_facts *facts, int64_t now)
{
	const struct rhythm *rhythm = &facts->state->rhythm;
	int64_t gap = rhythm_gap_seconds(rhythm);
	int64_t since = silence(rhythm, now);

	if (!facts->is_local && since > SILENT_MIN && since > SILENT_GAPS * gap)
		return HEALTH_SILENT;
	return since > DAY && since > QUIET_GAPS * gap ? HEALTH_QUIET : HEALTH_ALIVE;
}

void
health_tell_seconds(int64_t seconds, struct buf *line)
{
	static const struct unit {
		int64_t seconds;
		const char *name;
	} units[] = {{365 * DAY, "year"}, {DAY, "day"}, {HOUR, "hour"}, {MINUTE, "minute"},
		{1, "second"}};

	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
		int64_t n = (seconds + units[i].seconds / 2) / units[i].seconds;

		if (seconds < 2 * units[i].seconds && units[i].seconds > 1)
			continue;
		buf_format(line, "%lld %s%s", (long long)n, units[i].name, n == 1 ? "" : "s");
		return;
	}
}

static void
describe_failure(const struct health_facts *facts, int64_t now, struct buf *line)
{
	const struct schedule_state *state = facts->state;

	buf_add_text(line, "failing for ");
	health_tell_seconds(state->failing_since > 0 ? now - state->failing_since : 0, line);
	buf_format(line, ", %u time%s", state->failures, state->failures == 1 ? "" : "s");
	if (facts->last_error.len > 0)
		buf_format(line, ": %.*s", SPAN_ARGS(facts->last_error));
}

static void
describe_no_feed(const struct health_facts *facts, int64_t now, struct buf *line)
{
	(void)now;
	buf_add_text(line, facts->state->last_success != 0 ? "turned into something that is no feed"
							   : "what comes is no feed");
	if (facts->last_error.len > 0)
		buf_format(line, " (%.*s)", SPAN_ARGS(facts->last_error));
}

static void
describe_loss(const struct health_facts *facts, int64_t now, struct buf *line)
{
	(void)now;
	buf_add_text(line, "items came and went between two visits");
	if (facts->losses > 1)
		buf_format(line, ", %u times until now", facts->losses);
}

static void
describe_move(const struct health_facts *facts, int64_t now, struct buf *line)
{
	(void)now;
	buf_format(line, "moved to %.*s, and is read there", SPAN_ARGS(facts->moved_to));
}

static void
describe_merger(const struct health_facts *facts, int64_t now, struct buf *line)
{
	(void)now;
	buf_format(line, "moved to %.*s, as feed %lld did: they are one, and asked once",
		SPAN_ARGS(facts->moved_to), (long long)facts->same_as);
}

static void
describe_silence(const struct health_facts *facts, int64_t now, struct buf *line)
{
	const struct rhythm *rhythm = &facts->state->rhythm;
	int64_t gap = rhythm_gap_seconds(rhythm);

	buf_add_text(line, "nothing new for ");
	health_tell_seconds(silence(rhythm, now), line);
	if (gap == 0)
		return;
	buf_add_text(line, ", usually every ");
	health_tell_seconds(gap, line);
}

static void
describe_delay(const struct health_facts *facts, int64_t now, struct buf *line)
{
	int64_t next = facts->state->next_visit;

	if (facts->last_error.len > 0)
		buf_format(line, "put off: %.*s", SPAN_ARGS(facts->last_error));
	else
		buf_add_text(line, "its server had us come back later");
	if (next <= now)
		return;
	buf_add_text(line, "; next in ");
	health_tell_seconds(next - now, line);
}

static void
describe_shut_out(const struct health_facts *facts, int64_t now, struct buf *line)
{
	int64_t last_success = facts->state->last_success;

	if (last_success > 0) {
		buf_add_text(line, "not had for ");
		health_tell_seconds(now - last_success, line);
		buf_add_text(line, ", ");
	}
	describe_delay(facts, now, line);
}

static void
describe_life(const struct health_facts *facts, int64_t now, struct buf *line)
{
	int64_t gap = rhythm_gap_seconds(&facts->state->rhythm);

	(void)now;
	buf_add_text(line, "alive");
	if (gap == 0)
		return;
	buf_add_text(line, ", something new every ");
	health_tell_seconds(gap, line);
}

static const struct state {
	const char *name;
	bool is_trouble;
	const char *text; /* what is; NULL: `describe` tells it */
	void (*describe)(const struct health_facts *facts, int64_t now, struct buf *line);
	const char *advice; /* NULL: there is nothing to do */
} states[] = {
	[HEALTH_RESTING] = {"resting", false, "not in the configuration any more", NULL, NULL},
	[HEALTH_GONE] = {"gone", true, "gone for good, says its server (410)", NULL, "remove it"},
	[HEALTH_NO_FEED] = {"no-feed", true, NULL, describe_no_feed,
		"try `broadtape feeds discover` on its site"},
	[HEALTH_FAILING] = {"failing", true, NULL, describe_failure,
		"look whether it has another address, or remove it"},
	[HEALTH_SHUT_OUT] = {"shut-out", true, NULL, describe_shut_out,
		"give it a longer `every`, or ask who runs it what they allow"},
	[HEALTH_LOSING] = {"losing", true, NULL, describe_loss,
		"give it a shorter `every`, or lower `poll.min`"},
	[HEALTH_MERGED] = {"merged", false, NULL, describe_merger, "remove one of the two"},
	[HEALTH_MOVED] = {"moved", false, NULL, describe_move, "change its url"},
	[HEALTH_SILENT] = {"silent", true, NULL, describe_silence,
		"look whether its site still fills it"},
	[HEALTH_PUT_OFF] = {"put-off", false, NULL, describe_delay, NULL},
	[HEALTH_UNDATED] = {"undated", false,
		"alive, but no item has a date: they count as they arrive", NULL, NULL},
	[HEALTH_NEW] = {"new", false, "not visited yet", NULL, NULL},
	[HEALTH_QUIET] = {"quiet", false, NULL, describe_silence, NULL},
	[HEALTH_ALIVE] = {"alive", false, NULL, describe_life, NULL},
};

const char *
health_name(enum health health)
{
	return states[health].name;
}

bool
health_is_trouble(enum health health)
{
	return states[health].is_trouble;
}

/* No failure, by the server's word; but a feed that is never had is dead to its reader. */
static bool
is_shut_out(const struct health_facts *facts, int64_t now)
{
	const struct schedule_state *state = facts->state;

	if (!facts->is_put_off)
		return false;
	if (state->next_visit - now > SHUT_OUT_AT_ONCE)
		return true;
	if (state->last_success == 0)
		return state->laters >= SHUT_OUT_FIRST_LATERS;
	return state->laters >= SHUT_OUT_LATERS && now - state->last_success > SHUT_OUT_AFTER;
}

/* What is wrong now, before how it lives. */
static enum health
trouble_of(const struct health_facts *facts, int64_t now)
{
	if (facts->is_resting)
		return HEALTH_RESTING;
	if (facts->state->is_gone)
		return HEALTH_GONE;
	if (facts->is_no_feed)
		return HEALTH_NO_FEED;
	if (facts->state->failures > 0)
		return HEALTH_FAILING;
	if (is_shut_out(facts, now))
		return HEALTH_SHUT_OUT;
	if (facts->lost_items)
		return HEALTH_LOSING;
	if (facts->same_as != 0)
		return HEALTH_MERGED;
	return facts->moved_to.len > 0 ? HEALTH_MOVED : HEALTH_ALIVE;
}

enum health
health_of(const struct health_facts *facts, int64_t now)
{
	enum health trouble = trouble_of(facts, now);
	enum health life = liveliness(facts, now);

	if (trouble != HEALTH_ALIVE || life == HEALTH_SILENT)
		return trouble != HEALTH_ALIVE ? trouble : life;
	if (facts->is_put_off)
		return HEALTH_PUT_OFF;
	if (facts->is_undated)
		return HEALTH_UNDATED;
	return facts->state->last_success == 0 ? HEALTH_NEW : life;
}

void
health_describe(const struct health_facts *facts, int64_t now, struct buf *line)
{
	const struct state *state = &states[health_of(facts, now)];

	if (state->describe != NULL)
		state->describe(facts, now, line);
	else
		buf_add_text(line, state->text);
}

/* A failure heals by itself at first. */
static bool
is_passing(const struct health_facts *facts, int64_t now)
{
	const struct schedule_state *state = facts->state;

	return state->failing_since == 0 || now - state->failing_since <= LASTING;
}

void
health_advise(const struct health_facts *facts, int64_t now, struct buf *line)
{
	enum health health = health_of(facts, now);
	const char *advice = states[health].advice;

	if (health == HEALTH_FAILING && is_passing(facts, now))
		advice = "it is tried again by itself";
	else if (health == HEALTH_FAILING && facts->is_local)
		advice = "look at the file or the program";
	buf_add_text(line, advice != NULL ? advice : "");
}

void
health_tell(const struct health_facts *facts, int64_t now, struct buf *line)
{
	struct buf advice;

	buf_init(&advice, BUF_UNLIMITED);
	health_advise(facts, now, &advice);
	health_describe(facts, now, line);
	if (advice.len > 0)
		buf_format(line, "; %s", buf_string(&advice));
	buf_release(&advice);
}
