#ifndef AGGREGATOR_COMMANDS_SESSION_H
#define AGGREGATOR_COMMANDS_SESSION_H

#include "aggregator/commands/command.h"
#include "aggregator/config/config.h"
#include "aggregator/plan.h"
#include "aggregator/store/store.h"

/* What most verbs begin with: the configuration, what is compiled from it, and the store. */
struct session {
	struct config *config;
	struct plan *plan;
	struct store *store;
};

/* False: `err` says what is missing or wrong. Release it either way. */
MUST_USE bool session_init(struct session *session, const struct invocation *call,
	enum store_mode mode, struct error *err);
void session_release(struct session *session);

/* The exit status of a verb that ended with `ok`. */
int session_status(bool ok, const struct error *err);

#endif
