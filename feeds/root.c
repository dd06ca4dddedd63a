#include "feeds/root.h"

#include <string.h>

struct root {
	const char *name;
	enum space home;
	enum feed_format (*format)(const struct xml_tag *tag);
};

/* RSS names its version; what is newer than 2.0, or tells none, is read as 2.0. */
static enum feed_format
rss_format(const struct xml_tag *tag)
{
	static const struct {
		const char *version;
		enum feed_format format;
	} versions[] = {
		{"0.90", FEED_RSS_090},
		{"0.91", FEED_RSS_091},
		{"0.92", FEED_RSS_092},
		{"0.93", FEED_RSS_093},
		{"0.94", FEED_RSS_094},
		{"0.9", FEED_RSS_090},
		{"1.0", FEED_RSS_10},
	};
	struct span version = span_trim(xml_attribute(tag, "version"));

	for (size_t i = 0; i < sizeof versions / sizeof *versions; i++)
		if (span_equal(version, span_of(versions[i].version)))
			return versions[i].format;
	return FEED_RSS_20;
}

/* 0.90 when the channel's namespace, seen later, is Netscape's. */
static enum feed_format
rdf_format(const struct xml_tag *tag)
{
	(void)tag;
	return FEED_RSS_10;
}

static enum feed_format
atom_format(const struct xml_tag *tag)
{
	struct span version = span_trim(xml_attribute(tag, "version"));

	if (span_starts_with(version, SPAN("0.")))
		return FEED_ATOM_03;
	if (span_find(span_of(tag->uri), SPAN("purl.org/atom")) < span_of(tag->uri).len)
		return FEED_ATOM_03;
	return FEED_ATOM_10;
}

static enum feed_format
cdf_format(const struct xml_tag *tag)
{
	(void)tag;
	return FEED_CDF;
}

static enum feed_format
sitemap_format(const struct xml_tag *tag)
{
	(void)tag;
	return FEED_SITEMAP_NEWS;
}

static const struct root roots[] = {
	{"rss", SPACE_RSS, rss_format},
	{"RDF", SPACE_RSS, rdf_format},
	{"feed", SPACE_ATOM, atom_format},
	{"CHANNEL", SPACE_CDF, cdf_format},
	{"urlset", SPACE_SITEMAP, sitemap_format},
	{"sitemapindex", SPACE_SITEMAP, sitemap_format},
};

static const struct root *
find(struct span name)
{
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
		if (span_equal_nocase(span_of(roots[i].name), name))
			return &roots[i];
	return NULL;
}

bool
root_is_known(struct span name)
{
	return find(name) != NULL;
}

/* A bare RSS channel is no document; CDF writes its names in capitals. */
static bool
is_bare_channel(const struct root *root, const struct xml_tag *tag)
{
	return root->home == SPACE_CDF && strcmp(tag->name, "CHANNEL") != 0 &&
	       xml_attribute(tag, "HREF").at == NULL;
}

static void
refuse(struct reader *reader, const struct xml_tag *tag)
{
	size_t len = strlen(tag->name);

	if (len >= sizeof reader->root_name)
		len = sizeof reader->root_name - 1;
	memcpy(reader->root_name, tag->name, len);
	reader->root_name[len] = '\0';
	reader->is_refused = true;
}

static void
set_up(struct reader *reader, const struct root *root, const struct xml_tag *tag)
{
	reader->has_root = true;
	reader->home = root->home;
	reader->root_uri = tag->uri;
	reader->feed->format = root->format(tag);
}

void
root_begin(struct reader *reader, const struct xml_tag *tag)
{
	const struct root *root = find(span_of(tag->name));

	if (!reader->has_root && (root == NULL || is_bare_channel(root, tag))) {
		refuse(reader, tag);
		return;
	}
	if (root == NULL)
		return;
	if (!reader->has_root)
		set_up(reader, root, tag);
	reader_begin_root(reader, tag);
}
