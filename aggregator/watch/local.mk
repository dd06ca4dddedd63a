libwatch_a_SOURCES = aggregator/watch/watchlist.h
