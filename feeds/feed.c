#include "feeds/feed.h"

static const char *const format_names[] = {
	[FEED_RSS_090] = "rss0.90",
	[FEED_RSS_091] = "rss0.91",
	[FEED_RSS_092] = "rss0.92",
	[FEED_RSS_093] = "rss0.93",
	[FEED_RSS_094] = "rss0.94",
	[FEED_RSS_10] = "rss1.0",
	[FEED_RSS_20] = "rss2.0",
	[FEED_ATOM_03] = "atom0.3",
	[FEED_ATOM_10] = "atom1.0",
	[FEED_JSON_1] = "json1",
	[FEED_JSON_11] = "json1.1",
	[FEED_CDF] = "cdf",
	[FEED_SITEMAP_NEWS] = "sitemap-news",
};

const char *
feed_format_name(enum feed_format format)
{
	return format_names[format];
}
