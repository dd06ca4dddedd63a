# Data files that are installed to $(pkgdatadir).
