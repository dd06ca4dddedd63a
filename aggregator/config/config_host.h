#ifndef AGGREGATOR_CONFIG_CONFIG_HOST_H
#define AGGREGATOR_CONFIG_CONFIG_HOST_H

#include <stdbool.h>
#include <stddef.h>

/* What shares one budget of requests. */
enum config_share {
	CONFIG_SHARE_UNSET,
	CONFIG_SHARE_HOST,   /* each host name has its own */
	CONFIG_SHARE_DOMAIN, /* all hosts of a domain */
	CONFIG_SHARE_PATH,   /* each first part of the path, where one host serves many */
};

enum config_ids {
	CONFIG_IDS_UNSET,
	CONFIG_IDS_STABLE,
	CONFIG_IDS_CHANGING, /* an item comes with another id each time */
};

enum config_contact {
	CONFIG_CONTACT_UNSET,
	CONFIG_CONTACT_OPTIONAL,
	CONFIG_CONTACT_REQUIRED, /* requests without network.contact are refused */
};

/* One entry of `hosts:`, the user's or of data/hosts.yaml; 0: as for all others. */
struct config_host {
	const char *domain; /* lower case; it and all below it */
	enum config_share share;
	enum config_ids ids;
	enum config_contact contact;
	int at_once; /* requests under way */
	int burst;   /* requests before the rate counts */
	double rate; /* requests a second */
	int line;    /* of the user's file; 0: it came with broadtape */
};

/* The user's first, then those that come with broadtape. */
struct config_hosts {
	const struct config_host *at;
	size_t n;
};

#endif
