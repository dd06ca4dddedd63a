#include "aggregator/story/roundup.h"

#include "aggregator/story/word.h"

/* Two words that stand together, or one alone: what outlets call such items. */
static const struct {
	struct span first; /* empty: the second one says it alone */
	struct span second;
} marks[] = {
	{SPAN_INIT(""), SPAN_INIT("roundup")},
	{SPAN_INIT(""), SPAN_INIT("newsletter")},
	{SPAN_INIT(""), SPAN_INIT("podcast")},
	{SPAN_INIT(""), SPAN_INIT("briefing")},
	{SPAN_INIT(""), SPAN_INIT("wrapup")},
	{SPAN_INIT("things"), SPAN_INIT("to")},
	{SPAN_INIT("stocks"), SPAN_INIT("to")},
	{SPAN_INIT("stories"), SPAN_INIT("to")},
	{SPAN_INIT("reasons"), SPAN_INIT("to")},
	{SPAN_INIT("week"), SPAN_INIT("ahead")},
	{SPAN_INIT("day"), SPAN_INIT("ahead")},
	{SPAN_INIT("in"), SPAN_INIT("review")},
	{SPAN_INIT("in"), SPAN_INIT("pictures")},
	{SPAN_INIT("in"), SPAN_INIT("photos")},
	{SPAN_INIT("press"), SPAN_INIT("review")},
	{SPAN_INIT("daily"), SPAN_INIT("brief")},
	{SPAN_INIT("intelligence"), SPAN_INIT("brief")},
	{SPAN_INIT("morning"), SPAN_INIT("brief")},
	{SPAN_INIT("morning"), SPAN_INIT("bid")},
	{SPAN_INIT("evening"), SPAN_INIT("brief")},
	{SPAN_INIT("market"), SPAN_INIT("wrap")},
	{SPAN_INIT("markets"), SPAN_INIT("wrap")},
	{SPAN_INIT("market"), SPAN_INIT("today")},
	{SPAN_INIT("closing"), SPAN_INIT("bell")},
	{SPAN_INIT("opening"), SPAN_INIT("bell")},
	{SPAN_INIT("biggest"), SPAN_INIT("movers")},
	{SPAN_INIT("biggest"), SPAN_INIT("moves")},
	{SPAN_INIT("stock"), SPAN_INIT("movers")},
	{SPAN_INIT("premarket"), SPAN_INIT("movers")},
	{SPAN_INIT("news"), SPAN_INIT("bulletin")},
	{SPAN_INIT("news"), SPAN_INIT("quiz")},
	{SPAN_INIT("top"), SPAN_INIT("stories")},
	{SPAN_INIT("top"), SPAN_INIT("headlines")},
	{SPAN_INIT("top"), SPAN_INIT("things")},
};

bool
roundup_begins(struct span folded, uint32_t previous)
{
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (span_equal(folded, marks[i].second) &&
			(marks[i].first.len == 0 || word_hash(marks[i].first) == previous))
			return true;
	return false;
}
