#ifndef AGGREGATOR_BODY_READER_H
#define AGGREGATOR_BODY_READER_H

#include "aggregator/batch.h"
#include "aggregator/plan.h"

struct store;

/*
 * Reads bodies: bytes in, new and tagged items out. One a thread: it sees nothing that another can
 * change.
 */
struct body_reader;

/* `store`, for asking what is known, belongs to this reader's thread, and is borrowed. */
struct body_reader *body_reader_new(struct store *store);
void body_reader_free(struct body_reader *reader);

/*
 * One body becomes a batch to store: parsed, what is known dropped, the rest tagged with companies
 * and topics and fingerprinted. A document that is no feed sets batch->error; where the plan could not
 * be compiled or the store not asked, batch->trouble says why. The plan is the batch's own.
 */
void body_reader_read(struct body_reader *reader, struct batch *batch);

#endif
