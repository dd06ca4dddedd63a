#include "aggregator/watch/company.h"

static const char *const kind_names[] = {
	[COMPANY_LISTED] = "listed",
	[COMPANY_PRIVATE] = "private",
	[COMPANY_FUND] = "fund",
	[COMPANY_INDEX] = "index",
	[COMPANY_CRYPTO] = "crypto",
	[COMPANY_CURRENCY] = "currency",
};

const char *
company_kind_name(enum company_kind kind)
{
	return kind_names[kind];
}
