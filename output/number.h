#ifndef OUTPUT_NUMBER_H
#define OUTPUT_NUMBER_H

#include <stdint.h>

#include "feeds/base/buf.h"

/* A count for people: "1,204". */
void number_add(struct buf *out, uint64_t n);

#endif
