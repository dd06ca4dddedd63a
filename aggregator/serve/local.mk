libserve_a_SOURCES = \
	aggregator/serve/exchange.h aggregator/serve/metrics.c aggregator/serve/metrics.h \
	aggregator/serve/server.h
