#ifndef AGGREGATOR_FETCH_LESSON_H
#define AGGREGATOR_FETCH_LESSON_H

#include <stdbool.h>

/* What a host taught us about its patience: how fast it may be asked, and what its 403 means. */
struct lesson {
	double pace;       /* the share of its budget that we use: 1, halved by each 429; 0: as 1 */
	unsigned refusals; /* 403s in a row */
	bool has_served;   /* it answered somebody before the first of them */
};

/*
 * Notes the status of an answer. True: the host limits us, whatever the status says. That is a 429, and
 * the third 403 in a row of a host that had served us before: a burst of them stands for a 429.
 */
bool lesson_note(struct lesson *lesson, int status);

/*
 * The same of an address with many hosts behind it: a 429 is the one host's own, but the third in a row
 * is the word of all of them.
 */
bool lesson_note_of_many(struct lesson *lesson, int status);

/* The share of the budget to use: from PACE_MIN to 1. */
#define PACE_MIN (1.0 / 64)
double lesson_pace(const struct lesson *lesson);

#endif
