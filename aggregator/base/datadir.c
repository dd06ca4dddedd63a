#include "aggregator/base/datadir.h"

#include <stddef.h>
#include <stdlib.h>

const char *
datadir(void)
{
	const char *path = getenv("BROADTAPE_DATA");

	return path != NULL && path[0] != '\0' ? path : DATADIR;
}
