#include "tests/fuzz/fuzz.h"

#include <assert.h>

#include "aggregator/store/marks.h"
#include "feeds/base/buf.h"

/* Promise: what can be read is written and read again as the same; what cannot leaves no marks. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static struct marks first;
	static struct marks second;
	struct buf written;
	struct buf again;
	bool ok;

	if (!marks_read(span_make((const char *)bytes, len), &first)) {
		assert(first.n_companies == 0 && first.n_topics == 0);
		return 0;
	}
	buf_init(&written, MARKS_BYTES_MAX);
	buf_init(&again, MARKS_BYTES_MAX);
	marks_write(&first, &written);
	ok = marks_read(buf_span(&written), &second);
	assert(ok);
	assert(first.n_companies == second.n_companies && first.n_topics == second.n_topics);
	marks_write(&second, &again);
	assert(span_equal(buf_span(&written), buf_span(&again)));
	buf_release(&written);
	buf_release(&again);
	return 0;
}
