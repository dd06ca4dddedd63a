#include "feeds/exchange.h"

#include "feeds/base/ascii.h"

/* Spellings, compared without blanks, dots and hyphens, in capitals. */
static const struct {
	const char *spelling;
	const char *name;
} exchanges[] = {
	{"NASDAQ", "NASDAQ"},
	{"NASDAQGS", "NASDAQ"},
	{"NASDAQSTOCKMARKET", "NASDAQ"},
	{"NASDAQGM", "NASDAQ"},
	{"NASDAQCM", "NASDAQ"},
	{"NASDAQGLOBALSELECTMARKET", "NASDAQ"},
	{"NASDAQGLOBALMARKET", "NASDAQ"},
	{"NASDAQCAPITALMARKET", "NASDAQ"},
	{"NASDAQNMS", "NASDAQ"},
	{"XNAS", "NASDAQ"},
	{"NYSE", "NYSE"},
	{"NEWYORKSTOCKEXCHANGE", "NYSE"},
	{"XNYS", "NYSE"},
	{"NYSEAMERICAN", "NYSEAMERICAN"},
	{"NYSEMKT", "NYSEAMERICAN"},
	{"AMEX", "NYSEAMERICAN"},
	{"NYSEAMERICANLLC", "NYSEAMERICAN"},
	{"NYSEARCA", "NYSEARCA"},
	{"ARCA", "NYSEARCA"},
	{"OTC", "OTC"},
	{"OTCQB", "OTC"},
	{"OTCQX", "OTC"},
	{"OTCBB", "OTC"},
	{"OTCPINK", "OTC"},
	{"OTCMARKETS", "OTC"},
	{"PINKSHEETS", "OTC"},
	{"OTHEROTC", "OTC"},
	{"OTCMKTS", "OTC"},
	{"OTCPK", "OTC"},
	{"OTCID", "OTC"},
	{"PINK", "OTC"},
	{"TSXV", "TSXV"},
	{"TSXVENTURE", "TSXV"},
	{"TORONTOSTOCKEXCHANGE", "TSX"},
	{"XTSE", "TSX"},
	{"TSXVENTUREEXCHANGE", "TSXV"},
	{"CANADIANSECURITIESEXCHANGE", "CSE"},
	{"CNSX", "CSE"},
	{"LONDONSTOCKEXCHANGE", "LSE"},
	{"LONDON", "LSE"},
	{"XLON", "LSE"},
	{"HONGKONGSTOCKEXCHANGE", "HKEX"},
	{"SEHK", "HKEX"},
	{"AUSTRALIANSECURITIESEXCHANGE", "ASX"},
	{"SIXSWISSEXCHANGE", "SIX"},
	{"FRANKFURTSTOCKEXCHANGE", "FRA"},
};

/* Names that are written as they are. */
static const char *const names[] = {"TSX", "CSE", "NEO", "LSE", "AIM", "ASX", "HKEX", "HKG", "SGX",
	"NSE", "BSE", "JSE", "TSE", "TYO", "JPX", "KRX", "KOSDAQ", "KOSPI", "TWSE", "SSE", "SZSE",
	"SHSE", "FRA", "FWB", "XETRA", "ETR", "SIX", "SWX", "EPA", "AMS", "EBR", "ELI", "BIT",
	"BME", "BMV", "BVL", "B3", "BOVESPA", "STO", "HEL", "CPH", "OSE", "OSL", "OSLO", "ICE",
	"VIE", "WSE", "ISE", "IST", "TASE", "MOEX", "TADAWUL", "ADX", "DFM", "CBOE", "BATS",
	"EURONEXT", "EURONEXTPARIS", "EURONEXTAMSTERDAM", "EURONEXTBRUSSELS", "EURONEXTLISBON",
	"EURONEXTDUBLIN", "EURONEXTMILAN", "EURONEXTGROWTH", "NASDAQSTOCKHOLM", "NASDAQHELSINKI",
	"NASDAQCOPENHAGEN", "NASDAQICELAND", "NASDAQFIRSTNORTH", "OSLOBORS"};

/* Letters and digits alone, in capitals; its length. */
static size_t
squeeze(struct span text, char *out, size_t size)
{
	size_t len = 0;

	for (size_t i = 0; i < text.len && len < size; i++)
		if (ascii_is_alnum(text.at[i]))
			out[len++] = ascii_upper(text.at[i]);
	return len;
}

/* Most differ by their first letter. */
static bool
is_spelled(struct span squeezed, const char *spelling)
{
	return squeezed.len > 0 && squeezed.at[0] == spelling[0] &&
	       span_equal(squeezed, span_of(spelling));
}

static struct span
usual_name(struct span squeezed)
{
	for (size_t i = 0; i < sizeof exchanges / sizeof *exchanges; i++)
		if (is_spelled(squeezed, exchanges[i].spelling))
			return span_of(exchanges[i].name);
	return SPAN_NONE;
}

struct span
exchange_name(struct span spelling, char *room)
{
	struct span squeezed = span_make(room, squeeze(spelling, room, EXCHANGE_BYTES_MAX));
	struct span usual = usual_name(squeezed);

	return usual.at != NULL ? usual : squeezed;
}

bool
exchange_is_known(struct span spelling)
{
	char room[EXCHANGE_BYTES_MAX];
	struct span squeezed = span_make(room, squeeze(spelling, room, sizeof room));

	if (usual_name(squeezed).at != NULL)
		return true;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (is_spelled(squeezed, names[i]))
			return true;
	return false;
}
