#include <stdlib.h>

#include "aggregator/story/canonical.h"
#include "tests/fuzz/fuzz.h"

/* A link that was made canonical is shorter than any redirector, and has no fragment. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct span url = span_make((const char *)bytes, len);
	struct buf link;
	bool has_link;

	buf_init(&link, 3 * len + 16);
	has_link = canonical_link(url, &link);
	if (has_link != (link.len > 0) || link.is_full)
		abort();
	if (span_find_byte(buf_span(&link), '#') < link.len)
		abort();
	if (has_link != (canonical_key(url) != 0))
		abort();
	buf_release(&link);
	return 0;
}
