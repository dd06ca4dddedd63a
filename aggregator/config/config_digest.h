#ifndef AGGREGATOR_CONFIG_CONFIG_DIGEST_H
#define AGGREGATOR_CONFIG_CONFIG_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/watch/watchlist.h"

struct query;

/* When a digest is made. Neither `at` nor `every`: with each run. */
struct config_schedule {
	const int *at_minutes; /* after local midnight, ascending: 07:00 is 420 */
	size_t n_at;
	unsigned days;         /* bit 0 is Monday, bit 6 Sunday */
	const char *timezone;  /* a name of the tz database; NULL: the machine's own zone */
	int64_t every_seconds; /* 0: not given */
};

#define CONFIG_EVERY_DAY 0x7fU

enum config_group { CONFIG_BY_COMPANY, CONFIG_BY_TOPIC, CONFIG_BY_SOURCE, CONFIG_BY_NONE };

enum config_when_empty {
	CONFIG_EMPTY_SKIP, /* no story, no mail */
	CONFIG_EMPTY_SEND,
};

#define CONFIG_SUBJECT_DEFAULT "{title}: {top}"

/* What an entry of the feeds is. */
enum config_entry { CONFIG_ENTRY_STORY, CONFIG_ENTRY_EDITION };

/* The mail of a digest; from NULL: none is sent. */
struct config_email {
	const char *from;
	struct wanted_strings to;
	const char *subject; /* with {title}, {top}, {date}, {stories}, {number} */
	enum config_when_empty when_empty;
	const char *unsubscribe;      /* a URL, with {to} for the recipient; NULL: none */
	const char *unsubscribe_mail; /* an address; NULL: none */
	bool has_one_click;           /* the URL takes the POST of RFC 8058 */
};

/* Where an edition is posted to. */
struct config_webhook {
	const char *name;     /* in the ledger, and what is told; the kind, when not given */
	const char *url;      /* a secret, as good as a password */
	const char *kind;     /* json, slack, discord or teams */
	const char *template; /* a template of the user's own; NULL: what the kind says */
	const char *secret;   /* signs it; NULL: not signed */
	bool is_per_story;    /* a request a story, not an edition */
	int line;
};

struct config_digest {
	const char *name;
	const char *title; /* the name, when not given */
	struct config_schedule schedule;
	int64_t window_seconds; /* 0: since the last edition */
	const char *where;      /* NULL: everything that is stored */
	struct query *query;    /* of `where`; NULL with it; the configuration owns it */
	enum config_group group_by;
	int max_stories;
	int max_per_company; /* 0: no bound */
	int max_per_source;  /* 0: no bound */
	int min_relevance;   /* 0-100 */
	const char *html;    /* a folder below site.dir; NULL: none */
	const char *atom;    /* files below site.dir; NULL: none */
	const char *json;
	enum config_entry entries;
	struct config_email email;
	const struct config_webhook *webhooks;
	size_t n_webhooks;
	int line;
};

#endif
