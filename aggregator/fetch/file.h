#ifndef AGGREGATOR_FETCH_FILE_H
#define AGGREGATOR_FETCH_FILE_H

#include <stddef.h>

#include "aggregator/fetch/visit.h"

/*
 * One visit of a local file: fills outcome, body, validators or failure of `result`. Its size and
 * time of change are its ETag. Blocks, so it is for the reader's thread. Only regular files.
 */
void file_visit(struct visit_result *result, const struct visit_request *request, size_t bytes_max);

#endif
