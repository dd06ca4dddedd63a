#ifndef AGGREGATOR_FETCH_READER_H
#define AGGREGATOR_FETCH_READER_H

#include "aggregator/fetch/loop.h"

/* A thread for what may wait, such as files on a slow disk: jobs run one after the other. */
struct reader;

/* The thread begins with the first job. */
struct reader *reader_new(struct loop *loop);
/* Jobs that have not begun are forgotten, the present one is waited for; no `done` is called after. */
void reader_free(struct reader *reader);

/* Calls `work(context)` on the thread (if there can be none, at once), then `done(context)` on the loop's. */
void reader_run(struct reader *reader, loop_fn *work, loop_fn *done, void *context);

#endif
