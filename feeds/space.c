#include "feeds/space.h"

#include <stdbool.h>
#include <stddef.h>

struct spelling {
	const char *text;
	enum space space;
};

/* URIs without scheme and last '/' or '#'. */
static const struct spelling uris[] = {
	{"//www.w3.org/2005/Atom", SPACE_ATOM},
	{"//purl.org/atom/ns", SPACE_ATOM},
	{"//purl.org/atom", SPACE_ATOM},
	{"//example.com/newformat", SPACE_ATOM},
	{"//example.com/necho", SPACE_ATOM},
	{"//purl.org/echo", SPACE_ATOM},
	{"uri/of/echo/namespace", SPACE_ATOM},
	{"//purl.org/pie", SPACE_ATOM},
	{"//purl.org/rss/1.0", SPACE_RSS},
	{"//my.netscape.com/rdf/simple/0.9", SPACE_RSS},
	{"//channel.netscape.com/rdf/simple/0.9", SPACE_RSS},
	{"//my.netscape.com/publish/formats/rss-0.91.dtd", SPACE_RSS},
	{"//backend.userland.com/rss", SPACE_RSS},
	{"//backend.userland.com/rss2", SPACE_RSS},
	{"//backend.userland.com/rss092", SPACE_RSS},
	{"//backend.userland.com/rss091", SPACE_RSS},
	{"//blogs.law.harvard.edu/tech/rss", SPACE_RSS},
	{"//cyber.law.harvard.edu/rss/rss.html", SPACE_RSS},
	{"//cyber.harvard.edu/rss/rss.html", SPACE_RSS},
	{"//purl.org/net/rss1.1", SPACE_RSS11},
	{"//www.w3.org/1999/02/22-rdf-syntax-ns", SPACE_RDF},
	{"//www.w3.org/XML/1998/namespace", SPACE_XML},
	{"//www.w3.org/1999/xhtml", SPACE_XHTML},
	{"//www.w3.org/2000/svg", SPACE_SVG},
	{"//www.w3.org/1998/Math/MathML", SPACE_MATHML},
	{"//www.w3.org/1999/xlink", SPACE_XLINK},
	{"//purl.org/dc/elements/1.1", SPACE_DC},
	{"//purl.org/dc/elements/1.0", SPACE_DC},
	{"//purl.org/dc/terms", SPACE_DCTERMS},
	{"//purl.org/rss/1.0/modules/dcterms", SPACE_DCTERMS},
	{"//purl.org/rss/1.0/modules/content", SPACE_CONTENT},
	{"//search.yahoo.com/mrss", SPACE_MEDIA},
	{"//www.rssboard.org/media-rss", SPACE_MEDIA},
	{"//tools.search.yahoo.com/mrss", SPACE_MEDIA},
	{"//www.itunes.com/DTDs/Podcast-1.0.dtd", SPACE_ITUNES},
	{"//www.itunes.com/DTDs/PodCast-1.0", SPACE_ITUNES},
	{"//example.com/DTDs/PodCast-1.0.dtd", SPACE_ITUNES},
	{"//www.google.com/schemas/play-podcasts/1.0", SPACE_GOOGLEPLAY},
	{"//purl.org/rss/1.0/modules/syndication", SPACE_SY},
	{"//purl.org/rss/modules/syndication", SPACE_SY},
	{"//purl.org/rss/1.0/modules/slash", SPACE_SLASH},
	{"//wellformedweb.org/CommentAPI", SPACE_WFW},
	{"//rssnamespace.org/feedburner/ext/1.0", SPACE_FEEDBURNER},
	{"//www.sitemaps.org/schemas/sitemap/0.9", SPACE_SITEMAP},
	{"//www.google.com/schemas/sitemap/0.84", SPACE_SITEMAP},
	{"//www.google.com/schemas/sitemap/0.9", SPACE_SITEMAP},
	{"//www.google.com/schemas/sitemap-news/0.9", SPACE_NEWS},
	{"//www.google.com/schemas/sitemap-image/1.1", SPACE_IMAGE},
	{"//www.nasdaq.com/reference/feeds/1.0", SPACE_NASDAQ},
	{"//nasdaq.com/reference/feeds/1.0", SPACE_NASDAQ},
	{"//www.nasdaqtrader.com", SPACE_NASDAQ},
	{"//www.sec.gov/Archives/edgar", SPACE_EDGAR},
	{"//www.prnewswire.com/ns/0.1", SPACE_PRN},
	{"//www.prnewswire.com/rss/ns", SPACE_PRN},
	{"//purl.org/syndication/thread/1.0", SPACE_THREAD},
	{"//web.resource.org/cc", SPACE_CC},
	{"//backend.userland.com/creativeCommonsRssModule", SPACE_CC},
	{"//purl.org/rss/1.0/modules/company", SPACE_COMPANY},
	{"//biz.yahoo.com/finance", SPACE_FINANCE},
	{"//purl.oclc.org/net/rss_2.0/enc", SPACE_ENC},
};

static const struct spelling prefixes[] = {
	{"atom", SPACE_ATOM},
	{"atom10", SPACE_ATOM},
	{"a10", SPACE_ATOM},
	{"rss", SPACE_RSS},
	{"rdf", SPACE_RDF},
	{"xml", SPACE_XML},
	{"xhtml", SPACE_XHTML},
	{"svg", SPACE_SVG},
	{"xlink", SPACE_XLINK},
	{"dc", SPACE_DC},
	{"dcterms", SPACE_DCTERMS},
	{"content", SPACE_CONTENT},
	{"media", SPACE_MEDIA},
	{"itunes", SPACE_ITUNES},
	{"googleplay", SPACE_GOOGLEPLAY},
	{"sy", SPACE_SY},
	{"slash", SPACE_SLASH},
	{"wfw", SPACE_WFW},
	{"feedburner", SPACE_FEEDBURNER},
	{"news", SPACE_NEWS},
	{"image", SPACE_IMAGE},
	{"nasdaq", SPACE_NASDAQ},
	{"ndaq", SPACE_NASDAQ},
	{"edgar", SPACE_EDGAR},
	{"prn", SPACE_PRN},
	{"thr", SPACE_THREAD},
	{"cc", SPACE_CC},
	{"creativeCommons", SPACE_CC},
	{"company", SPACE_COMPANY},
};

static enum space
find(const struct spelling *spellings, size_t n, struct span text)
{
	for (size_t i = 0; i < n; i++)
		if (span_equal_nocase(span_of(spellings[i].text), text))
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

/* Prefixes that nobody takes for another vocabulary than the known one. */
static bool
is_telling(enum space space)
{
	return space == SPACE_ATOM || space == SPACE_DC || space == SPACE_DCTERMS ||
	       space == SPACE_CONTENT || space == SPACE_MEDIA || space == SPACE_ITUNES ||
	       space == SPACE_GOOGLEPLAY || space == SPACE_SY || space == SPACE_FEEDBURNER;
}

enum space
space_of_name(struct span uri, struct span prefix)
{
	enum space space = space_of_uri(uri);
	enum space other = SPACE_OTHER;

	if (space == SPACE_OTHER)
		other = space_of_prefix(prefix);
	return is_telling(other) ? other : space;
}
