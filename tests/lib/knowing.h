#ifndef TESTS_LIB_KNOWING_H
#define TESTS_LIB_KNOWING_H

#include "aggregator/story/background.h"

/* How rare words are, of the real data files: there from knowing_begin to knowing_end. */
extern struct background *background;

/* Set-up and tear-down of a group of tests. */
int knowing_begin(void **state);
int knowing_end(void **state);

#endif
