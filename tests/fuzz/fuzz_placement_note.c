/* The note beside a stored item: it may come out of a strange backup. */
#include <stdlib.h>

#include "aggregator/story/placement_note.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = span_make((const char *)data, size);
	struct placement_note note;
	bool is_read = placement_note_read(text, &note);

	if (!is_read && note.n_parts + note.n_near != 0)
		abort();
	for (size_t i = 0; i < note.n_near; i++)
		if (note.near[i].story < 0 || note.near[i].score > 100)
			abort();
	return 0;
}
