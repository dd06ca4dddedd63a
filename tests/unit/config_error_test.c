#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "aggregator/config/config.h"
#include "feeds/base/buf.h"

/* What is wrong with each text; a line a message. No warning is among them. */
static const struct {
	const char *yaml;
	const char *errors;
} cases[] = {
	{"feeds:\n  - {url: 'https://a.example/', every: 15 minutes}\n",
		"b.yaml:2: feeds[0].every: expected a duration such as 90s, 15m, 24h or 7d, found "
		"'15 minutes'\n"},
	{"network: {timeout: 0s, per_host: 0}\npoll: {min: 2h, max: 1h}\nfeeds: 7\n",
		"b.yaml:1: network.timeout: expected at least 1s, found '0s'\n"
		"b.yaml:1: network.per_host: expected a number from 1 to 64, found '0'\n"
		"b.yaml:2: poll: min is longer than max (7200s, 3600s)\n"
		"b.yaml:3: feeds: expected a list, found '7'\n"},
	{"network:\n  time_out: 30s\n  xyzzy: 1\n",
		"b.yaml:2: network: unknown key 'time_out'; did you mean 'timeout'?\n"
		"b.yaml:3: network: unknown key 'xyzzy'\n"},
	{"stor: x\n", "b.yaml:1: unknown key 'stor'; did you mean 'store'?\n"},
	{"store: a\nsite: {dir: p}\nstore: b\n", "b.yaml:3: 'store' stands in line 1 already\n"},
	{"store: mysql://a/b\n", "b.yaml:1: store: expected a path, or an address such as "
				 "postgresql://user@host/db, "
				 "found 'mysql://a/b'\n"},
	{"store:\n", "b.yaml:1: store: expected a path, or an address such as "
		     "postgresql://user@host/db, found nothing\n"},
	{"store: [a]\n", "b.yaml:1: store: expected a path, or an address such as "
			 "postgresql://user@host/db, found a list\n"},
	{"keep: 1h\n",
		"b.yaml:1: keep: expected all, or a duration such as 90s, 15m, 24h or 7d, of "
		"a day or more, found '1h'\n"},
	{"network: {max_body: 10 MB}\n", "b.yaml:1: network.max_body: expected a size such as "
					 "64KiB, 10MiB or 1GiB, found '10 MB'\n"},
	{"network: {max_body: 9GiB}\n",
		"b.yaml:1: network.max_body: expected a size such as 64KiB, "
		"10MiB or 1GiB, found '9GiB'\n"},
	{"network: {allow_private: maybe}\n",
		"b.yaml:1: network.allow_private: expected true or false, found 'maybe'\n"},
	{"network: {proxy: 'ftp://x/'}\n", "b.yaml:1: network.proxy: expected an address such as "
					   "http://proxy.example.com:3128, found 'ftp://x/'\n"},
	{"hosts: [{rate: 1}, {domain: 'http://a/'}, {domain: a, rate: 0}, 7, {domain: a, ids: "
	 "x}]\n",
		"b.yaml:1: hosts[0]: expected a domain\n"
		"b.yaml:1: hosts[1].domain: expected a domain such as example.com, found "
		"'http://a/'\n"
		"b.yaml:1: hosts[2].rate: expected more than 0 requests a second such as 0.5, "
		"found "
		"'0'\n"
		"b.yaml:1: hosts[3]: expected a host such as {domain: example.com, rate: 1}, found "
		"'7'\n"
		"b.yaml:1: hosts[4].ids: expected changing or stable, found 'x'\n"},
	{"poll: {market: NYSEE}\n",
		"b.yaml:1: poll.market: no exchange 'NYSEE' is known; did you mean 'NYSE'?\n"},
	{"poll: {market: {exchange: KRX, holidays: [2026-02-17, 2026-2-18]}}\n",
		"b.yaml:1: poll.market.holidays: expected days such as 2026-02-17, found "
		"'2026-2-18'\n"},
	{"poll: {market: {open: \"9:30\"}}\n",
		"b.yaml:1: poll.market.open: expected an hour such as \"09:30\", found '9:30'\n"
		"b.yaml:1: poll.market: expected an exchange, or open, close and timezone\n"},
	{"poll: {market: {open: \"16:00\", close: \"09:00\", timezone: Europe/Berlin}}\n",
		"b.yaml:1: poll.market: opens after it closes\n"},
	{"feeds: [{title: x}, {url: 'https://a/', opml: y}, a]\n",
		"b.yaml:1: feeds[0]: expected one of url, opml, path and exec, found none\n"
		"b.yaml:1: feeds[1]: expected one of url, opml, path and exec, found more\n"
		"b.yaml:1: feeds[2]: expected a feed such as {url: \"https://...\"}, found 'a'\n"},
	{"feeds: [{url: 'feed://a/'}, {url: 'https://'}, {url: 'https://a b/'}]\n",
		"b.yaml:1: feeds[0].url: expected an address that begins with https:// or http://, "
		"found 'feed://a/'\n"
		"b.yaml:1: feeds[1].url: expected an address that begins with https:// or http://, "
		"found 'https://'\n"
		"b.yaml:1: feeds[2].url: expected an address that begins with https:// or http://, "
		"found 'https://a b/'\n"},
	{"feeds: [{url: 'https://me:secret@a.example/'}]\n",
		"b.yaml:1: feeds[0].url: expected an address without user and password; they have "
		"keys of their own\n"},
	{"topics: [{name: a, where: a, weight: -11}]\n",
		"b.yaml:1: topics[0].weight: expected a number such as 1.5, from -10 to 10, found "
		"'-11'\n"},
	{"feeds: [{url: 'https://a/', weight: heavy, headers: {'X y': 1, X-B: \"a\\nb\"}}]\n",
		"b.yaml:1: feeds[0].weight: expected a number such as 1.5, from 0 to 100, found "
		"'heavy'\n"
		"b.yaml:1: feeds[0].headers.X y: expected a header's name\n"
		"b.yaml:1: feeds[0].headers.X-B: expected a header's value on one line\n"},
	{"feeds: [{url: 'https://a/', auth: {user: u}}]\n",
		"b.yaml:1: feeds[0].auth: expected a password or password_file\n"},
	{"feeds: [{url: 'https://a/', auth: {password: x, password_file: y}}]\n",
		"b.yaml:1: feeds[0].auth.password_file: give password or password_file, not both\n"
		"b.yaml:1: feeds[0].auth: expected a user\n"},
	{"feeds: [{url: 'https://a/', auth: {user: u, password_file: /nowhere/p}}]\n",
		"b.yaml:1: feeds[0].auth.password_file: cannot open '/nowhere/p': No such file or "
		"directory\n"},
	{"feeds: [{exec: []}, {path: [x]}]\n", "b.yaml:1: feeds[0].exec: expected a program and "
					       "its arguments, found an empty list\n"
					       "b.yaml:1: feeds[1].path: expected a path, or a "
					       "pattern such as archive/*.xml, found "
					       "a list\n"},
	{"companies: [{name: X}, {id: openai}, {ticker: 'A B'}, {list: no.csv, name: x}]\n",
		"b.yaml:1: companies[0]: expected a ticker, an id, a list, or {directory: all}\n"
		"b.yaml:1: companies[1]: a company without a ticker needs a name\n"
		"b.yaml:1: companies[2]: expected a ticker such as META or 005930.KS, found 'A B'\n"
		"b.yaml:1: companies[3]: 'list' stands alone in its entry\n"
		"b.yaml:1: companies[3]: cannot read the list 'no.csv': No such file or "
		"directory\n"},
	{"companies:\n- {directory: some}\n- META\n",
		"b.yaml:2: companies[0]: expected all, found 'some'\n"
		"b.yaml:3: companies[1]: expected a company such as {ticker: META}, found "
		"'META'\n"},
	{"junk: [listicle, gossip]\n",
		"b.yaml:1: junk: no class of junk is called 'gossip'; there are class-action, "
		"market-size, price-move, listicle, sponsored, round-up, horoscope\n"},
	{"topics:\n- {name: capex, where: 'capex OR (data'}\n- {name: capex, where: x}\n- {where: "
	 "y}\n"
	 "- {name: z}\n",
		"b.yaml:2: topics[0].where: column 15: expected ')' for the '(' of column 10, "
		"found "
		"the end\n"
		"b.yaml:3: topics[1]: 'capex' is the name of line 2 already\n"
		"b.yaml:4: topics[2]: expected a name\n"
		"b.yaml:5: topics[3]: expected a query: where\n"},
	{"digests: [{name: a b}, {title: x}, {name: c, atom: c.atom}, {name: c, html: ../x}]\n",
		"b.yaml:1: digests[0].name: expected a name of letters, digits, '-' and '_', found "
		"'a b'\n"
		"b.yaml:1: digests[1]: expected a name\n"
		"b.yaml:1: digests[3].html: expected a folder below site.dir such as morning/, "
		"found "
		"'../x'\n"
		"b.yaml:1: digests[3]: 'c' is the name of line 1 already\n"
		"b.yaml:1: digests[2]: html, atom and json need site.dir\n"},
	{"digests:\n- name: m\n  schedule: {at: ['7:00', '24:00'], days: mon-fry, timezone: "
	 "Mars/X}\n",
		"b.yaml:3: digests[0].schedule.at: expected hours such as \"07:00\", found '7:00'\n"
		"b.yaml:3: digests[0].schedule.at: expected hours such as \"07:00\", found "
		"'24:00'\n"
		"b.yaml:3: digests[0].schedule.days: expected days such as mon-fri, sat,sun or "
		"daily, found 'mon-fry'\n"
		"b.yaml:3: digests[0].schedule.timezone: expected a time zone of this machine such "
		"as America/New_York, found 'Mars/X'\n"},
	{"digests: [{name: m, schedule: {every: 7d}}]\n",
		"b.yaml:1: digests[0].schedule.every: expected at most 86400s, found '7d'\n"},
	{"digests:\n- {name: m, schedule: {at: '07:00', every: 1h}}\n- {name: n, schedule: {}}\n",
		"b.yaml:2: digests[0].schedule: expected only one of at and every\n"
		"b.yaml:3: digests[1].schedule: expected one of at and every\n"},
	{"digests: [{name: m, window: yesterday, where: 'a or b', group_by: x, max_stories: 0, "
	 "min_relevance: 101}]\n",
		"b.yaml:1: digests[0].window: expected since-last, or a duration such as 90s, 15m, "
		"24h or 7d, found 'yesterday'\n"
		"b.yaml:1: digests[0].where: column 3: operators are written in capitals; put the "
		"word in quotes to look for it, found 'or'\n"
		"b.yaml:1: digests[0].group_by: expected company, topic, source or none, found "
		"'x'\n"
		"b.yaml:1: digests[0].max_stories: expected a number from 1 to 10000, found '0'\n"
		"b.yaml:1: digests[0].min_relevance: expected a number from 0 to 100, found "
		"'101'\n"},
	{"digests: [{name: m, email: {from: x, to: [a@b, 'c@@d'], when_empty: no}}]\n",
		"b.yaml:1: digests[0].email.from: expected an address such as \"Broadtape "
		"<news@example.com>\", found 'x'\n"
		"b.yaml:1: digests[0].email.to: expected an address such as desk@example.com, "
		"found "
		"'c@@d'\n"
		"b.yaml:1: digests[0].email.when_empty: expected skip or send, found 'no'\n"},
	{"mail: {maildir: m}\n"
	 "digests: [{name: m, email: {from: a@b, to: c@d, subject: '{title}: {count}'}}]\n",
		"b.yaml:2: digests[0].email.subject: expected a text with {title}, {top}, {date}, "
		"{stories} or {number}, found '{title}: {count}'\n"},
	{"mail: {maildir: m}\n"
	 "digests: [{name: m, email: {from: a@b, to: c@d, subject: '{top'}}]\n",
		"b.yaml:2: digests[0].email.subject: expected a text with {title}, {top}, {date}, "
		"{stories} or {number}, found '{top'\n"},
	{"digests: [{name: m, email: {from: a@b}}]\n",
		"b.yaml:1: digests[0].email: expected recipients: to\n"
		"b.yaml:1: digests[0]: email needs mail.smtp, mail.sendmail or mail.maildir\n"},
	{"mail: {smtp: 'smtp://a:25', maildir: m}\n",
		"b.yaml:1: mail: expected one of smtp, sendmail and maildir\n"},
	{"mail: {maildir: m, user: u}\n", "b.yaml:1: mail: user and password need smtp\n"},
	{"mail: {smtp: 'mail.example.com'}\n",
		"b.yaml:1: mail.smtp: expected an address such as smtps://mail.example.com:465, "
		"found 'mail.example.com'\n"},
	{"server: {listen: '8080'}\n",
		"b.yaml:1: server.listen: expected an address and a port such as 127.0.0.1:8080 or "
		"[::1]:8080, or unix:PATH, found '8080'\n"},
	{"server: {listen: ['127.0.0.1:1', 'localhost:1']}\n",
		"b.yaml:1: server.listen: expected an address and a port such as 127.0.0.1:8080 or "
		"[::1]:8080, or unix:PATH, found 'localhost:1'\n"},
	{"server: {base_path: news}\n",
		"b.yaml:1: server.base_path: expected a path such as /news, found 'news'\n"},
	{"server: {base_path: /a/../b}\n",
		"b.yaml:1: server.base_path: expected a path such as /news, found '/a/../b'\n"},
	{"server: {hosts: ['https://a.example']}\n",
		"b.yaml:1: server.hosts: expected a name such as news.example.com, found "
		"'https://a.example'\n"},
	{"server: {trusted_proxies: [127.0.0.1, 10.0.0.1/8]}\n",
		"b.yaml:1: server.trusted_proxies: expected an address or a network such as "
		"127.0.0.1 or 10.0.0.0/8, found '10.0.0.1/8'\n"},
	{"site: {title: '${BROADTAPE_NO_SUCH}'}\n",
		"b.yaml:1: site.title: the environment has no variable 'BROADTAPE_NO_SUCH'\n"},
	{"a: [b\nc: d\n", "b.yaml:2: column 2: did not find expected ',' or ']', while parsing a "
			  "flow sequence of line 1\n"},
	{"a: \"\\0\"\n", "b.yaml:1: a NUL inside of a text\n"},
	{"store: a\n---\nstore: b\n", "b.yaml:2: a second document begins here; one is read\n"},
	{"- a\n", "b.yaml:1: expected keys and values, found a list\n"},
	{"? [a]\n: b\n", "b.yaml:1: a key has to be a plain word\n"},
	{"feeds: &a [*a]\n",
		"b.yaml:1: lists and maps are too deep inside of one another (32 levels are the "
		"limit)\n"},
	{"store: \xff\n", "b.yaml:1: invalid leading UTF-8 octet at byte 7\n"},
};

