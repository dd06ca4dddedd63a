#ifndef AGGREGATOR_WEBMASTER_H
#define AGGREGATOR_WEBMASTER_H

#include "aggregator/measures.h"
#include "aggregator/plan.h"
#include "aggregator/web.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

struct clock;
struct loop;

/*
 * The daemon's web side: starts the server where one is configured, tells it that the loop turns,
 * and follows a new configuration. All but webmaster_measures on the loop thread.
 */
struct webmaster;

struct webmaster_options {
	const struct clock *clock; /* borrowed */
	web_push_fn *on_push;      /* call-backs of WebSub hubs; NULL: none */
	void *push_context;
};

/* What is counted from the start, whether a server tells it or not. The caller frees it. */
struct webmaster *webmaster_new(const struct webmaster_options *options);

/* Begins the server's end, and does not wait for it; no plan is adopted any more. */
void webmaster_end(struct webmaster *webmaster);

/* Ends the server; what is counted stays. */
void webmaster_close(struct webmaster *webmaster);

/* Likewise, and gone. NULL is fine. */
void webmaster_free(struct webmaster *webmaster);

/* Where everything is counted; lives as long as the webmaster. */
struct measures *webmaster_measures(struct webmaster *webmaster);

/* Starts the server of the plan, if it has one. False: it cannot listen, and `err` says why. */
MUST_USE bool webmaster_open(
	struct webmaster *webmaster, struct loop *loop, struct plan *plan, struct error *err);

/*
 * Another plan, no connection lost. Where the server has to be another one (other addresses, names,
 * folders), it listens before the old one is left, which then answers what it was asked. False: it
 * cannot, `err` says why, and the old one goes on as it was.
 */
MUST_USE bool webmaster_adopt(struct webmaster *webmaster, struct plan *plan, struct error *err);

#endif
