#ifndef TESTS_BENCH_SCRATCH_H
#define TESTS_BENCH_SCRATCH_H

/* Removes the folder and all in it; says on stderr if it cannot. */
void scratch_remove(const char *folder);

#endif
