#ifndef AGGREGATOR_STORE_MARKS_H
#define AGGREGATOR_STORE_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/span.h"

/*
 * What watch/ found in an item, as it is kept: one value in the item's row, so that a new item
 * costs no further rows and a window reads no further table.
 */

#define MARKS_COMPANIES_MAX 64 /* the most relevant; more is a list of prices, not news */
#define MARKS_TOPICS_MAX 64
#define MARKS_EVIDENCE_BYTES_MAX 4096 /* of one company or topic */
#define MARKS_BYTES_MAX (1 << 20)

/* Of one company; numbers are those of names.h. */
struct company_mark {
	int64_t company;
	uint8_t relevance;    /* 0-100 */
	uint8_t confidence;   /* 0-100 */
	uint8_t role;         /* as watch/ has it */
	struct span evidence; /* JSON, or whatever the caller keeps; may be SPAN_NONE */
};

struct topic_mark {
	int64_t topic;
	struct span evidence;
};

struct marks {
	struct company_mark companies[MARKS_COMPANIES_MAX];
	size_t n_companies;
	struct topic_mark topics[MARKS_TOPICS_MAX];
	size_t n_topics;
};

/*
 * Appends the stored form; nothing at all when there is nothing to say. Evidence that is too long
 * is left out.
 */
void marks_write(const struct marks *marks, struct buf *out);

/*
 * The stored form back; evidence is borrowed from `bytes`. False: damaged, or from a newer version;
 * then there are no marks.
 */
bool marks_read(struct span bytes, struct marks *marks) MUST_USE;

#endif
