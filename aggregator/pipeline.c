#include "aggregator/pipeline.h"

const char *
pipeline_name(void)
{
	return "broadtape";
}
