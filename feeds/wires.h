#ifndef FEEDS_WIRES_H
#define FEEDS_WIRES_H

#include "feeds/reader.h"

/*
 * Companies that the wires, the exchanges and the SEC name in places of their own: into the item's
 * tickers and categories.
 */

/* A category of RSS, whose domain may say that its term is a stock. */
void wires_take_category(struct reader *reader, struct category category);

/*
 * At the end of an item: the SEC writes form, company and CIK in the title, Yahoo's feeds of one
 * ticker name it in their own address alone.
 */
void wires_item_end(struct reader *reader);

#endif
