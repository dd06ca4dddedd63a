#include "aggregator/serve/file_type.h"

#include <stddef.h>

#define JSON_FEED_HEAD 300 /* "version" stands first in what broadtape writes */

struct row {
	struct span end;
	const char *type;
	bool packs;
};

static const char json_type[] = "application/json; charset=utf-8";
static const char json_feed_type[] = "application/feed+json; charset=utf-8";
static const char other_type[] = "application/octet-stream";

static const struct row rows[] = {
	{SPAN_INIT(".html"), "text/html; charset=utf-8", true},
	{SPAN_INIT(".atom"), "application/atom+xml; charset=utf-8", true},
	{SPAN_INIT(".rss"), "application/rss+xml; charset=utf-8", true},
	{SPAN_INIT(".xml"), "application/xml; charset=utf-8", true},
	{SPAN_INIT(".opml"), "text/x-opml; charset=utf-8", true},
	{SPAN_INIT(".json"), json_type, true},
	{SPAN_INIT(".css"), "text/css; charset=utf-8", true},
	{SPAN_INIT(".txt"), "text/plain; charset=utf-8", true},
	{SPAN_INIT(".eml"), "message/rfc822", true},
	{SPAN_INIT(".svg"), "image/svg+xml; charset=utf-8", true},
	{SPAN_INIT(".webmanifest"), "application/manifest+json; charset=utf-8", true},
	{SPAN_INIT(".ico"), "image/vnd.microsoft.icon", true},
	{SPAN_INIT(".png"), "image/png", false},
	{SPAN_INIT(".jpg"), "image/jpeg", false},
	{SPAN_INIT(".jpeg"), "image/jpeg", false},
	{SPAN_INIT(".gif"), "image/gif", false},
	{SPAN_INIT(".webp"), "image/webp", false},
	{SPAN_INIT(".avif"), "image/avif", false},
	{SPAN_INIT(".woff2"), "font/woff2", false},
	{SPAN_INIT(".pdf"), "application/pdf", false},
};

const char *
file_type(struct span name, struct span bytes)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct span head = span_head(bytes, JSON_FEED_HEAD);

		if (!span_ends_with_nocase(name, rows[i].end))
			continue;
		if (rows[i].type == json_type &&
			span_find(head, SPAN("jsonfeed.org/version/")) < head.len)
			return json_feed_type;
		return rows[i].type;
	}
	return other_type;
}

bool
file_type_packs(const char *type)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (rows[i].type == type)
			return rows[i].packs;
	return type == json_feed_type;
}
