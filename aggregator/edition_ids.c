#include "aggregator/edition_ids.h"

#include "aggregator/feed_names.h"
#include "feeds/base/ascii.h"
#include "feeds/base/buf.h"

/* RFC 4151 wants a day on which the name was ours; the site's owner had it when broadtape began. */
#define TAG_YEAR "2026"
#define HOST_UNKNOWN "broadtape.invalid"
#define ID_BYTES_MAX 1024

struct span
edition_host(const struct config *config, struct arena *arena)
{
	struct span url = span_of(config->site.url);
	size_t start = span_find(url, SPAN("://"));
	struct span rest = start < url.len ? span_from(url, start + 3) : SPAN_NONE;
	size_t end = 0;

	while (end < rest.len &&
		(ascii_is_alnum(rest.at[end]) || rest.at[end] == '.' || rest.at[end] == '-'))
		end++;
	return arena_copy(arena, end > 0 ? span_head(rest, end) : SPAN(HOST_UNKNOWN));
}

static struct span
keep(struct buf *buf, struct arena *arena)
{
	struct span copy = arena_copy(arena, buf_span(buf));

	buf_release(buf);
	return copy;
}

static void
begin_tag(struct buf *buf, const struct config *config, struct arena *arena)
{
	buf_init(buf, ID_BYTES_MAX);
	buf_add_text(buf, "tag:");
	buf_add(buf, edition_host(config, arena));
	buf_add_text(buf, "," TAG_YEAR ":");
}

struct span
edition_feed_id(const struct config *config, const char *digest, struct arena *arena)
{
	struct buf buf;

	begin_tag(&buf, config, arena);
	buf_add_text(&buf, digest);
	return keep(&buf, arena);
}

struct span
edition_id(const struct config *config, const char *digest, uint64_t sequence, struct arena *arena)
{
	struct buf buf;

	begin_tag(&buf, config, arena);
	buf_format(&buf, "%s/%llu", digest, (unsigned long long)sequence);
	return keep(&buf, arena);
}

struct span
edition_story_id(const struct config *config, int64_t story, struct arena *arena)
{
	struct buf buf;

	begin_tag(&buf, config, arena);
	buf_format(&buf, "story/%lld", (long long)story);
	return keep(&buf, arena);
}

struct span
edition_source_id(const struct config *config, const struct feed_name *feed, struct arena *arena)
{
	struct buf buf;

	if (span_starts_with(feed->url, SPAN("http://")) ||
		span_starts_with(feed->url, SPAN("https://")))
		return arena_copy(arena, feed->url);
	begin_tag(&buf, config, arena);
	buf_format(&buf, "feed/%lld", (long long)feed->number);
	return keep(&buf, arena);
}

struct span
edition_message_id(const struct config *config, const char *digest, uint64_t sequence,
	int64_t created_at, struct arena *arena)
{
	struct buf buf;

	buf_init(&buf, ID_BYTES_MAX);
	buf_format(
		&buf, "%s.%llu.%lld@", digest, (unsigned long long)sequence, (long long)created_at);
	buf_add(&buf, edition_host(config, arena));
	return keep(&buf, arena);
}
