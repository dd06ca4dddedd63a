#ifndef AGGREGATOR_CONFIG_CONFIG_SECTION_H
#define AGGREGATOR_CONFIG_CONFIG_SECTION_H

#include "aggregator/config/config_reader.h"

/* The sections of the file: their keys, and what reads them. One file a section. */

extern const struct config_key config_root_keys[]; /* of struct config */
extern const struct config_key config_feed_keys[];
extern const struct config_key config_company_keys[];
extern const struct config_key config_topic_keys[];
extern const struct config_key config_digest_keys[];
extern const struct config_key config_email_keys[];
extern const struct config_key config_webhook_keys[];
extern const struct config_key config_schedule_keys[];
extern const struct config_key config_server_keys[];
extern const struct config_key config_host_keys[];
extern const struct config_key config_market_keys[];

config_set_fn config_set_feeds;
config_set_fn config_set_companies;
config_set_fn config_set_topics;
config_set_fn config_set_junk;
config_set_fn config_set_digests;
config_set_fn config_set_email;
config_set_fn config_set_webhooks;
config_set_fn config_set_schedule;
config_set_fn config_set_hosts; /* struct config_hosts */
config_set_fn config_set_share; /* enum config_share */
config_set_fn config_set_market;

/* Of a schedule, and of whatever else has such. */
config_set_fn config_set_hour;     /* int: minutes after midnight */
config_set_fn config_set_days;     /* unsigned: bit 0 is Monday */
config_set_fn config_set_timezone; /* const char *: this machine knows it */

/* The hosts of data/hosts.yaml, behind the user's; a file that is missing is a doubt. */
void config_add_shipped_hosts(struct config_reader *reader);

/* The defaults of what need not be written. */
void config_set_defaults(struct config *config);

/* What concerns more than one key; `root` is for the lines. */
void config_check(struct config_reader *reader, const struct tree *root);

/* Calls `read` for each value of a list, with its place entered; tells when it is no list. */
typedef void config_item_fn(
	struct config_reader *reader, const struct tree *item, size_t index, void *context);
void config_each(
	struct config_reader *reader, const struct tree *list, config_item_fn *read, void *context);

/* Setters of one text that has a form: told when it has another. */
config_set_fn config_set_web_url;   /* http, https */
config_set_fn config_set_proxy_url; /* http, https, socks4, socks5 */
config_set_fn config_set_smtp_url;  /* smtp, smtps */

#endif
