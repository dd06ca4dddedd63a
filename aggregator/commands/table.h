#ifndef AGGREGATOR_COMMANDS_TABLE_H
#define AGGREGATOR_COMMANDS_TABLE_H

#include <jansson.h>
#include <stdint.h>

#include "feeds/base/span.h"

/* What the verbs that print tables or their JSON have in common. */

#define MOMENT_TEXT_SIZE 40

/* A flag of jansson's, so that 0.697 is not printed as 0.69699999999999995. */
#define TABLE_REALS JSON_REAL_PRECISION(9)

/* "2026-11-23T12:47:00Z", or "-" for 0 and for what is not known; writes into `text`, gives it. */
const char *table_moment(int64_t at, char text[MOMENT_TEXT_SIZE]);

/* A JSON string, or null for SPAN_NONE and for what is no UTF-8. */
json_t *table_string(struct span span);

/* A share or a score as people read it: four digits behind the point at most. */
json_t *table_json_real(double number);

/* The moment as a JSON string, or null for 0 and for what is not known. */
json_t *table_json_moment(int64_t at);

/* Prints the document and a line end to stdout, and gives it up. */
void table_print_json(json_t *document);

#endif
