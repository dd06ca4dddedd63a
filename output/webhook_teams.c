#include "output/webhook_kinds.h"

#include "output/escape.h"

/* A message of Teams has 28 KB, whatever the card; ten stories of twice these fit. */
#define HEADLINE_MAX 250
#define SUMMARY_MAX 600
#define URL_MAX 500

static json_t *
text_block(struct span text, size_t max, const char *weight)
{
	struct buf escaped;
	json_t *block;

	buf_init(&escaped, BUF_UNLIMITED);
	webhook_add_markdown(&escaped, text, max);
	block = json_pack("{s:s,s:o,s:b,s:s}", "type", "TextBlock", "text",
		webhook_text(buf_span(&escaped), 2 * max), "wrap", 1, "weight", weight);
	buf_release(&escaped);
	return block;
}

static json_t *
action_of(struct span url)
{
	return json_pack("{s:s,s:o}", "type", "Action.OpenUrl", "url", webhook_text(url, URL_MAX));
}

static bool
may_open(struct span url)
{
	return escape_may_link(url) && url.len <= URL_MAX;
}

/* A container opens the story's address when it is touched. */
static json_t *
container_of(const struct digest_story *story)
{
	json_t *items = json_array();
	json_t *container;
	struct buf summary;

	buf_init(&summary, BUF_UNLIMITED);
	webhook_add_summary(&summary, story);
	json_array_append_new(items, text_block(story->headline.text, HEADLINE_MAX, "bolder"));
	if (summary.len > 0)
		json_array_append_new(
			items, text_block(buf_span(&summary), SUMMARY_MAX, "default"));
	container = json_pack("{s:s,s:o}", "type", "Container", "items", items);
	if (may_open(story->url))
		json_object_set_new(container, "selectAction", action_of(story->url));
	buf_release(&summary);
	return container;
}

static json_t *
actions_of(const struct digest *digest, const struct site *site, size_t told)
{
	json_t *actions = json_array();
	json_t *action;
	struct buf url, words;

	buf_init(&url, BUF_UNLIMITED);
	buf_init(&words, BUF_UNLIMITED);
	webhook_add_page_url(&url, digest, site);
	webhook_add_rest(&words, digest, told);
	if (may_open(buf_span(&url))) {
		action = action_of(buf_span(&url));
		json_object_set_new(action, "title", webhook_text(buf_span(&words), HEADLINE_MAX));
		json_array_append_new(actions, action);
	}
	buf_release(&url);
	buf_release(&words);
	return actions;
}

json_t *
webhook_teams(const struct digest *digest, const struct site *site)
{
	const struct digest_story *stories[WEBHOOK_STORIES_MAX];
	size_t n = webhook_first_stories(digest, stories);
	json_t *body = json_array();
	json_t *card;
	struct buf title;

	buf_init(&title, BUF_UNLIMITED);
	webhook_add_title(&title, digest);
	json_array_append_new(body, text_block(buf_span(&title), HEADLINE_MAX, "bolder"));
	for (size_t i = 0; i < n; i++)
		json_array_append_new(body, container_of(stories[i]));
	buf_release(&title);
	card = json_pack("{s:s,s:s,s:s,s:o,s:o}", "$schema",
		"http://adaptivecards.io/schemas/adaptive-card.json", "type", "AdaptiveCard",
		"version", "1.4", "body", body, "actions", actions_of(digest, site, n));
	return json_pack("{s:s,s:[{s:s,s:o}]}", "type", "message", "attachments", "contentType",
		"application/vnd.microsoft.card.adaptive", "content", card);
}
