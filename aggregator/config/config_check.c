#include <stdlib.h>
#include <string.h>

#include "aggregator/config/config_section.h"

/* One name of a list, to find those that stand twice. */
struct named {
	const char *name;
	int line;
	size_t index;
};

static int
by_name(const void *a, const void *b)
{
	const struct named *left = a;
	const struct named *right = b;
	int order = strcmp(left->name, right->name);

	if (order != 0)
		return order;
	return (left->index > right->index) - (left->index < right->index);
}

/* `names` is sorted here; those without a name were told already. */
static void
check_twice(struct config_reader *reader, struct named *names, size_t n, const char *section)
{
	size_t was = config_enter(reader, section);

	if (n > 0)
		qsort(names, n, sizeof *names, by_name);
	for (size_t i = 1; i < n; i++) {
		size_t here;

		if (strcmp(names[i - 1].name, names[i].name) != 0)
			continue;
		here = config_enter_index(reader, names[i].index);
		config_wrong(reader, names[i].line, "'%s' is the name of line %d already",
			names[i].name, names[i - 1].line);
		config_leave(reader, here);
	}
	config_leave(reader, was);
}

static void
check_topics(struct config_reader *reader)
{
	const struct watchlist *list = &reader->config->watchlist;
	struct named *names = arena_array(reader->arena, list->n_topics, sizeof *names);
	size_t n = 0;

	for (size_t i = 0; i < list->n_topics; i++)
		if (list->topics[i].name != NULL)
			names[n++] = (struct named){list->topics[i].name, list->topics[i].line, i};
	check_twice(reader, names, n, "topics");
}

static void
check_digest_names(struct config_reader *reader)
{
	const struct config *config = reader->config;
	struct named *names = arena_array(reader->arena, config->n_digests, sizeof *names);
	size_t n = 0;

	for (size_t i = 0; i < config->n_digests; i++)
		if (config->digests[i].name != NULL)
			names[n++] =
				(struct named){config->digests[i].name, config->digests[i].line, i};
	check_twice(reader, names, n, "digests");
}

static bool
has_mail(const struct config_mail *mail)
{
	return mail->smtp != NULL || mail->sendmail != NULL || mail->maildir != NULL;
}

static void
check_digest(struct config_reader *reader, const struct config_digest *digest)
{
	const struct config *config = reader->config;
	bool is_written = digest->html != NULL || digest->atom != NULL || digest->json != NULL;

	if (is_written && config->site.dir == NULL)
		config_wrong(reader, digest->line, "html, atom and json need site.dir");
	if (digest->email.from != NULL && !has_mail(&config->mail))
		config_wrong(reader, digest->line,
			"email needs mail.smtp, mail.sendmail or mail.maildir");
	if (!is_written && digest->email.from == NULL && digest->n_webhooks == 0)
		config_doubt(reader, digest->line,
			"goes nowhere: no html, atom, json, email or webhooks");
}

static void
check_digests(struct config_reader *reader)
{
	size_t was = config_enter(reader, "digests");

	for (size_t i = 0; i < reader->config->n_digests; i++) {
		size_t here = config_enter_index(reader, i);

		check_digest(reader, &reader->config->digests[i]);
		config_leave(reader, here);
	}
	config_leave(reader, was);
}

/* Mail leaves one way, or nobody knows which one it took. */
static void
check_mail(struct config_reader *reader, const struct tree *root)
{
	const struct config_mail *mail = &reader->config->mail;
	const struct tree *tree = config_child(root, "mail");
	int ways = (mail->smtp != NULL) + (mail->sendmail != NULL) + (mail->maildir != NULL);
	size_t was = config_enter(reader, "mail");

	if (tree != NULL && ways > 1)
		config_wrong(reader, tree->line, "expected one of smtp, sendmail and maildir");
	if (tree != NULL && mail->smtp == NULL && (mail->user != NULL || mail->password != NULL))
		config_wrong(reader, tree->line, "user and password need smtp");
	config_leave(reader, was);
}

static void
check_poll(struct config_reader *reader, const struct tree *root)
{
	const struct config_poll *poll = &reader->config->poll;
	const struct tree *tree = config_child(root, "poll");
	size_t was = config_enter(reader, "poll");

	if (tree != NULL && poll->min_seconds > poll->max_seconds)
		config_wrong(reader, tree->line, "min is longer than max (%llds, %llds)",
			(long long)poll->min_seconds, (long long)poll->max_seconds);
	config_leave(reader, was);
}

/* The host of a URL that was proved to have one: without its user, its port, and in any case. */
static struct span
host_of(const char *url)
{
	struct span rest = span_of(url);
	size_t at;

	rest = span_from(rest, span_find(rest, SPAN("://")) + 3);
	for (at = 0; at < rest.len && strchr("/?#", rest.at[at]) == NULL; at++)
		;
	rest = span_head(rest, at);
	at = span_find_byte(rest, '@');
	if (at < rest.len)
		rest = span_from(rest, at + 1);
	return span_head(rest, span_find_byte(rest, ':'));
}

static bool
is_below(struct span host, struct span domain)
{
	if (host.len < domain.len ||
		!span_equal_nocase(span_from(host, host.len - domain.len), domain))
		return false;
	return host.len == domain.len || host.at[host.len - domain.len - 1] == '.';
}

static const struct config_host *
find_host(const struct config *config, const struct config_feed *feed)
{
	if (feed->kind != CONFIG_FEED_URL || feed->where == NULL)
		return NULL;
	for (size_t i = 0; i < config->hosts.n; i++)
		if (is_below(host_of(feed->where), span_of(config->hosts.at[i].domain)))
			return &config->hosts.at[i];
	return NULL;
}

/* Servers that refuse who does not say whom to call: told once a server. */
static void
check_contact(struct config_reader *reader)
{
	const struct config *config = reader->config;
	const struct config_host *told = NULL;

	if (config->network.contact != NULL || config->network.user_agent != NULL)
		return;
	for (size_t i = 0; i < config->n_feeds; i++) {
		const struct config_host *host = find_host(config, &config->feeds[i]);

		if (host == NULL || host->contact != CONFIG_CONTACT_REQUIRED || host == told)
			continue;
		config_doubt(reader, config->feeds[i].line,
			"feeds[%zu]: %s refuses requests without a contact: give network.contact, "
			"a mail address or a page of yours",
			i, host->domain);
		told = host;
	}
}

void
config_check(struct config_reader *reader, const struct tree *root)
{
	check_poll(reader, root);
	check_topics(reader);
	check_digest_names(reader);
	check_digests(reader);
	check_mail(reader, root);
	check_contact(reader);
	if (reader->config->n_feeds == 0)
		config_doubt(reader, root->line, "no feeds: there is nothing to read");
}
