#ifndef AGGREGATOR_EDITION_ATTENTION_H
#define AGGREGATOR_EDITION_ATTENTION_H

#include "aggregator/edition_overview.h"

/*
 * How much is told of the companies of an edition: gives each company of each story its days for the
 * sparkline, and the overview those with more new stories in the window than is their custom. Looks
 * at all stories that could be told, so it runs before they are cut to the digest's budget. False:
 * the store failed.
 */
MUST_USE bool edition_attend(
	const struct edition_bench *bench, struct edition_choice *choice, struct error *err);

#endif
