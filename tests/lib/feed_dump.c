#include "tests/lib/feed_dump.h"

#include "feeds/base/utf8.h"

static void
dump_text(struct buf *out, const char *name, struct span text)
{
	if (text.at == NULL)
		return;
	buf_format(out, "%s=%zu:", name, text.len);
	buf_add(out, text);
	buf_add_byte(out, '\n');
}

static void
dump_number(struct buf *out, const char *name, int64_t number)
{
	buf_format(out, "%s=%lld\n", name, (long long)number);
}

static void
dump_markup(struct buf *out, const char *name, const struct markup *markup)
{
	if (markup->source.at == NULL)
		return;
	buf_format(out, "%s is %s\n", name, markup->kind == MARKUP_HTML ? "html" : "text");
	dump_text(out, "source", markup->source);
	dump_text(out, "base", markup->base);
}

static void
dump_authors(struct buf *out, const struct author *authors, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		dump_text(out, "author", authors[i].name);
		dump_text(out, "email", authors[i].email);
		dump_text(out, "author url", authors[i].url);
	}
}

static void
dump_categories(struct buf *out, const struct category *categories, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		dump_text(out, "term", categories[i].term);
		dump_text(out, "scheme", categories[i].scheme);
		dump_text(out, "label", categories[i].label);
	}
}

static void
dump_lists(struct buf *out, const struct item *item)
{
	dump_authors(out, item->authors, item->n_authors);
	dump_categories(out, item->categories, item->n_categories);
	for (size_t i = 0; i < item->n_enclosures; i++) {
		dump_text(out, "enclosure", item->enclosures[i].url);
		dump_text(out, "type", item->enclosures[i].type);
		dump_number(out, "length", item->enclosures[i].length);
	}
	for (size_t i = 0; i < item->n_tickers; i++)
		dump_text(out, "ticker", item->tickers[i]);
}

static void
dump_item(struct buf *out, const struct item *item)
{
	buf_format(out, "item, line %d\n", item->line);
	dump_text(out, "id", item->id);
	dump_text(out, "url", item->url);
	dump_text(out, "title", item->title);
	dump_markup(out, "title", &item->title_markup);
	dump_markup(out, "summary", &item->summary);
	dump_markup(out, "content", &item->content);
	dump_text(out, "summary text", item->summary_text);
	dump_text(out, "content text", item->content_text);
	dump_number(out, "published", item->published);
	dump_number(out, "updated", item->updated);
	dump_text(out, "language", item->language);
	dump_text(out, "source", item->source.title);
	dump_text(out, "source url", item->source.url);
	dump_text(out, "comments", item->comments);
	dump_text(out, "image", item->image);
	dump_lists(out, item);
}

static void
dump_warnings(struct buf *out, const struct feed *feed)
{
	for (size_t i = 0; i < feed->n_warnings; i++) {
		buf_format(out, "warning %s, line %d\n", feed->warnings[i].code,
			feed->warnings[i].line);
		dump_text(out, "message", feed->warnings[i].message);
	}
}

void
feed_dump(const struct feed *feed, struct buf *out)
{
	dump_text(out, "format", span_of(feed_format_name(feed->format)));
	dump_text(out, "encoding", feed->encoding);
	dump_text(out, "title", feed->title);
	dump_text(out, "link", feed->link);
	dump_text(out, "self", feed->self);
	dump_text(out, "hub", feed->hub);
	dump_text(out, "language", feed->language);
	dump_text(out, "description", feed->description);
	dump_text(out, "rights", feed->rights);
	dump_text(out, "id", feed->id);
	dump_text(out, "next", feed->next_page);
	dump_text(out, "archive", feed->prev_archive);
	dump_text(out, "generator", feed->generator);
	dump_text(out, "image", feed->image);
	dump_number(out, "updated", feed->updated);
	dump_number(out, "ttl", feed->ttl_seconds);
	dump_number(out, "period", feed->update_period_seconds);
	dump_number(out, "base", feed->update_base);
	dump_number(out, "hours", feed->skip_hours);
	dump_number(out, "days", feed->skip_days);
	dump_authors(out, feed->authors, feed->n_authors);
	dump_categories(out, feed->categories, feed->n_categories);
	dump_warnings(out, feed);
	for (size_t i = 0; i < feed->n_sitemaps; i++)
		dump_text(out, "sitemap", feed->sitemaps[i]);
	for (size_t i = 0; i < feed->n_items; i++) {
		struct item item = feed_item(feed, i);

		dump_item(out, &item);
	}
}

static bool
lists_are_sound(const struct item *item)
{
	for (size_t i = 0; i < item->n_enclosures; i++)
		if (item->enclosures[i].url.at == NULL || item->enclosures[i].length < LENGTH_NONE)
			return false;
	for (size_t i = 0; i < item->n_tickers; i++)
		if (item->tickers[i].len == 0)
			return false;
	return true;
}

bool
feed_is_sound(const struct feed *feed)
{
	struct buf dump;
	bool ok;

	buf_init(&dump, BUF_UNLIMITED);
	feed_dump(feed, &dump);
	ok = utf8_is_valid(buf_span(&dump));
	buf_release(&dump);
	for (size_t i = 0; i < feed->n_items && ok; i++) {
		struct item item = feed_item(feed, i);

		ok = lists_are_sound(&item);
	}
	return ok;
}
