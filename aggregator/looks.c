#include "aggregator/looks.h"

/* A webhook's template is loaded when it is used; that it can be is known now. */
static bool
try_hooks(const struct config_digest *digest, struct error *err)
{
	for (size_t i = 0; i < digest->n_webhooks; i++) {
		const char *path = digest->webhooks[i].template;
		struct template *template = path != NULL ? template_load(path, err) : NULL;

		bool ok = path == NULL || (template != NULL && template_try(template, err));

		template_free(template);
		if (!ok)
			return false;
	}
	return true;
}

bool
looks_load(const struct config *config, struct templates **templates, struct error *err)
{
	*templates = NULL;
	for (size_t i = 0; i < config->n_digests; i++)
		if (!try_hooks(&config->digests[i], err))
			return false;
	if (config->site.templates == NULL)
		return true;
	*templates = templates_load(config->site.templates, err);
	return *templates != NULL;
}
