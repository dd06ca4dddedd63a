#include "aggregator/commands/session.h"

#include <sysexits.h>

#include "aggregator/commands/configuration.h"

bool
session_init(struct session *session, const struct invocation *call, enum store_mode mode,
	struct error *err)
{
	*session = (struct session){.config = NULL};
	session->config = configuration_load(call, err);
	if (session->config == NULL)
		return false;
	session->plan = plan_new(session->config, err);
	if (session->plan == NULL)
		return false;
	session->store = store_open(session->config->store, mode, err);
	return session->store != NULL;
}

void
session_release(struct session *session)
{
	store_close(session->store);
	plan_free(session->plan);
	config_free(session->config);
	*session = (struct session){.config = NULL};
}

int
session_status(bool ok, const struct error *err)
{
	if (ok)
		return EX_OK;
	return err->status != 0 ? err->status : EX_SOFTWARE;
}
