#include "aggregator/watch/company_keys.h"

#include "aggregator/watch/directory.h"

struct keys {
	struct span *at;
	size_t n;
};

static void
add_key(struct keys *keys, struct span key)
{
	if (key.len > 0 && keys->n < COMPANY_KEYS_MAX)
		keys->at[keys->n++] = key;
}

/* A ticker may have gone to another company since. */
static void
add_own(struct keys *keys, const struct directory *directory, uint32_t number, struct span list)
{
	struct span ticker;

	while (span_split(&list, ',', &ticker)) {
		ticker = span_trim(ticker);
		if (directory_by_ticker(directory, ticker) == number)
			add_key(keys, ticker);
	}
}

size_t
company_keys(const struct directory *directory, const struct company *company,
	struct span at[COMPANY_KEYS_MAX])
{
	struct span ticker = span_of(company->ticker);
	struct keys keys = {at, 0};
	uint32_t number;

	add_key(&keys, ticker);
	add_key(&keys, span_of(company->cik));
	number = ticker.len > 0 ? directory_by_ticker(directory, ticker) : DIRECTORY_NONE;
	if (number == DIRECTORY_NONE)
		return keys.n;
	add_own(&keys, directory, number, directory_at(directory, number)->tickers);
	add_own(&keys, directory, number, directory_at(directory, number)->former_tickers);
	return keys.n;
}
