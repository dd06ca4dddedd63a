#ifndef AGGREGATOR_WATCH_COMPANY_H
#define AGGREGATOR_WATCH_COMPANY_H

/* What an entity of the directory is. Only the first two are watched by `{directory: all}`. */
enum company_kind {
	COMPANY_LISTED,   /* has a ticker */
	COMPANY_PRIVATE,  /* OpenAI: known, but on no exchange */
	COMPANY_FUND,     /* an ETF: "SPDR Gold Shares" */
	COMPANY_INDEX,    /* "S&P 500", which is not S&P Global */
	COMPANY_CRYPTO,   /* "CRYPTO:BTC" */
	COMPANY_CURRENCY, /* "FOREX:EUR" */
};

/*
 * A company as a reader sees it. A plain value; all strings end with NUL and live as long as the
 * directory or the watch that gave it. What is not known is NULL.
 */
struct company {
	const char *id;         /* stable key: the user's id, else the ticker of the main class */
	const char *name;       /* as a headline says it: "Meta Platforms" */
	const char *legal_name; /* "Meta Platforms, Inc." */
	const char *ticker;     /* of the main class: "META" */
	const char *exchange;   /* "NASDAQ", "NYSE", "OTC" ... */
	const char *cik;        /* the SEC's number, without leading zeros */
	const char *isin;
	enum company_kind kind;
	int rank; /* by size, 1 is the largest; 0: not known */
};

/* "listed", "private", "fund", "index", "crypto", "currency" */
const char *company_kind_name(enum company_kind kind);

#endif
