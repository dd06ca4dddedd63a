libwatch_a_SOURCES = \
	aggregator/watch/company.c aggregator/watch/company.h aggregator/watch/datafile.c \
	aggregator/watch/datafile.h aggregator/watch/directory.c aggregator/watch/directory.h \
	aggregator/watch/lookup.c aggregator/watch/lookup.h aggregator/watch/verdict.c \
	aggregator/watch/watch.h aggregator/watch/watchlist.h
libwatch_a_SOURCES += \
	aggregator/watch/query.h aggregator/watch/query_field.c aggregator/watch/query_field.h \
	aggregator/watch/query_filter.c aggregator/watch/query_literals.c \
	aggregator/watch/query_match.c aggregator/watch/query_near.c aggregator/watch/query_near.h \
	aggregator/watch/query_node.h aggregator/watch/query_parse.c aggregator/watch/query_print.c \
	aggregator/watch/query_scan.c aggregator/watch/query_scan.h aggregator/watch/query_term.c \
	aggregator/watch/query_term.h aggregator/watch/query_text.c aggregator/watch/query_text.h \
	aggregator/watch/query_words.h
