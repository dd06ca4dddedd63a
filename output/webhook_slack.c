#include "output/webhook_kinds.h"

#include "output/escape.h"

/*
 * What a block may hold (api.slack.com/reference/block-kit/blocks), in bytes and so on the safe side;
 * a text is cut before it is escaped, so that no link is.
 */
#define HEADER_MAX 150
#define SECTION_MAX 2900
#define HEADLINE_MAX 300
#define SUMMARY_MAX 600
#define URL_MAX 800

/* & < > are Slack's only control characters; its own escape is HTML's. */
static void
add_plain(struct buf *out, struct span text, size_t max)
{
	struct buf line;

	buf_init(&line, BUF_UNLIMITED);
	webhook_add_cut(&line, text, max);
	escape_html_text(out, buf_span(&line));
	buf_release(&line);
}

/* <url|text>: an address that holds what ends it is not linked. */
static void
add_link(struct buf *out, struct span url, struct span text)
{
	bool is_link = escape_may_link(url) && url.len <= URL_MAX &&
		       span_find_byte(url, '|') == url.len && span_find_byte(url, '>') == url.len;

	if (is_link) {
		buf_add_byte(out, '<');
		escape_html_text(out, url);
		buf_add_byte(out, '|');
	}
	add_plain(out, text, HEADLINE_MAX);
	buf_add_text(out, is_link ? ">" : "");
}

static json_t *
block_of(const char *type, const char *text_type, struct span text, size_t max)
{
	return json_pack("{s:s,s:{s:s,s:o}}", "type", type, "text", "type", text_type, "text",
		webhook_text(text, max));
}

static json_t *
story_block(const struct digest_story *story)
{
	struct buf text, part;
	json_t *block;

	buf_init(&text, BUF_UNLIMITED);
	buf_init(&part, BUF_UNLIMITED);
	add_link(&text, story->url, story->headline.text);
	buf_add_byte(&text, '\n');
	webhook_add_summary(&part, story);
	if (part.len > 0) {
		add_plain(&text, buf_span(&part), SUMMARY_MAX);
		buf_add_byte(&text, '\n');
	}
	buf_clear(&part);
	webhook_add_sources(&part, story);
	add_plain(&text, buf_span(&part), HEADLINE_MAX);
	block = block_of("section", "mrkdwn", buf_span(&text), SECTION_MAX);
	buf_release(&text);
	buf_release(&part);
	return block;
}

static void
add_rest(json_t *blocks, const struct digest *digest, const struct site *site, size_t told)
{
	struct buf url, words, text;

	buf_init(&url, BUF_UNLIMITED);
	buf_init(&words, BUF_UNLIMITED);
	buf_init(&text, BUF_UNLIMITED);
	webhook_add_rest(&words, digest, told);
	webhook_add_page_url(&url, digest, site);
	add_link(&text, buf_span(&url), buf_span(&words));
	if (digest_story_count(digest) > told || url.len > 0)
		json_array_append_new(
			blocks, block_of("section", "mrkdwn", buf_span(&text), SECTION_MAX));
	buf_release(&url);
	buf_release(&words);
	buf_release(&text);
}

json_t *
webhook_slack(const struct digest *digest, const struct site *site)
{
	const struct digest_story *stories[WEBHOOK_STORIES_MAX];
	size_t n = webhook_first_stories(digest, stories);
	json_t *blocks = json_array();
	json_t *fallback;
	struct buf title, plain;

	buf_init(&title, BUF_UNLIMITED);
	buf_init(&plain, BUF_UNLIMITED);
	webhook_add_title(&title, digest);
	add_plain(&plain, buf_span(&title), HEADLINE_MAX);
	fallback = webhook_text(buf_span(&plain), SECTION_MAX);
	json_array_append_new(
		blocks, block_of("header", "plain_text", buf_span(&title), HEADER_MAX));
	for (size_t i = 0; i < n; i++)
		json_array_append_new(blocks, story_block(stories[i]));
	add_rest(blocks, digest, site, n);
	buf_release(&title);
	buf_release(&plain);
	return json_pack("{s:o,s:o}", "text", fallback, "blocks", blocks);
}
