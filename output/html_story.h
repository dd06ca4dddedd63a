#ifndef OUTPUT_HTML_STORY_H
#define OUTPUT_HTML_STORY_H

#include "feeds/base/buf.h"
#include "output/digest.h"
#include "output/html_page.h"
#include "output/when.h"

/* A story as an <article>, where "#s42" leads. */
void html_story_add(struct buf *out, const struct html_page *page, const struct digest_story *story,
	struct when today);

/* The same on the page that is its own: as its title, with all sources in sight. */
void html_story_add_whole(struct buf *out, const struct html_page *page,
	const struct digest_story *story, struct when today);

/* A story that the page has told already: its headline, and the way to where it stands. */
void html_story_add_again(struct buf *out, const struct digest_story *story);

#endif
