/* Names of what was decided about an item, and of the reasons. */
#include <stddef.h>

#include "aggregator/story/stories.h"

const char *
relation_name(enum relation relation)
{
	static const char *const names[] = {
		[RELATION_NEW] = "new",
		[RELATION_COPY] = "copy",
		[RELATION_SAME] = "same",
		[RELATION_FOLLOW_UP] = "follow-up",
	};

	return names[relation];
}

const char *
story_reason_name(unsigned bit)
{
	static const struct {
		unsigned bit;
		const char *name;
	} names[] = {
		{REASON_LINK, "link"},
		{REASON_ID, "id"},
		{REASON_TITLE, "title"},
		{REASON_TEXT, "text"},
		{REASON_NEAR_TEXT, "near-text"},
		{REASON_TERMS, "terms"},
		{REASON_COMPANY, "company"},
		{REASON_NUMBER, "number"},
		{REASON_PLACE, "place"},
		{REASON_TIME, "time"},
		{VETO_COMPANY, "veto:company"},
		{VETO_PERIOD, "veto:period"},
		{VETO_NUMBER, "veto:number"},
		{VETO_PLACE, "veto:place"},
		{VETO_DIRECTION, "veto:direction"},
		{VETO_TIME, "veto:time"},
		{VETO_RECURRING, "veto:recurring"},
		{VETO_NAME, "veto:name"},
		{VETO_FORM, "veto:form"},
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].bit == bit)
			return names[i].name;
	return NULL;
}
