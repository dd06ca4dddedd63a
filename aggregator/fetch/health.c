#include "aggregator/fetch/health.h"

#define MINUTE INT64_C(60)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define QUIET_GAPS 3   /* usual gaps without an item */
#define SILENT_GAPS 10 /* and never before SILENT_MIN */
#define SILENT_MIN (7 * DAY)
#define LASTING (2 * DAY) /* a failure that no longer heals by itself */

static const char *const names[] = {
	[HEALTH_GONE] = "gone",
	[HEALTH_NO_FEED] = "no feed",
	[HEALTH_FAILING] = "failing",
	[HEALTH_LOSING] = "losing items",
	[HEALTH_MOVED] = "moved",
	[HEALTH_SILENT] = "silent",
	[HEALTH_UNDATED] = "undated",
	[HEALTH_NEW] = "new",
	[HEALTH_QUIET] = "quiet",
	[HEALTH_ALIVE] = "alive",
};

const char *
health_name(enum health health)
{
	return names[health];
}

/* Since the newest item; before any, since it was first watched, which a rhythm does not know: 0. */
static int64_t
silence(const struct rhythm *rhythm, int64_t now)
{
	return rhythm->newest > 0 && now > rhythm->newest ? now - rhythm->newest : 0;
}

static enum health
liveliness(const struct rhythm *rhythm, int64_t now)
{
	int64_t gap = rhythm_gap_seconds(rhythm);
	int64_t since = silence(rhythm, now);

	if (since > SILENT_MIN && since > SILENT_GAPS * gap)
		return HEALTH_SILENT;
	return since > DAY && since > QUIET_GAPS * gap ? HEALTH_QUIET : HEALTH_ALIVE;
}

enum health
health_of(const struct health_facts *facts, int64_t now)
{
	const struct schedule_state *state = facts->state;
	enum health life = liveliness(&state->rhythm, now);

	if (state->is_gone)
		return HEALTH_GONE;
	if (facts->is_no_feed)
		return HEALTH_NO_FEED;
	if (state->failures > 0)
		return HEALTH_FAILING;
	if (facts->lost_items)
		return HEALTH_LOSING;
	if (facts->moved_to.len > 0)
		return HEALTH_MOVED;
	if (life == HEALTH_SILENT)
		return life;
	if (facts->is_undated)
		return HEALTH_UNDATED;
	return state->last_success == 0 ? HEALTH_NEW : life;
}

void
health_tell_seconds(int64_t seconds, struct buf *line)
{
	static const struct unit {
		int64_t seconds;
		const char *name;
	} units[] = {{DAY, "day"}, {HOUR, "hour"}, {MINUTE, "minute"}, {1, "second"}};

	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
		int64_t n = (seconds + units[i].seconds / 2) / units[i].seconds;

		if (seconds < 2 * units[i].seconds && units[i].seconds > 1)
			continue;
		buf_format(line, "%lld %s%s", (long long)n, units[i].name, n == 1 ? "" : "s");
		return;
	}
}

static void
tell_failure(const struct health_facts *facts, int64_t now, struct buf *line)
{
	const struct schedule_state *state = facts->state;
	int64_t since = state->failing_since > 0 ? now - state->failing_since : 0;

	buf_add_text(line, "failing for ");
	health_tell_seconds(since, line);
	buf_format(line, ", %u time%s", state->failures, state->failures == 1 ? "" : "s");
	if (facts->last_error.len > 0)
		buf_format(line, ": %.*s", SPAN_ARGS(facts->last_error));
	buf_add_text(line, since > LASTING ? "; look whether it has another address, or remove it"
					   : "; it is tried again by itself");
}

static void
tell_silence(const struct rhythm *rhythm, int64_t now, struct buf *line)
{
	int64_t gap = rhythm_gap_seconds(rhythm);

	buf_add_text(line, "nothing new for ");
	health_tell_seconds(silence(rhythm, now), line);
	if (gap == 0)
		return;
	buf_add_text(line, ", usually every ");
	health_tell_seconds(gap, line);
}

static void
tell_life(const struct rhythm *rhythm, struct buf *line)
{
	int64_t gap = rhythm_gap_seconds(rhythm);

	buf_add_text(line, "alive");
	if (gap == 0)
		return;
	buf_add_text(line, ", something new every ");
	health_tell_seconds(gap, line);
}

void
health_tell(const struct health_facts *facts, int64_t now, struct buf *line)
{
	const struct rhythm *rhythm = &facts->state->rhythm;

	switch (health_of(facts, now)) {
	case HEALTH_GONE:
		buf_add_text(line, "gone for good, says its server; remove it");
		break;
	case HEALTH_NO_FEED:
		buf_add_text(line, "turned into something that is no feed");
		if (facts->last_error.len > 0)
			buf_format(line, " (%.*s)", SPAN_ARGS(facts->last_error));
		buf_add_text(line, "; try broadtape feeds discover on its site");
		break;
	case HEALTH_FAILING:
		tell_failure(facts, now, line);
		break;
	case HEALTH_LOSING:
		buf_add_text(line, "items were lost between two visits; give it a shorter 'every'");
		break;
	case HEALTH_MOVED:
		buf_format(line, "moved to %.*s; change its url", SPAN_ARGS(facts->moved_to));
		break;
	case HEALTH_SILENT:
		tell_silence(rhythm, now, line);
		buf_add_text(line, "; look whether its site still fills it");
		break;
	case HEALTH_UNDATED:
		buf_add_text(line, "alive, but no item has a date: they count as they arrive");
		break;
	case HEALTH_NEW:
		buf_add_text(line, "not visited yet");
		break;
	case HEALTH_QUIET:
		tell_silence(rhythm, now, line);
		break;
	case HEALTH_ALIVE:
		tell_life(rhythm, line);
		break;
	}
}
