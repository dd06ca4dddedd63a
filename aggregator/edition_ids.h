#ifndef AGGREGATOR_EDITION_IDS_H
#define AGGREGATOR_EDITION_IDS_H

#include <stdint.h>

#include "aggregator/config/config.h"
#include "feeds/base/arena.h"
#include "feeds/base/span.h"

/*
 * The names by which the world knows what we publish, the same for ever: tag: URIs (RFC 4151) under
 * the host of site.url, and Message-IDs (RFC 5322, 3.6.4). All in the arena.
 */

/* "tag:news.example.com,2026:morning" */
struct span edition_feed_id(const struct config *config, const char *digest, struct arena *arena);

/* "tag:news.example.com,2026:morning/142" */
struct span edition_id(
	const struct config *config, const char *digest, uint64_t sequence, struct arena *arena);

/* "tag:news.example.com,2026:story/42" */
struct span edition_story_id(const struct config *config, int64_t story, struct arena *arena);

/* "morning.142.1764230400@news.example.com": with its moment, so that a new store makes new ones. */
struct span edition_message_id(const struct config *config, const char *digest, uint64_t sequence,
	int64_t created_at, struct arena *arena);

struct feed_name;

/* The address of a feed; of a file or a program "tag:news.example.com,2026:feed/7". */
struct span edition_source_id(
	const struct config *config, const struct feed_name *feed, struct arena *arena);

/* The host of site.url, or this machine's name for want of one. */
struct span edition_host(const struct config *config, struct arena *arena);

#endif
