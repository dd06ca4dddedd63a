libwatch_a_SOURCES = \
	aggregator/watch/around.c aggregator/watch/around.h aggregator/watch/bracket.c \
	aggregator/watch/bracket.h aggregator/watch/claim.c aggregator/watch/claim.h \
	aggregator/watch/company.c aggregator/watch/company.h aggregator/watch/datafile.c \
	aggregator/watch/datafile.h aggregator/watch/decide.c aggregator/watch/directory.c \
	aggregator/watch/directory.h aggregator/watch/evidence.c aggregator/watch/junk.c \
	aggregator/watch/junk.h aggregator/watch/lexicon.c aggregator/watch/lexicon.h \
	aggregator/watch/literal_edges.c aggregator/watch/literal_edges.h \
	aggregator/watch/lookup.c aggregator/watch/lookup.h aggregator/watch/matcher.c \
	aggregator/watch/matcher.h aggregator/watch/mentions.c aggregator/watch/mentions.h \
	aggregator/watch/names.c aggregator/watch/names.h aggregator/watch/naming.c \
	aggregator/watch/plain_words.c aggregator/watch/plain_words.h \
	aggregator/watch/reading.c aggregator/watch/reading.h aggregator/watch/section_label.c \
	aggregator/watch/section_label.h aggregator/watch/subjects.c \
	aggregator/watch/subjects.h aggregator/watch/ticker_scan.c \
	aggregator/watch/ticker_scan.h aggregator/watch/company_keys.c aggregator/watch/company_keys.h \
	aggregator/watch/topics.c aggregator/watch/topics.h \
	aggregator/watch/verdict.c aggregator/watch/watch.c aggregator/watch/watch.h \
	aggregator/watch/watch_parts.h aggregator/watch/watchlist.h aggregator/watch/weigh.c \
	aggregator/watch/weigh.h aggregator/watch/weights.c aggregator/watch/weights.h \
	aggregator/watch/words.c aggregator/watch/words.h
libwatch_a_SOURCES += \
	aggregator/watch/query.h aggregator/watch/query_field.c aggregator/watch/query_field.h \
	aggregator/watch/query_filter.c aggregator/watch/query_literals.c \
	aggregator/watch/query_match.c aggregator/watch/query_near.c aggregator/watch/query_near.h \
	aggregator/watch/query_node.h aggregator/watch/query_parse.c aggregator/watch/query_print.c \
	aggregator/watch/query_scan.c aggregator/watch/query_scan.h aggregator/watch/query_term.c \
	aggregator/watch/query_term.h aggregator/watch/query_tests.c aggregator/watch/query_text.c \
	aggregator/watch/query_text.h aggregator/watch/query_words.h
libwatch_a_SOURCES += aggregator/watch/naming.h aggregator/watch/naming_short.c \
	aggregator/watch/exchange.c aggregator/watch/exchange.h aggregator/watch/naming_user.c \
	aggregator/watch/newsroom.c aggregator/watch/newsroom.h \
	aggregator/watch/aside.c aggregator/watch/aside.h \
	aggregator/watch/katakana.c aggregator/watch/katakana.h \
	aggregator/watch/neighbours.c aggregator/watch/neighbours.h \
	aggregator/watch/name_part.c aggregator/watch/name_part.h aggregator/watch/weigh_users.c \
	aggregator/watch/weigh_users.h
