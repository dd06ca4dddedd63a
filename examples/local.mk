# The example: what `./bootstrap demo` runs.
EXTRA_DIST += examples/README.md examples/broadtape.yaml \
	examples/feeds/accesswire.xml examples/feeds/businesswire.xml \
	examples/feeds/globenewswire.xml examples/feeds/nasa-breaking-news.rss \
	examples/feeds/news-sitemap.xml examples/feeds/newsletter.json \
	examples/feeds/prnewswire.xml examples/feeds/rubenerd.rss \
	examples/feeds/sec-edgar-2025-12-12-form-4.atom examples/feeds/sec-edgar-2026-01-12-a.atom \
	examples/feeds/sec-edgar-2026-01-12-b.atom examples/feeds/seed.xml \
	examples/feeds/usgs-earthquakes.atom

# A look of your own: broadtape-templates(5).
EXTRA_DIST += examples/templates/edition.xsl examples/templates/hook.xsl \
	examples/templates/house.css examples/templates/parts.xsl
