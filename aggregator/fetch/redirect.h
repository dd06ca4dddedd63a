#ifndef AGGREGATOR_FETCH_REDIRECT_H
#define AGGREGATOR_FETCH_REDIRECT_H

#include <stdbool.h>

#include "aggregator/fetch/url.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

/* The way of one visit from the URL that it was given, redirect by redirect. */
struct redirect_chain {
	struct url home; /* who may see credentials: where it began, if nothing else is said */
	struct url now;  /* the present hop */
	int hops;
	int hops_max;
	bool is_secret;    /* credentials are sent: never from https down to http */
	bool is_permanent; /* every redirect so far was a 301 or 308 */
	char *moved_to;    /* as far as the chain is permanent; NULL: nowhere */
};

/* False: the URL is none to be fetched; the chain is empty then. */
bool redirect_begin(struct redirect_chain *chain, struct span url, struct error *err) MUST_USE;

/* Credentials belong to the origin of this URL: the feed has moved, or this is a page of it. */
bool redirect_set_home(struct redirect_chain *chain, struct span home, struct error *err) MUST_USE;

void redirect_release(struct redirect_chain *chain);

/*
 * Goes on to the Location of a response with that status. False, and the chain stays where it is:
 * too many hops, the same URL again, another scheme, or credentials in danger.
 */
bool redirect_follow(
	struct redirect_chain *chain, int status, struct span location, struct error *err) MUST_USE;

/* Whether the present hop may see what was meant for home. */
bool redirect_is_home(const struct redirect_chain *chain);

/* The URL to remember moves to the caller; NULL: none. */
char *redirect_take_moved_to(struct redirect_chain *chain);

/* 301 and 308 (RFC 9110, section 15.4). */
bool redirect_is_permanent(int status);
/* 301, 302, 303, 307 and 308. */
bool redirect_is_status(int status);

#endif
