#ifndef OUTPUT_HTML_STORY_H
#define OUTPUT_HTML_STORY_H

#include <stdbool.h>

#include "feeds/base/buf.h"
#include "output/digest.h"
#include "output/when.h"

/*
 * A story as an <article>. With `has_anchor` it is where "#s42" leads: in one page, only the first
 * telling of a story has it.
 */
void html_story_add(
	struct buf *out, const struct digest_story *story, struct when today, bool has_anchor);

#endif
