#include "tests/lib/slurp.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

bool
slurp(const char *path, struct buf *into, struct error *err)
{
	FILE *file = fopen(path, "rb");
	char bytes[65536];
	size_t n;

	if (file == NULL)
		return error_set(err, EX_NOINPUT, "'%s': %s", path, strerror(errno));
	while ((n = fread(bytes, 1, sizeof bytes, file)) > 0)
		buf_add(into, span_make(bytes, n));
	fclose(file);
	return true;
}
