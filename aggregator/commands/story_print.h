#ifndef AGGREGATOR_COMMANDS_STORY_PRINT_H
#define AGGREGATOR_COMMANDS_STORY_PRINT_H

#include <jansson.h>

#include "aggregator/store/edition_store.h"
#include "aggregator/story_account.h"

/* A story in full, as text on stdout. */
void story_print(const struct story_account *account, const struct edition_list *editions);

/* The same as a document; the caller owns it. */
json_t *story_json(const struct story_account *account, const struct edition_list *editions);

#endif
