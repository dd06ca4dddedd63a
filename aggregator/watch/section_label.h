#ifndef AGGREGATOR_WATCH_SECTION_LABEL_H
#define AGGREGATOR_WATCH_SECTION_LABEL_H

#include <stddef.h>

#include "feeds/base/span.h"

/*
 * Bytes of the section's label that a scraper ran together with the headline behind it: 9 of
 * "CompaniesTesco to pay more", 0 of "Companies to pay more" and of "Businesswoman resigns".
 */
size_t section_label_length(struct span title);

#endif
