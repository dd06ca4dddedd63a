noinst_LIBRARIES += libaggregatorbase.a libconfig.a libfetch.a libwatch.a libstory.a libstore.a
libaggregatorbase_a_SOURCES = \
	aggregator/base/clock.c aggregator/base/clock.h aggregator/base/hash.c \
	aggregator/base/hash.h aggregator/base/log.c aggregator/base/log.h \
	aggregator/base/queue.c aggregator/base/queue.h

libaggregatorbase_a_SOURCES += \
	aggregator/base/datadir.c aggregator/base/datadir.h aggregator/base/duration.c \
	aggregator/base/duration.h aggregator/base/spelling.c aggregator/base/spelling.h

include aggregator/config/local.mk
include aggregator/fetch/local.mk
include aggregator/watch/local.mk
include aggregator/story/local.mk
include aggregator/store/local.mk

bin_PROGRAMS += broadtape
broadtape_SOURCES = aggregator/main.c aggregator/pipeline.c aggregator/pipeline.h \
	aggregator/commands/command.h aggregator/commands/options.c aggregator/commands/options.h \
	aggregator/commands/verbs.c aggregator/commands/verbs.h
broadtape_SOURCES += aggregator/commands/merge.c aggregator/commands/merge_print.c \
	aggregator/commands/merge_print.h
broadtape_SOURCES += aggregator/commands/feed_json.c aggregator/commands/feed_json.h \
	aggregator/commands/parse.c
broadtape_LDADD = liboutput.a libstory.a libstore.a libfetch.a libconfig.a libwatch.a \
	$(OUTPUT_LIBS) $(STORY_LIBS) $(STORE_LIBS) $(FETCH_LIBS) $(CONFIG_LIBS)
broadtape_SOURCES += aggregator/commands/check.c aggregator/commands/configuration.c \
	aggregator/commands/configuration.h aggregator/commands/init.c
broadtape_SOURCES += aggregator/commands/companies.c aggregator/commands/match.c \
	aggregator/commands/match_batch.c aggregator/commands/match_batch.h \
	aggregator/commands/match_report.c aggregator/commands/match_report.h \
	aggregator/commands/verdict_json.c aggregator/commands/verdict_json.h
