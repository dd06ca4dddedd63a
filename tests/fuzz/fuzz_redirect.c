#include <stdlib.h>
#include <string.h>

#include "aggregator/fetch/redirect.h"
#include "tests/fuzz/fuzz.h"

static void
expect(bool is_so)
{
	if (!is_so)
		abort();
}

/* What is sent holds nothing that could end a line of the request, and goes where it says. */
static void
check_url(const struct url *url)
{
	const char *scheme = url->is_https ? "https://" : "http://";

	expect(span_starts_with_nocase(span_of(url->text), span_of(scheme)));
	expect(url->host != NULL && url->port != NULL);
	for (const char *at = url->text; *at != '\0'; at++)
		expect((unsigned char)*at > ' ' && *at != 0x7f);
}

/* The first line is a URL, each that follows a Location. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct span rest = span_make((const char *)bytes, len);
	struct redirect_chain chain;
	struct span line = SPAN_NONE;
	struct error err = {0};

	span_split(&rest, '\n', &line);
	if (!redirect_begin(&chain, line, &err)) {
		expect(err.text[0] != '\0');
		redirect_release(&chain);
		return 0;
	}
	chain.hops_max = 5;
	chain.is_secret = chain.home.is_https;
	while (span_split(&rest, '\n', &line)) {
		bool was_https = chain.now.is_https;

		if (!redirect_follow(&chain, 301, line, &err))
			break;
		check_url(&chain.now);
		expect(chain.now.is_https || !was_https || !chain.is_secret);
		expect(strcmp(chain.moved_to, chain.now.text) == 0);
		expect(chain.hops <= 5);
	}
	check_url(&chain.home);
	redirect_release(&chain);
	return 0;
}
