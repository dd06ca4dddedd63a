#include "feeds/space.h"

#include <stddef.h>

struct spelling {
	struct span text;
	enum space space;
};

/* URIs without scheme and last '/' or '#'. */
static const struct spelling uris[] = {
	{SPAN("//www.w3.org/2005/Atom"), SPACE_ATOM},
	{SPAN("//purl.org/atom/ns"), SPACE_ATOM},
	{SPAN("//purl.org/atom"), SPACE_ATOM},
	{SPAN("//example.com/newformat"), SPACE_ATOM},
	{SPAN("//example.com/necho"), SPACE_ATOM},
	{SPAN("//purl.org/echo"), SPACE_ATOM},
	{SPAN("uri/of/echo/namespace"), SPACE_ATOM},
	{SPAN("//purl.org/pie"), SPACE_ATOM},
	{SPAN("//purl.org/rss/1.0"), SPACE_RSS},
	{SPAN("//my.netscape.com/rdf/simple/0.9"), SPACE_RSS},
	{SPAN("//channel.netscape.com/rdf/simple/0.9"), SPACE_RSS},
	{SPAN("//my.netscape.com/publish/formats/rss-0.91.dtd"), SPACE_RSS},
	{SPAN("//backend.userland.com/rss"), SPACE_RSS},
	{SPAN("//backend.userland.com/rss2"), SPACE_RSS},
	{SPAN("//backend.userland.com/rss092"), SPACE_RSS},
	{SPAN("//backend.userland.com/rss091"), SPACE_RSS},
	{SPAN("//blogs.law.harvard.edu/tech/rss"), SPACE_RSS},
	{SPAN("//cyber.law.harvard.edu/rss/rss.html"), SPACE_RSS},
	{SPAN("//cyber.harvard.edu/rss/rss.html"), SPACE_RSS},
	{SPAN("//purl.org/net/rss1.1"), SPACE_RSS11},
	{SPAN("//www.w3.org/1999/02/22-rdf-syntax-ns"), SPACE_RDF},
	{SPAN("//www.w3.org/XML/1998/namespace"), SPACE_XML},
	{SPAN("//www.w3.org/1999/xhtml"), SPACE_XHTML},
	{SPAN("//www.w3.org/2000/svg"), SPACE_SVG},
	{SPAN("//www.w3.org/1998/Math/MathML"), SPACE_MATHML},
	{SPAN("//www.w3.org/1999/xlink"), SPACE_XLINK},
	{SPAN("//purl.org/dc/elements/1.1"), SPACE_DC},
	{SPAN("//purl.org/dc/elements/1.0"), SPACE_DC},
	{SPAN("//purl.org/dc/terms"), SPACE_DCTERMS},
	{SPAN("//purl.org/rss/1.0/modules/dcterms"), SPACE_DCTERMS},
	{SPAN("//purl.org/rss/1.0/modules/content"), SPACE_CONTENT},
	{SPAN("//search.yahoo.com/mrss"), SPACE_MEDIA},
	{SPAN("//www.rssboard.org/media-rss"), SPACE_MEDIA},
	{SPAN("//tools.search.yahoo.com/mrss"), SPACE_MEDIA},
	{SPAN("//www.itunes.com/DTDs/Podcast-1.0.dtd"), SPACE_ITUNES},
	{SPAN("//www.itunes.com/DTDs/PodCast-1.0"), SPACE_ITUNES},
	{SPAN("//example.com/DTDs/PodCast-1.0.dtd"), SPACE_ITUNES},
	{SPAN("//www.google.com/schemas/play-podcasts/1.0"), SPACE_GOOGLEPLAY},
	{SPAN("//purl.org/rss/1.0/modules/syndication"), SPACE_SY},
	{SPAN("//purl.org/rss/modules/syndication"), SPACE_SY},
	{SPAN("//purl.org/rss/1.0/modules/slash"), SPACE_SLASH},
	{SPAN("//wellformedweb.org/CommentAPI"), SPACE_WFW},
	{SPAN("//rssnamespace.org/feedburner/ext/1.0"), SPACE_FEEDBURNER},
	{SPAN("//www.sitemaps.org/schemas/sitemap/0.9"), SPACE_SITEMAP},
	{SPAN("//www.google.com/schemas/sitemap/0.84"), SPACE_SITEMAP},
	{SPAN("//www.google.com/schemas/sitemap/0.9"), SPACE_SITEMAP},
	{SPAN("//www.google.com/schemas/sitemap-news/0.9"), SPACE_NEWS},
	{SPAN("//www.google.com/schemas/sitemap-image/1.1"), SPACE_IMAGE},
	{SPAN("//www.nasdaq.com/reference/feeds/1.0"), SPACE_NASDAQ},
	{SPAN("//nasdaq.com/reference/feeds/1.0"), SPACE_NASDAQ},
	{SPAN("//www.nasdaqtrader.com"), SPACE_NASDAQ},
	{SPAN("//www.sec.gov/Archives/edgar"), SPACE_EDGAR},
	{SPAN("//purl.org/syndication/thread/1.0"), SPACE_THREAD},
	{SPAN("//web.resource.org/cc"), SPACE_CC},
	{SPAN("//backend.userland.com/creativeCommonsRssModule"), SPACE_CC},
	{SPAN("//purl.org/rss/1.0/modules/company"), SPACE_COMPANY},
	{SPAN("//biz.yahoo.com/finance"), SPACE_FINANCE},
	{SPAN("//purl.oclc.org/net/rss_2.0/enc"), SPACE_ENC},
};

