#include "aggregator/fetch/lesson.h"

#define REFUSALS_MAX 2     /* so many 403s are meant as they are said */
#define PACE_RECOVERY 1.05 /* with each good answer */

double
lesson_pace(const struct lesson *lesson)
{
	return lesson->pace > 0 ? lesson->pace : 1;
}

static void
note_served(struct lesson *lesson)
{
	double pace = lesson_pace(lesson) * PACE_RECOVERY;

	lesson->has_served = true;
	lesson->refusals = 0;
	lesson->pace = pace < 1 ? pace : 1;
}

static void
slow_down(struct lesson *lesson)
{
	double pace = lesson_pace(lesson) / 2;

	lesson->pace = pace > PACE_MIN ? pace : PACE_MIN;
}

static bool
is_burst(struct lesson *lesson)
{
	if (lesson->refusals <= REFUSALS_MAX)
		lesson->refusals++;
	return lesson->has_served && lesson->refusals > REFUSALS_MAX;
}

bool
lesson_note(struct lesson *lesson, int status)
{
	bool is_limited = status == 429 || (status == 403 && is_burst(lesson));

	if (is_limited)
		slow_down(lesson);
	else if ((status >= 200 && status < 300) || status == 304)
		note_served(lesson);
	return is_limited;
}

bool
lesson_note_of_many(struct lesson *lesson, int status)
{
	switch (status) {
	case 429:
		return lesson_note(lesson, 403); /* a burst counts, one does not */
	case 403:
		return false;
	default:
		return lesson_note(lesson, status);
	}
}
