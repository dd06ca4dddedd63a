libserve_a_SOURCES = \
	aggregator/serve/chunks.c aggregator/serve/chunks.h \
	aggregator/serve/condition.c aggregator/serve/condition.h aggregator/serve/connection.c \
	aggregator/serve/connection.h aggregator/serve/connections.c \
	aggregator/serve/dispatch.c aggregator/serve/exchange.c aggregator/serve/exchange.h \
	aggregator/serve/exchange_private.h aggregator/serve/file_type.c \
	aggregator/serve/file_type.h aggregator/serve/gzip.c aggregator/serve/gzip.h \
	aggregator/serve/head.c aggregator/serve/head.h aggregator/serve/listen.c \
	aggregator/serve/listen.h aggregator/serve/metrics.c aggregator/serve/metrics.h \
	aggregator/serve/peer.c aggregator/serve/peer.h aggregator/serve/seal.c \
	aggregator/serve/server.c aggregator/serve/server.h aggregator/serve/server_metrics.c \
	aggregator/serve/server_private.h aggregator/serve/site_files.c \
	aggregator/serve/site_files.h aggregator/serve/target.c aggregator/serve/target.h
