#ifndef FEEDS_DATE_NAMES_H
#define FEEDS_DATE_NAMES_H

#include <stdbool.h>

#include "feeds/base/span.h"

/* What a word of a date may mean, in one of many languages. */
struct date_word {
	int month;      /* 1-12, 0: it names no month */
	int weekday;    /* 0: Sunday, ... -1: it names no day of the week */
	int half;       /* 1: before noon, 2: after noon, 0: neither */
	bool is_filler; /* "at", "de", "o'clock", "th": says nothing */
	bool is_korean; /* a word of Korea, where it is nine hours later */
};

/* Looks up a word without its dots, folded (fold.h) or ASCII in any case. */
struct date_word date_word_find(struct span word);

/* The month of its three English letters, in any case; 0: none. */
int date_month_english(struct span name);

#endif
