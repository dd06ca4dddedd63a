#include <stdio.h>
#include <string.h>

#include "aggregator/config/config_section.h"
#include "aggregator/config/config_value.h"
#include "feeds/base/ascii.h"

#define SCHEMES_MAX 5

static bool
has_scheme(struct span url, const char *const *schemes, struct span *rest)
{
	size_t colon = span_find(url, SPAN("://"));

	for (; *schemes != NULL && colon < url.len; schemes++)
		if (span_equal_nocase(span_head(url, colon), span_of(*schemes))) {
			*rest = span_from(url, colon + strlen("://"));
			return true;
		}
	return false;
}

static bool
is_url_text(struct span url)
{
	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.at[i] <= ' ' || url.at[i] == 0x7f ||
			strchr("<>\"{}|\\^`", url.at[i]) != NULL)
			return false;
	return true;
}

/* What stands between "://" and the path. */
static struct span
authority_of(struct span rest)
{
	size_t len = 0;

	while (len < rest.len && strchr("/?#", rest.at[len]) == NULL)
		len++;
	return span_head(rest, len);
}

static void
set_url(struct config_reader *reader, const struct tree *tree, const char *const *schemes,
	const char *expected, const char **field)
{
	const char *url = config_text(reader, tree, expected);
	struct span rest;
	struct span authority;

	if (url == NULL)
		return;
	if (!is_url_text(span_of(url)) || !has_scheme(span_of(url), schemes, &rest)) {
		config_expected(reader, tree, expected);
		return;
	}
	authority = authority_of(rest);
	if (authority.len == 0 || authority.at[0] == ':') {
		config_expected(reader, tree, expected);
		return;
	}
	if (span_find_byte(authority, '@') < authority.len) {
		config_wrong(reader, tree->line,
			"expected an address without user and password; they have keys of their "
			"own");
		return;
	}
	*field = url;
}

void
config_set_web_url(struct config_reader *reader, const struct tree *tree,
	const struct config_key *key, void *field)
{
	static const char *const schemes[] = {"https", "http", NULL};

	(void)key;
	set_url(reader, tree, schemes, "an address that begins with https:// or http://", field);
}

void
config_set_smtp_url(struct config_reader *reader, const struct tree *tree,
	const struct config_key *key, void *field)
{
	static const char *const schemes[] = {"smtps", "smtp", NULL};

	(void)key;
	set_url(reader, tree, schemes, "an address such as smtps://mail.example.com:465", field);
}

void
config_set_proxy_url(struct config_reader *reader, const struct tree *tree,
	const struct config_key *key, void *field)
{
	static const char *const schemes[SCHEMES_MAX + 1] = {
		"http", "https", "socks5h", "socks5", "socks4", NULL};

	(void)key;
	set_url(reader, tree, schemes, "an address such as http://proxy.example.com:3128", field);
}
