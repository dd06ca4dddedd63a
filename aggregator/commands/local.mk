# One file a verb, and what several verbs share.
broadtape_SOURCES += \
	aggregator/commands/sheet.c aggregator/commands/sheet.h \
	aggregator/commands/published.c aggregator/commands/published.h \
	aggregator/commands/check.c aggregator/commands/check_report.c \
	aggregator/commands/check_report.h aggregator/commands/command.h aggregator/commands/companies.c \
	aggregator/commands/configuration.c aggregator/commands/configuration.h aggregator/commands/daemon.c \
	aggregator/commands/digest.c aggregator/commands/feed_json.c \
	aggregator/commands/feed_json.h aggregator/commands/fetch.c aggregator/commands/init.c \
	aggregator/commands/match.c aggregator/commands/match_batch.c \
	aggregator/commands/match_batch.h aggregator/commands/match_report.c \
	aggregator/commands/match_report.h aggregator/commands/merge.c \
	aggregator/commands/merge_print.c aggregator/commands/merge_print.h \
	aggregator/commands/moment.c aggregator/commands/moment.h aggregator/commands/options.c \
	aggregator/commands/options.h aggregator/commands/parse.c aggregator/commands/progress.c aggregator/commands/push_print.c aggregator/commands/push_print.h \
	aggregator/commands/progress.h aggregator/commands/refresh.c aggregator/commands/refresh.h \
	aggregator/commands/run.c aggregator/commands/search.c aggregator/commands/session.c \
	aggregator/commands/session.h aggregator/commands/verbs.c aggregator/commands/verbs.h \
	aggregator/commands/verdict_json.c aggregator/commands/verdict_json.h \
	aggregator/commands/export.c aggregator/commands/import.c \
	aggregator/commands/feeds.c aggregator/commands/feeds.h aggregator/commands/feeds_edit.c \
	aggregator/commands/feeds_check.c aggregator/commands/feeds_discover.c \
	aggregator/commands/feeds_export.c aggregator/commands/feeds_import.c \
	aggregator/commands/feeds_list.c \
	aggregator/commands/status.c aggregator/commands/story.c aggregator/commands/story_json.c \
	aggregator/commands/story_print.c aggregator/commands/story_print.h aggregator/commands/table.c \
	aggregator/commands/table.h
broadtape_SOURCES += \
	aggregator/commands/replay.c aggregator/commands/replay_print.c \
	aggregator/commands/replay_print.h

broadtape_SOURCES += aggregator/commands/feeds_worth.c
