/* Any bytes as broadtape.yaml: a configuration, or at least one mistake; never both, never a crash. */
#include <assert.h>
#include <string.h>

#include "aggregator/config/config.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct config_errors errors;
	struct config *config;

	config_errors_init(&errors);
	config = config_parse("conf/broadtape.yaml", span_make((const char *)bytes, len), &errors);
	assert((config == NULL) == (errors.n_errors > 0));
	for (size_t i = 0; i < errors.n_errors; i++)
		assert(strchr(errors.errors[i].text, '\n') == NULL);
	for (size_t i = 0; config != NULL && i < config->n_digests; i++)
		assert(config->digests[i].name != NULL && config->digests[i].title != NULL);
	for (size_t i = 0; config != NULL && i < config->n_feeds; i++)
		assert(config->feeds[i].where != NULL);
	for (size_t i = 0; config != NULL && i < config->watchlist.n_topics; i++)
		assert(config->watchlist.topics[i].where != NULL);
	config_free(config);
	config_errors_release(&errors);
	return 0;
}
