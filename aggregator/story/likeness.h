#ifndef AGGREGATOR_STORY_LIKENESS_H
#define AGGREGATOR_STORY_LIKENESS_H

#include <stdbool.h>

#include "aggregator/story/fingerprint.h"
#include "aggregator/story/live_story.h"

/* What speaks for and against an item and a story being about one event; each 0 to 1. */
enum feature {
	FEATURE_COSINE,         /* between the item's terms and the story's */
	FEATURE_COVER,          /* share of the item's terms that the story has, by weight */
	FEATURE_STORY_COVER,    /* share of the story's strength that the item has */
	FEATURE_SHARED,         /* how many are shared */
	FEATURE_LEANS,          /* near 1 where one shared term says nearly all */
	FEATURE_OTHER_NAMES,    /* both titles have weighty names that the other item lacks */
	FEATURE_NUMBER,         /* a number is shared: how much it says */
	FEATURE_OTHER_NUMBER,   /* both have numbers, none is shared */
	FEATURE_NEAR_AMOUNT,    /* both tell of sums of money, and two are nearly equal */
	FEATURE_FAR_AMOUNT,     /* both do, and the nearest two are of other sizes */
	FEATURE_PLACE,          /* a place is shared */
	FEATURE_OTHER_PLACE,    /* both have places, none is shared */
	FEATURE_OTHER_PERIOD,   /* both have quarters, months or years, none is shared */
	FEATURE_OTHER_DAY,      /* both have days, none is shared */
	FEATURE_OTHER_WAY,      /* one goes up, one goes down */
	FEATURE_COMPANY,        /* a company is shared */
	FEATURE_OTHER_COMPANY,  /* both are about companies, none is shared */
	FEATURE_TEMPLATE_NAMES, /* the titles differ by names, and by little else */
	FEATURE_TEMPLATE_FACTS, /* the titles differ by another such thing, and by little else */
	FEATURE_OTHER_FORM,     /* one is a round-up of many things, the other is not */
	FEATURE_SIZE,           /* items of the story, logarithmic */
	FEATURE_AGE,            /* hours since the story's last report, logarithmic */
	FEATURE_EVIDENCE,       /* how much is shared, by weight, however much else there is */
	FEATURE_SHARED_NAMES,   /* the same of names alone */
	FEATURE_LOST_NAMES,   /* names on which the story's items agree, and which the item lacks */
	FEATURE_SWAPPED,      /* the item lacks those, and has names that are new to the story */
	FEATURE_OTHER_HEROES, /* neither side has the other's weightiest name: how weighty */
	FEATURE_SUBJECT,      /* the first name of the item's title is in the story */
	FEATURE_NEW_SUBJECT,  /* it is not */
	FEATURE_OTHER_SCORE,  /* each has a score such as 31-24, none is shared */
	FEATURE_OTHER_DECIMAL, /* each has a number such as 6.1, none is shared */
	FEATURE_OTHER_FILING,  /* each is a filing, of other numbers */
	FEATURE_TYPICAL, /* how alike the item is to a report, against how alike the reports are */
	FEATURE_LENGTH,  /* of the item, in terms */
	FEATURE_AHEAD,   /* its cosine less that of the most alike other story */
	FEATURE_CROWD, /* how many stories live, logarithmic: among many, one is alike by chance */
	FEATURE_ONE,   /* always 1 */
	FEATURES
};

struct likeness {
	float features[FEATURES];
	float grown;      /* how far the story has grown: 0 for one item, near 1 for many */
	float new_share;  /* of the item's title, by weight, that the story does not have */
	int score;        /* above 0: more likely one event than not; in thousandths */
	unsigned reasons; /* REASON_... of stories.h */
	unsigned vetoes;  /* VETO_... */
};

void likeness_measure(const struct fingerprint *fingerprint, const struct live_story *story,
	struct likeness *out);

/*
 * Counts how far ahead it is of the most alike other story that the item could join, of `n_live` that
 * live; `rival` is NULL where there is none. Without it the score stands as if none were ahead of
 * another, and few lived.
 */
void likeness_compare(struct likeness *likeness, const struct likeness *rival, size_t n_live);

/*
 * What each feature gave to the score, in thousandths: they add up to it but for rounding. The last one
 * is what all need. "cosine", "shared", ...: their names live for ever.
 */
#define LIKENESS_PARTS FEATURES
void likeness_parts(const struct likeness *likeness, int parts[LIKENESS_PARTS]);
const char *likeness_part_name(int part);

/* The score as a reader wants it: 0-100, 50 where it is even. */
int likeness_percent(int score);

#endif
