#ifndef AGGREGATOR_OUTLET_SHORT_H
#define AGGREGATOR_OUTLET_SHORT_H

#include "feeds/base/span.h"

/*
 * What an outlet is called in a line of sources. A feed's title may be a slogan: one that is too
 * long for a line ends before the first dash, bar or colon, "GlobeNewswire - Public Companies
 * (written example)" is "GlobeNewswire", or else before the word that is too much. Part of `title`.
 */
struct span outlet_short(struct span title);

#endif
