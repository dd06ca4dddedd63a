#ifndef OUTPUT_FRAGMENT_H
#define OUTPUT_FRAGMENT_H

#include "feeds/base/buf.h"
#include "output/digest.h"
#include "output/when.h"

/* Pieces of HTML that pages, feeds and mails share; each is complete and escaped. */

#define FRAGMENT_MARK "<mark>"

/* A text, with `mark` (a start tag) and </mark> around each marked part. */
void fragment_add_marked(struct buf *out, const struct digest_text *text, const char *mark);

/* The sentences of a summary, likewise, with a space between. */
void fragment_add_summary(struct buf *out, const struct digest_story *story, const char *mark);

/* <a href>text</a>, or the text alone when the address may not be linked. */
void fragment_add_link(struct buf *out, struct span url, struct span text);

/* <time datetime="...">07:14</time>, told as one tells it on the day `today`. */
void fragment_add_time(struct buf *out, int64_t at, struct when today);

/* A story as the content of a feed's entry: what is new, summary, sources. */
void fragment_add_story(struct buf *out, const struct digest_story *story);

/* "Updated", "Corrected", "Denied"; "" for a first telling. */
const char *fragment_news_word(enum digest_news news);

/* A whole edition: its groups and stories, each story once. */
void fragment_add_edition(struct buf *html, const struct digest *edition);

/* "Before the open, Monday 23 November 2026", not escaped. */
void fragment_add_edition_title(struct buf *text, const struct digest *edition);

#endif
