#ifndef AGGREGATOR_READER_H
#define AGGREGATOR_READER_H

#include "aggregator/batch.h"
#include "aggregator/plan.h"

struct store;

/*
 * Reads bodies: bytes in, new and tagged items out. One a thread: it sees nothing that another can
 * change.
 */
struct reader;

/* `plan` is borrowed; `store`, for asking what is known, belongs to this reader's thread. */
struct reader *reader_new(const struct plan *plan, struct store *store);
void reader_free(struct reader *reader);

/*
 * One body becomes a batch to store: parsed, what is known dropped, the rest tagged with companies
 * and topics and fingerprinted. A document that is no feed sets batch->error.
 */
void reader_read(struct reader *reader, struct batch *batch);

#endif
