#include "aggregator/watch/watch.h"

static const char *const field_names[] = {
	[FIELD_TITLE] = "title",
	[FIELD_TEXT] = "text",
	[FIELD_TICKERS] = "tickers",
	[FIELD_URL] = "url",
	[FIELD_FEED_URL] = "feed_url",
};

static const char *const kind_names[] = {
	[EVIDENCE_FEED_TICKER] = "feed ticker",
	[EVIDENCE_CIK] = "cik",
	[EVIDENCE_LISTED_TICKER] = "listed ticker",
	[EVIDENCE_CASHTAG] = "cashtag",
	[EVIDENCE_PAREN_TICKER] = "ticker in brackets",
	[EVIDENCE_TICKER] = "ticker",
	[EVIDENCE_LEGAL_NAME] = "legal name",
	[EVIDENCE_NAME] = "name",
	[EVIDENCE_ORDINARY_NAME] = "ordinary word",
	[EVIDENCE_FORMER_NAME] = "former name",
	[EVIDENCE_PRODUCT] = "product",
	[EVIDENCE_PERSON] = "person",
	[EVIDENCE_NEWSROOM] = "newsroom",
	[EVIDENCE_CONTEXT] = "context",
	[EVIDENCE_COUNTER] = "counter-evidence",
};

const char *
watch_field_name(enum watch_field field)
{
	return field_names[field];
}

const char *
evidence_kind_name(enum evidence_kind kind)
{
	return kind_names[kind];
}

const char *
role_name(enum role role)
{
	return role == ROLE_ABOUT ? "about" : "mention";
}
