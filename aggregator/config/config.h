#ifndef AGGREGATOR_CONFIG_CONFIG_H
#define AGGREGATOR_CONFIG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/config/config_digest.h"
#include "aggregator/config/config_feed.h"
#include "aggregator/config/config_host.h"
#include "aggregator/config/config_market.h"
#include "aggregator/watch/watchlist.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

/*
 * broadtape.yaml as plain values: what the user did not write has its default. All strings are
 * NUL-terminated and live as long as the configuration; what is not given and has no default is
 * NULL. Paths are absolute or start where the file stands. broadtape.yaml(5) is the manual.
 */

struct config_site {
	const char *dir;       /* NULL: no site is written */
	const char *url;       /* with a slash at the end; NULL: links between pages are relative */
	const char *title;     /* "Broadtape" */
	const char *templates; /* a folder of the user's own pages; NULL: all are ours */
	const char *hub;       /* of WebSub, told of each new edition; NULL: none */
};

struct config_network {
	int concurrency;         /* transfers at once */
	int per_host;            /* connections to one host */
	int per_address;         /* connections to one address, whatever the hosts; 0: no limit */
	enum config_share share; /* of hosts that `hosts` does not know */
	int timeout_ms;          /* of one transfer */
	int64_t max_body;        /* bytes, after decompression */
	bool allow_private;      /* loopback, link-local and private addresses may be asked */
	const char *proxy;
	const char *user_agent; /* NULL: broadtape/VERSION (+contact) */
	const char *contact;    /* an address or a page, for those who run the feeds */
};

struct config_poll {
	int64_t min_seconds;
	int64_t max_seconds;
	struct config_market market;
};

/* How mail leaves: at most one of smtp, sendmail and maildir is given. */
struct config_mail {
	const char *smtp; /* smtp:// or smtps:// */
	const char *user;
	const char *password;
	const char *ca_file;  /* certificates to check the server's with; NULL: the system's */
	const char *sendmail; /* a program */
	const char *maildir;  /* a folder */
};

struct config_server {
	struct wanted_strings listen; /* "127.0.0.1:8080", "unix:/run/..."; none: no server */
	const char *base_path;        /* "/news" where a proxy hands that on; NULL: none */
	struct wanted_strings hosts;  /* names that it answers to, besides that of site.url */
	struct wanted_strings trusted_proxies; /* addresses and networks */
};

struct config {
	const char *path;     /* of the file that was read */
	const char *store;    /* a path, or a postgresql:// URL */
	int64_t keep_seconds; /* retention of items; 0: for ever */
	struct config_site site;
	struct config_network network;
	struct config_poll poll;
	struct config_hosts hosts;
	const struct config_feed *feeds;
	size_t n_feeds;
	struct watchlist watchlist; /* companies and topics */
	const struct config_digest *digests;
	size_t n_digests;
	struct config_mail mail;
	struct config_server server;
};

/* One mistake: "broadtape.yaml:12: feeds[3].every: expected a duration such as 90s, ..." */
struct config_message {
	char *text;
	int line; /* 0: of no line */
};

/* All that is wrong (errors), and what is only doubtful (warnings), in the order of the file. */
struct config_errors {
	struct config_message *errors;
	size_t n_errors;
	size_t errors_capacity;
	struct config_message *warnings;
	size_t n_warnings;
	size_t warnings_capacity;
};

void config_errors_init(struct config_errors *errors);
void config_errors_release(struct config_errors *errors);

/*
 * Where the configuration stands: `wanted` (-c; NULL: not given), else $BROADTAPE_CONFIG, else the
 * first that is there of ./broadtape.yaml, $XDG_CONFIG_HOME/broadtape/broadtape.yaml (~/.config
 * when unset) and /etc/broadtape/broadtape.yaml. The caller frees the path. NULL: there is none,
 * and `err` (EX_CONFIG) says where was looked.
 */
char *config_find(const char *wanted, struct error *err) MUST_USE;

/*
 * Reads the file that config_find finds for `path`. NULL: `errors` holds every mistake, at least one.
 * Warnings may come with either. The caller owns the configuration; it is immutable, and all
 * threads may read it.
 */
struct config *config_load(const char *path, struct config_errors *errors) MUST_USE;
void config_free(struct config *config);

/* The same from memory: `path` is for messages, and relative paths start at its folder. */
struct config *config_parse(
	const char *path, struct span bytes, struct config_errors *errors) MUST_USE;

/* The digest of that name, or NULL. */
const struct config_digest *config_find_digest(const struct config *config, const char *name);

/* The weight of a topic (broadtape.yaml(5)); 1 if the configuration has no such topic any more. */
double config_topic_weight(const struct config *config, struct span name);

#endif
