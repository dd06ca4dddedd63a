# Data files that are installed to $(pkgdatadir).
# What `broadtape init` writes.
starterdir = $(pkgdatadir)/starter
dist_starter_DATA = data/starter/broadtape.yaml data/starter/companies.csv data/starter/feeds.opml
dist_pkgdata_DATA += data/README.md data/companies.tsv data/world.tsv data/private.tsv data/indices.tsv data/assets.tsv data/aliases.tsv \
	data/words.tsv data/context.tsv data/junk.tsv
dist_noinst_SCRIPTS += tools/make-companies tools/make-words tools/make-confidence
dist_pkgdata_DATA += data/df.tsv
EXTRA_DIST += tools/make-df
dist_pkgdata_DATA += data/topics.yaml
dist_pkgdata_DATA += data/hosts.yaml
