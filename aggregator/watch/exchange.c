#include "aggregator/watch/exchange.h"

#include <stddef.h>

#include "feeds/base/ascii.h"

#define NAME_BYTES_MAX 20

struct exchange {
	const char *name; /* without spaces and signs */
	const char *suffix;
};

/* As texts, wires and sites for quotes write them. */
static const struct exchange exchanges[] = {
	{"NASDAQ", ""},
	{"NasdaqGS", ""},
	{"NasdaqGM", ""},
	{"NasdaqCM", ""},
	{"NYSE", ""},
	{"NYSEAmerican", ""},
	{"NYSEMKT", ""},
	{"NYSEArca", ""},
	{"AMEX", ""},
	{"OTC", ""},
	{"OTCQB", ""},
	{"OTCQX", ""},
	{"OTCMKTS", ""},
	{"OTCPK", ""},
	{"OTCPINK", ""},
	{"BATS", ""},
	{"CBOE", ""},
	{"ARCA", ""},
	{"XNAS", ""},
	{"XNYS", ""},
	{"LSE", "L"},
	{"LON", "L"},
	{"AIM", "L"},
	{"XLON", "L"},
	{"TSX", "TO"},
	{"XTSE", "TO"},
	{"TSXV", "V"},
	{"CVE", "V"},
	{"CSE", "CN"},
	{"CNSX", "CN"},
	{"NEO", "NE"},
	{"ASX", "AX"},
	{"XASX", "AX"},
	{"ETR", "DE"},
	{"FRA", "DE"},
	{"FSE", "DE"},
	{"FWB", "DE"},
	{"XETRA", "DE"},
	{"XETR", "DE"},
	{"XTRA", "DE"},
	{"EPA", "PA"},
	{"EuronextParis", "PA"},
	{"XPAR", "PA"},
	{"ENXTPA", "PA"},
	{"AMS", "AS"},
	{"EuronextAmsterdam", "AS"},
	{"XAMS", "AS"},
	{"ENXTAM", "AS"},
	{"EBR", "BR"},
	{"ENXTBR", "BR"},
	{"BIT", "MI"},
	{"BME", "MC"},
	{"SWX", "SW"},
	{"SIX", "SW"},
	{"VTX", "SW"},
	{"STO", "ST"},
	{"OM", "ST"},
	{"CPH", "CO"},
	{"CPSE", "CO"},
	{"HEL", "HE"},
	{"OSE", "OL"},
	{"OSL", "OL"},
	{"VIE", "VI"},
	{"WSE", "WA"},
	{"IST", "IS"},
	{"MCX", "ME"},
	{"MOEX", "ME"},
	{"TYO", "T"},
	{"TSE", "T"},
	{"JPX", "T"},
	{"HKG", "HK"},
	{"HKEX", "HK"},
	{"SEHK", "HK"},
	{"SHA", "SS"},
	{"SSE", "SS"},
	{"SHE", "SZ"},
	{"SZSE", "SZ"},
	{"TPE", "TW"},
	{"TWSE", "TW"},
	{"KRX", "KS"},
	{"KOSE", "KS"},
	{"KOSDAQ", "KQ"},
	{"NSE", "NS"},
	{"NSEI", "NS"},
	{"BSE", "BO"},
	{"BOM", "BO"},
	{"SGX", "SI"},
	{"NZX", "NZ"},
	{"NZE", "NZ"},
	{"JSE", "JO"},
	{"BVMF", "SA"},
	{"BMV", "MX"},
	{"TADAWUL", "SR"},
	{"CRYPTO", "CRYPTO:"},
	{"FOREX", "FOREX:"},
};

/* Reuters' codes that differ from the suffixes, or stand for the United States. */
static const struct exchange rics[] = {
	{"N", ""},
	{"O", ""},
	{"OQ", ""},
	{"K", ""},
	{"A", ""},
	{"P", ""},
	{"PK", ""},
	{"OB", ""},
	{"Z", ""},
	{"S", "SW"},
	{"VX", "SW"},
	{"F", "DE"},
};

const char *
exchange_suffix(struct span name)
{
	char squeezed[NAME_BYTES_MAX];
	size_t n = 0;

	for (size_t i = 0; i < name.len; i++) {
		if (!ascii_is_alnum(name.at[i]))
			continue;
		if (n == sizeof squeezed)
			return NULL;
		squeezed[n++] = name.at[i];
	}
	for (size_t i = 0; i < sizeof exchanges / sizeof exchanges[0]; i++) {
		if (span_equal_nocase(span_make(squeezed, n), span_of(exchanges[i].name)))
			return exchanges[i].suffix;
	}
	return NULL;
}

const char *
exchange_suffix_of_ric(struct span code)
{
	for (size_t i = 0; i < sizeof rics / sizeof rics[0]; i++) {
		if (span_equal(code, span_of(rics[i].name)))
			return rics[i].suffix;
	}
	for (size_t i = 0; i < sizeof exchanges / sizeof exchanges[0]; i++) {
		if (span_equal(code, span_of(exchanges[i].suffix)))
			return exchanges[i].suffix;
	}
	return NULL;
}

bool
exchange_heads_ticker(struct span text, size_t len)
{
	return len + 1 < text.len && text.at[len] == ':' &&
	       (ascii_is_upper(text.at[len + 1]) || ascii_is_digit(text.at[len + 1])) &&
	       exchange_suffix(span_head(text, len)) != NULL;
}
