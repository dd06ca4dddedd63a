#include "feeds/base/arena.h"
#include "feeds/base/ascii.h"
#include "feeds/opml.h"

static const char *
escape_of(char byte)
{
	switch (byte) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	default:
		return (unsigned char)byte < ' ' || byte == 0x7f ? " " : NULL;
	}
}

static void
write_value(struct buf *out, struct span text)
{
	for (size_t i = 0; i < text.len; i++) {
		const char *escape = escape_of(text.at[i]);

		if (escape != NULL)
			buf_add_text(out, escape);
		else
			buf_add_byte(out, text.at[i]);
	}
}

static void
write_attribute(struct buf *out, const char *name, struct span value)
{
	if (value.at == NULL)
		return;
	buf_add_byte(out, ' ');
	buf_add_text(out, name);
	buf_add_text(out, "=\"");
	write_value(out, value);
	buf_add_byte(out, '"');
}

/* The tags behind the first, which is the folder. A comma would part one into two. */
static void
write_categories(struct buf *out, const struct opml_feed *feed)
{
	if (feed->n_tags < 2)
		return;
	buf_add_text(out, " category=\"");
	for (size_t i = 1; i < feed->n_tags; i++) {
		if (i > 1)
			buf_add_byte(out, ',');
		write_value(out, feed->tags[i]);
	}
	buf_add_byte(out, '"');
}

static void
write_feed(struct buf *out, const struct opml_feed *feed, const char *indent)
{
	struct span title = feed->title.at != NULL ? feed->title : feed->url;

	buf_add_text(out, indent);
	buf_add_text(out, "<outline type=\"rss\"");
	write_attribute(out, "text", title);
	write_attribute(out, "title", feed->title);
	write_attribute(out, "xmlUrl", feed->url);
	write_attribute(out, "htmlUrl", feed->site);
	write_categories(out, feed);
	buf_add_text(out, "/>\n");
}

static bool
is_in_folder(const struct opml_feed *feed, struct span folder)
{
	return feed->n_tags > 0 && span_equal(feed->tags[0], folder);
}

static void
write_folder(struct buf *out, const struct opml *opml, size_t first)
{
	struct span folder = opml->feeds[first].tags[0];

	buf_add_text(out, "    <outline");
	write_attribute(out, "text", folder);
	buf_add_text(out, ">\n");
	for (size_t i = first; i < opml->n_feeds; i++)
		if (is_in_folder(&opml->feeds[i], folder))
			write_feed(out, &opml->feeds[i], "      ");
	buf_add_text(out, "    </outline>\n");
}

/* Whether the feed is the first of its folder. */
static bool
opens_folder(struct span *folders, size_t *n, const struct opml_feed *feed)
{
	for (size_t i = 0; i < *n; i++)
		if (is_in_folder(feed, folders[i]))
			return false;
	folders[(*n)++] = feed->tags[0];
	return true;
}

void
opml_write(const struct opml *opml, struct buf *out)
{
	struct arena *arena = arena_new();
	struct span *folders = arena_array(arena, opml->n_feeds, sizeof *folders);
	size_t n_folders = 0;

	buf_add_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  "
			  "<head>\n    <title>");
	write_value(out, opml->title);
	buf_add_text(out, "</title>\n  </head>\n  <body>\n");
	for (size_t i = 0; i < opml->n_feeds; i++) {
		const struct opml_feed *feed = &opml->feeds[i];

		if (feed->n_tags == 0)
			write_feed(out, feed, "    ");
		else if (opens_folder(folders, &n_folders, feed))
			write_folder(out, opml, i);
	}
	buf_add_text(out, "  </body>\n</opml>\n");
	arena_free(arena);
}
