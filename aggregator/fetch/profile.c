#include "aggregator/fetch/profile.h"

#include <arpa/inet.h>
#include <libpsl.h>
#include <string.h>

#include "aggregator/fetch/url.h"

bool
profile_is_below(struct span host, struct span domain)
{
	return span_ends_with(host, domain) &&
	       (host.len == domain.len || host.at[host.len - domain.len - 1] == '.');
}

const struct host_profile *
profile_of(const struct host_profiles *profiles, struct span host)
{
	for (size_t i = 0; i < profiles->n; i++)
		if (profile_is_below(host, profiles->at[i].domain))
			return &profiles->at[i];
	return NULL;
}

/* "news.example.co.uk" -> "example.co.uk"; an address, or a public suffix itself, stays as it is. */
static const char *
registrable_domain(const char *host)
{
	const char *domain = NULL;
	struct in_addr address;

	if (host[0] != '[' && inet_pton(AF_INET, host, &address) != 1)
		domain = psl_registrable_domain(psl_builtin(), host);
	return domain != NULL ? domain : host;
}

/* The first part of the path, with its slash. */
static struct span
first_part(const char *url)
{
	struct span path = span_of(strstr(url, "://"));

	path = span_from(path, 3);
	path = span_from(path, span_find_byte(path, '/'));
	for (size_t i = 1; i < path.len; i++)
		if (strchr("/?#", path.at[i]) != NULL)
			return span_head(path, i);
	return path;
}

/* "h.example", "h.example:8080": servers on other ports are other servers. */
static void
add_origin(const struct url *url, struct buf *name)
{
	buf_add_text(name, url->host);
	if (strcmp(url->port, "80") != 0 && strcmp(url->port, "443") != 0)
		buf_format(name, ":%s", url->port);
}

void
profile_add_budget_name(
	const struct host_profiles *profiles, const struct url *url, struct buf *name)
{
	const struct host_profile *profile = profile_of(profiles, span_of(url->host));

	switch (profile != NULL ? profile->scope : profiles->scope) {
	case BUDGET_HOST:
		add_origin(url, name);
		break;
	case BUDGET_DOMAIN:
		if (profile != NULL)
			buf_add(name, profile->domain);
		else
			buf_add_text(name, registrable_domain(url->host));
		break;
	case BUDGET_PATH:
		add_origin(url, name);
		buf_add(name, first_part(url->text));
		break;
	}
}
