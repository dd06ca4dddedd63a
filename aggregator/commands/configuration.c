#include "aggregator/commands/configuration.h"

#include <stdio.h>
#include <sysexits.h>

struct config *
configuration_load(const struct invocation *call, struct error *err)
{
	struct config_errors errors;
	struct config *config;

	config_errors_init(&errors);
	config = config_load(call->config_path, &errors);
	for (size_t i = 0; i < errors.n_errors; i++)
		fprintf(stderr, "%s\n", errors.errors[i].text);
	for (size_t i = 0; i < errors.n_warnings && !call->is_quiet; i++)
		fprintf(stderr, "warning: %s\n", errors.warnings[i].text);
	config_errors_release(&errors);
	if (config == NULL)
		*err = (struct error){.status = EX_CONFIG};
	return config;
}