static void
every_mistake_is_told_with_its_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct config_errors errors;
		struct buf told;

		config_errors_init(&errors);
		buf_init(&told, BUF_UNLIMITED);
		assert_null(config_parse("b.yaml", span_of(cases[i].yaml), &errors));
		for (size_t j = 0; j < errors.n_errors; j++)
			buf_format(&told, "%s\n", errors.errors[j].text);
		if (strcmp(buf_string(&told), cases[i].errors) != 0)
			fail_msg("of\n%s\nis told\n%s\nand not\n%s", cases[i].yaml,
				buf_string(&told), cases[i].errors);
		buf_release(&told);
		config_errors_release(&errors);
	}
}

/* Ten aliases of ten aliases of ...: a billion values, if they were all copied. */
static void
a_bomb_of_aliases_ends_early(void **state)
{
	struct config_errors errors;
	struct buf bomb;

	(void)state;
	buf_init(&bomb, BUF_UNLIMITED);
	buf_add_text(&bomb, "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
	for (int i = 1; i < 10; i++) {
		buf_format(&bomb, "a%d: &a%d [", i, i);
		for (int j = 0; j < 10; j++)
			buf_format(&bomb, "%s*a%d", j > 0 ? "," : "", i - 1);
		buf_add_text(&bomb, "]\n");
	}
	config_errors_init(&errors);
	assert_null(config_parse("b.yaml", buf_span(&bomb), &errors));
	assert_int_equal(errors.n_errors, 1);
	assert_non_null(strstr(errors.errors[0].text, "more than 500,000 values"));
	config_errors_release(&errors);
	buf_release(&bomb);
}

static void
a_thousand_mistakes_are_not_all_told(void **state)
{
	struct config_errors errors;
	struct buf text;

	(void)state;
	buf_init(&text, BUF_UNLIMITED);
	for (int i = 0; i < 1000; i++)
		buf_format(&text, "wrong%d: x\n", i);
	config_errors_init(&errors);
	assert_null(config_parse("b.yaml", buf_span(&text), &errors));
	assert_int_equal(errors.n_errors, 200);
	config_errors_release(&errors);
	buf_release(&text);
}

static void
doubts_are_warnings(void **state)
{
	struct config_errors errors;
	struct config *config;

	(void)state;
	config_errors_init(&errors);
	config = config_parse("b.yaml", SPAN("digests:\n- name: m\n"), &errors);
	assert_non_null(config);
	assert_int_equal(errors.n_errors, 0);
	assert_int_equal(errors.n_warnings, 2);
	assert_string_equal(
		errors.warnings[0].text, "b.yaml:1: no feeds: there is nothing to read");
	assert_string_equal(errors.warnings[1].text,
		"b.yaml:2: digests[0]: goes nowhere: no html, atom, json, email or webhooks");
	config_free(config);
	config_errors_release(&errors);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_mistake_is_told_with_its_place),
		cmocka_unit_test(a_bomb_of_aliases_ends_early),
		cmocka_unit_test(a_thousand_mistakes_are_not_all_told),
		cmocka_unit_test(doubts_are_warnings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
