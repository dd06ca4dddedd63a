libconfig_a_SOURCES = \
	aggregator/config/config.h aggregator/config/config_digest.h aggregator/config/config_feed.h
