#include "output/webhook_kinds.h"

#include "output/escape.h"

/*
 * discord.com/developers/docs/resources/message#embed-object: all embeds together have 6000
 * characters, escapes counted; ten stories of twice these fit.
 */
#define HEADLINE_MAX 100
#define SUMMARY_MAX 170
#define SOURCES_MAX 50
#define CONTENT_MAX 1900
#define URL_MAX 2000

static json_t *
embed_of(const struct digest_story *story)
{
	json_t *embed = json_object();
	struct buf text, part;

	buf_init(&text, BUF_UNLIMITED);
	buf_init(&part, BUF_UNLIMITED);
	webhook_add_markdown(&text, story->headline.text, HEADLINE_MAX);
	json_object_set_new(embed, "title", webhook_text(buf_span(&text), 2 * HEADLINE_MAX));
	if (escape_may_link(story->url) && story->url.len <= URL_MAX)
		json_object_set_new(embed, "url", webhook_text(story->url, URL_MAX));
	buf_clear(&text);
	webhook_add_summary(&part, story);
	webhook_add_markdown(&text, buf_span(&part), SUMMARY_MAX);
	if (text.len > 0)
		json_object_set_new(
			embed, "description", webhook_text(buf_span(&text), 2 * SUMMARY_MAX));
	buf_clear(&part);
	webhook_add_sources(&part, story);
	if (part.len > 0)
		json_object_set_new(embed, "footer",
			json_pack("{s:o}", "text", webhook_text(buf_span(&part), SOURCES_MAX)));
	buf_release(&text);
	buf_release(&part);
	return embed;
}

static json_t *
content_of(const struct digest *digest, const struct site *site, size_t told)
{
	json_t *content;
	struct buf title, text;

	buf_init(&title, BUF_UNLIMITED);
	buf_init(&text, BUF_UNLIMITED);
	webhook_add_title(&title, digest);
	buf_add_text(&text, "**");
	webhook_add_markdown(&text, buf_span(&title), HEADLINE_MAX);
	buf_add_text(&text, "**\n");
	webhook_add_rest(&text, digest, told);
	buf_add_byte(&text, ' ');
	webhook_add_page_url(&text, digest, site);
	content = webhook_text(buf_span(&text), CONTENT_MAX);
	buf_release(&title);
	buf_release(&text);
	return content;
}

json_t *
webhook_discord(const struct digest *digest, const struct site *site)
{
	const struct digest_story *stories[WEBHOOK_STORIES_MAX];
	size_t n = webhook_first_stories(digest, stories);
	json_t *embeds = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(embeds, embed_of(stories[i]));
	/* nobody is called, whatever a headline says */
	return json_pack("{s:o,s:o,s:{s:[]}}", "content", content_of(digest, site, n), "embeds",
		embeds, "allowed_mentions", "parse");
}
