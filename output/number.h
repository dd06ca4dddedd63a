#ifndef OUTPUT_NUMBER_H
#define OUTPUT_NUMBER_H

#include <stdint.h>

#include "feeds/base/buf.h"

/* A count for people: "1,204". */
void number_add(struct buf *out, uint64_t n);

/* What is counted too: "1 story", "1,204 stories". */
void number_add_of(struct buf *out, uint64_t n, const char *one, const char *many);

#endif
