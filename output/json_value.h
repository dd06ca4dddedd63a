#ifndef OUTPUT_JSON_VALUE_H
#define OUTPUT_JSON_VALUE_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/buf.h"
#include "feeds/base/span.h"
#include "output/site.h"

/* Values of jansson out of ours. Objects keep the order in which their keys were set. */

/* A string, cleaned to UTF-8 without control characters; the caller owns it. */
json_t *json_value_text(struct span text);

/* [{"name", "url"}]; the caller owns it. */
json_t *json_value_authors(struct span name, struct span url);

/* Sets a key; none when there is no text, no time, or the address may not be linked. */
void json_value_set_text(json_t *object, const char *key, struct span text);
void json_value_set_url(json_t *object, const char *key, struct span url);
void json_value_set_site_url(
	json_t *object, const char *key, const struct site *site, struct span path);
void json_value_set_time(json_t *object, const char *key, int64_t at);

/* Adds the text of `value`, as json_dumps(3) with `flags`, to `out`; takes the value. */
void json_value_write(json_t *value, size_t flags, struct buf *out);

#endif
