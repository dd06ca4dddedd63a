noinst_LIBRARIES += libpipeline.a libaggregatorbase.a libconfig.a libfetch.a libwatch.a libstory.a \
	libstore.a libserve.a

libaggregatorbase_a_SOURCES = \
	aggregator/base/clock.c aggregator/base/clock.h aggregator/base/datadir.c \
	aggregator/base/datadir.h aggregator/base/duration.c aggregator/base/duration.h \
	aggregator/base/entropy.c aggregator/base/entropy.h \
	aggregator/base/hash.c aggregator/base/hash.h aggregator/base/hmac.c aggregator/base/hmac.h \
	aggregator/base/log.c aggregator/base/log.h \
	aggregator/base/notify.c aggregator/base/notify.h \
	aggregator/base/patience.c aggregator/base/patience.h \
	aggregator/base/queue.c aggregator/base/queue.h aggregator/base/spelling.c \
	aggregator/base/spelling.h aggregator/base/zone.c aggregator/base/zone.h

include aggregator/config/local.mk
include aggregator/fetch/local.mk
include aggregator/watch/local.mk
include aggregator/story/local.mk
include aggregator/store/local.mk
include aggregator/serve/local.mk

# The files of aggregator/ itself: what leads the rooms.
libpipeline_a_SOURCES = \
	aggregator/archives.c aggregator/archives.h aggregator/backfill.c aggregator/backfill.h aggregator/batch.c aggregator/batch.h \
	aggregator/chosen_story.c aggregator/chosen_story.h aggregator/deliver.c \
	aggregator/daemon.c aggregator/daemon.h aggregator/desk.c aggregator/desk.h \
	aggregator/deliver.h aggregator/lookout.c aggregator/lookout.h aggregator/missed.c \
	aggregator/missed.h aggregator/postman.c aggregator/postman.h aggregator/pulse.c \
	aggregator/pulse.h aggregator/reload.c aggregator/reload.h aggregator/rota.c \
	aggregator/rota.h aggregator/upkeep.c aggregator/upkeep.h aggregator/refresh.c \
	aggregator/roster.c aggregator/roster.h aggregator/round.c aggregator/round.h \
	aggregator/edition.c aggregator/edition.h \
	aggregator/edition_attention.c aggregator/edition_attention.h \
	aggregator/edition_budget.c aggregator/edition_budget.h \
	aggregator/edition_earlier.c aggregator/edition_earlier.h aggregator/edition_groups.c \
	aggregator/edition_groups.h aggregator/edition_ids.c aggregator/edition_ids.h \
	aggregator/edition_overview.c aggregator/edition_overview.h aggregator/edition_pick.c \
	aggregator/edition_pick.h aggregator/evidence_note.c aggregator/evidence_note.h \
	aggregator/feed_hints.c aggregator/feed_hints.h aggregator/feed_names.c \
	aggregator/feed_names.h aggregator/item_subject.c aggregator/item_subject.h \
	aggregator/follow_ups.c aggregator/follow_ups.h aggregator/identity.c aggregator/identity.h \
	aggregator/push.c aggregator/push.h aggregator/push_private.h aggregator/push_receive.c \
	aggregator/push_report.c aggregator/push_report.h \
	aggregator/measures.c aggregator/measures.h aggregator/manners.c aggregator/manners.h \
	aggregator/notes.h aggregator/outlets.c aggregator/outlets.h \
	aggregator/pipeline.c aggregator/pipeline.h aggregator/plan.c aggregator/plan.h \
	aggregator/post.c aggregator/post.h aggregator/publish.c aggregator/publish.h \
	aggregator/body_reader.c aggregator/body_reader.h aggregator/sources.c aggregator/sources.h \
	aggregator/company_past.c aggregator/company_past.h \
	aggregator/novelty_desk.c aggregator/novelty_desk.h \
	aggregator/story_account.c aggregator/story_account.h \
	aggregator/story_news.c aggregator/story_news.h aggregator/subjects.c \
	aggregator/subjects.h \
	aggregator/timetable.c aggregator/timetable.h aggregator/visit_note.c aggregator/visit_note.h \
	aggregator/visits.c aggregator/visits.h \
	aggregator/webmaster.c aggregator/webmaster.h aggregator/web.c aggregator/web.h aggregator/web_private.h aggregator/web_search.c \
	aggregator/web_status.c aggregator/web_story.c aggregator/web_subject.c \
	aggregator/web_tell.c \
	aggregator/writer.c aggregator/writer.h

# Which feeds there are, and how they are.
libpipeline_a_SOURCES += \
	aggregator/feed_address.c aggregator/feed_address.h aggregator/feed_health.c \
	aggregator/feed_health.h aggregator/feed_traits.c aggregator/feed_traits.h aggregator/feed_worth.c \
	aggregator/feed_worth.h \
	aggregator/glimpse.c aggregator/glimpse.h aggregator/opml_file.c \
	aggregator/opml_file.h

# Search: for the verb and for the server.
libpipeline_a_SOURCES += \
	aggregator/item_search.c aggregator/item_search.h aggregator/item_search_words.c \
	aggregator/item_search_words.h aggregator/name_check.c aggregator/name_check.h

libpipeline_a_SOURCES += \
	aggregator/filing.c aggregator/filing.h \
	aggregator/hooks.c aggregator/hooks.h aggregator/item_tags.c aggregator/item_tags.h \
	aggregator/looks.c aggregator/looks.h aggregator/outlet_short.c aggregator/outlet_short.h \
	aggregator/recipients.c aggregator/recipients.h aggregator/replay.c aggregator/replay.h \
	aggregator/rereading.c aggregator/rereading.h aggregator/tellings.c aggregator/tellings.h

libpipeline_a_SOURCES += aggregator/story_marks.c aggregator/story_marks.h
libpipeline_a_SOURCES += aggregator/sandbox.c aggregator/sandbox.h
if SECCOMP
libpipeline_a_SOURCES += aggregator/sandbox_calls.c
else
libpipeline_a_SOURCES += aggregator/sandbox_calls_missing.c
endif

bin_PROGRAMS += broadtape
broadtape_SOURCES = aggregator/main.c
broadtape_LDADD = libpipeline.a libserve.a liboutput.a libstory.a libstore.a libfetch.a libconfig.a libwatch.a \
	$(OUTPUT_LIBS) $(STORY_LIBS) $(STORE_LIBS) $(FETCH_LIBS) $(CONFIG_LIBS) $(SERVE_LIBS) \
	$(SECCOMP_LIBS)
include aggregator/commands/local.mk