static const struct spelling prefixes[] = {
	{SPAN("atom"), SPACE_ATOM},
	{SPAN("atom10"), SPACE_ATOM},
	{SPAN("a10"), SPACE_ATOM},
	{SPAN("rss"), SPACE_RSS},
	{SPAN("rdf"), SPACE_RDF},
	{SPAN("xml"), SPACE_XML},
	{SPAN("xhtml"), SPACE_XHTML},
	{SPAN("svg"), SPACE_SVG},
	{SPAN("xlink"), SPACE_XLINK},
	{SPAN("dc"), SPACE_DC},
	{SPAN("dcterms"), SPACE_DCTERMS},
	{SPAN("content"), SPACE_CONTENT},
	{SPAN("media"), SPACE_MEDIA},
	{SPAN("itunes"), SPACE_ITUNES},
	{SPAN("googleplay"), SPACE_GOOGLEPLAY},
	{SPAN("sy"), SPACE_SY},
	{SPAN("slash"), SPACE_SLASH},
	{SPAN("wfw"), SPACE_WFW},
	{SPAN("feedburner"), SPACE_FEEDBURNER},
	{SPAN("news"), SPACE_NEWS},
	{SPAN("image"), SPACE_IMAGE},
	{SPAN("nasdaq"), SPACE_NASDAQ},
	{SPAN("ndaq"), SPACE_NASDAQ},
	{SPAN("edgar"), SPACE_EDGAR},
	{SPAN("thr"), SPACE_THREAD},
	{SPAN("cc"), SPACE_CC},
	{SPAN("creativeCommons"), SPACE_CC},
	{SPAN("company"), SPACE_COMPANY},
};

static enum space
find(const struct spelling *spellings, size_t n, struct span text)
{
	for (size_t i = 0; i < n; i++)
		if (span_equal_nocase(spellings[i].text, text))
			return spellings[i].space;
	return SPACE_OTHER;
}

static struct span
without_scheme(struct span uri)
{
	if (span_starts_with_nocase(uri, SPAN("http:")))
		return span_from(uri, 5);
	if (span_starts_with_nocase(uri, SPAN("https:")))
		return span_from(uri, 6);
	return uri;
}

enum space
space_of_uri(struct span uri)
{
	uri = without_scheme(span_trim(uri));
	while (uri.len > 0 && (uri.at[uri.len - 1] == '/' || uri.at[uri.len - 1] == '#'))
		uri.len--;
	if (uri.len == 0)
		return SPACE_NONE;
	return find(uris, sizeof uris / sizeof *uris, uri);
}

enum space
space_of_prefix(struct span prefix)
{
	if (prefix.len == 0)
		return SPACE_NONE;
	return find(prefixes, sizeof prefixes / sizeof *prefixes, prefix);
}
