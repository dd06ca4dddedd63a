#ifndef OUTPUT_WEBHOOK_KINDS_H
#define OUTPUT_WEBHOOK_KINDS_H

#include <jansson.h>
#include <stddef.h>

#include "feeds/base/buf.h"
#include "output/digest.h"
#include "output/site.h"

/* An edition as each service wants it; the caller owns the value. */
json_t *webhook_json(const struct digest *digest, const struct site *site);
json_t *webhook_slack(const struct digest *digest, const struct site *site);
json_t *webhook_discord(const struct digest *digest, const struct site *site);
json_t *webhook_teams(const struct digest *digest, const struct site *site);

#define WEBHOOK_STORIES_MAX 10 /* Discord takes ten embeds; a channel is no newspaper */

/* The first stories of the edition, each once, into `stories`; gives how many. */
size_t webhook_first_stories(
	const struct digest *digest, const struct digest_story *stories[WEBHOOK_STORIES_MAX]);

/* The address of the edition's page; nothing when there is none. */
void webhook_add_page_url(struct buf *out, const struct digest *digest, const struct site *site);

/* "Before the open, Monday 23 November 2026" */
void webhook_add_title(struct buf *out, const struct digest *digest);

/* "Example Wire, then 3 more" */
void webhook_add_sources(struct buf *out, const struct digest_story *story);

/* The sentences of the story's summary. */
void webhook_add_summary(struct buf *out, const struct digest_story *story);

/* One line of at most `max` bytes of the text, with a backslash before what Markdown could obey. */
void webhook_add_markdown(struct buf *out, struct span text, size_t max);

/* "3 more stories", or what stands there when all are told. */
void webhook_add_rest(struct buf *out, const struct digest *digest, size_t told);

/* One line of at most `max` bytes of the text, with an ellipsis where it was cut. */
void webhook_add_cut(struct buf *out, struct span text, size_t max);

/* At most `max` bytes of the text, with "..." where it was cut; the caller owns the value. */
json_t *webhook_text(struct span text, size_t max);

#endif
