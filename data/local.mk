# Data files that are installed to $(pkgdatadir).
dist_pkgdata_DATA += data/companies.tsv data/private.tsv data/indices.tsv data/aliases.tsv
dist_noinst_SCRIPTS += tools/make-companies
dist_pkgdata_DATA += data/df.tsv
EXTRA_DIST += tools/make-df
