#ifndef OUTPUT_JSON_STORY_H
#define OUTPUT_JSON_STORY_H

#include <jansson.h>

#include "output/digest.h"

/* A story as an item of JSON Feed 1.1, with our extension; the caller owns it. */
json_t *json_story(const struct digest *digest, const struct digest_story *story);

#endif
