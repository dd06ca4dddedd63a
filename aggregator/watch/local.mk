libwatch_a_SOURCES = \
	aggregator/watch/company.c aggregator/watch/company.h aggregator/watch/datafile.c \
	aggregator/watch/datafile.h aggregator/watch/directory.c aggregator/watch/directory.h \
	aggregator/watch/lookup.c aggregator/watch/lookup.h aggregator/watch/verdict.c \
	aggregator/watch/watch.h aggregator/watch/watchlist.h
