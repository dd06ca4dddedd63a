libconfig_a_SOURCES = \
	aggregator/config/config.h aggregator/config/config_check.c \
	aggregator/config/config_company.c aggregator/config/config_digest.c \
	aggregator/config/config_digest.h aggregator/config/config_edit.c \
	aggregator/config/config_edit.h aggregator/config/config_email.c aggregator/config/config_feed.c \
	aggregator/config/config_file.c aggregator/config/config_file.h \
	aggregator/config/config_feed.h aggregator/config/config_find.c aggregator/config/config_server.c \
	aggregator/config/config_junk.c aggregator/config/config_host.c aggregator/config/config_host.h \
	aggregator/config/config_market.c aggregator/config/config_market.h \
	aggregator/config/config_lines.c aggregator/config/config_lines.h \
	aggregator/config/config_load.c aggregator/config/config_reader.c \
	aggregator/config/config_reader.h aggregator/config/config_root.c \
	aggregator/config/config_schedule.c aggregator/config/config_secret.c \
	aggregator/config/config_section.h aggregator/config/config_shipped.c \
	aggregator/config/config_shipped.h aggregator/config/config_topic.c \
	aggregator/config/config_tree.c aggregator/config/config_tree.h \
	aggregator/config/config_url.c aggregator/config/config_value.c \
	aggregator/config/config_value.h aggregator/config/config_webhook.c \
	aggregator/config/exchange_days.c aggregator/config/exchange_days.h \
	aggregator/config/exchange_rules.c aggregator/config/exchange_rules.h
