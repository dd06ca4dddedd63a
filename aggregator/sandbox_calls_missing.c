#include "aggregator/sandbox.h"

bool
sandbox_deny_calls(bool runs_programs)
{
	(void)runs_programs;
	return false;
}
