#include "tests/unit/test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aggregator/config/config.h"
#include "feeds/base/buf.h"

static struct config_errors errors;

static struct config *
must_parse(const char *path, const char *yaml)
{
	struct config *config;

	config_errors_init(&errors);
	config = config_parse(path, span_of(yaml), &errors);
	if (config == NULL)
		fail_msg("%s", errors.errors[0].text);
	return config;
}

static void
let_go(struct config *config)
{
	config_free(config);
	config_errors_release(&errors);
}

static void
nothing_written_gives_the_defaults(void **state)
{
	struct config *config = must_parse("/etc/broadtape/broadtape.yaml", "");

	(void)state;
	assert_string_equal(config->store, "/etc/broadtape/broadtape.db");
	assert_int_equal(config->keep_seconds, 0);
	assert_null(config->site.dir);
	assert_string_equal(config->site.title, "Broadtape");
	assert_int_equal(config->network.concurrency, 256);
	assert_int_equal(config->network.per_host, 2);
	assert_int_equal(config->network.per_address, 10);
	assert_int_equal(config->network.timeout_ms, 30000);
	assert_int_equal(config->network.max_body, 10 << 20);
	assert_false(config->network.allow_private);
	assert_int_equal(config->poll.min_seconds, 300);
	assert_int_equal(config->poll.max_seconds, 86400);
	assert_int_equal(config->n_feeds, 0);
	assert_int_equal(config->server.listen.n, 0);
	let_go(config);
}

static void
every_section_is_read(void **state)
{
	struct config *config = must_parse("conf/b.yaml",
		"store: postgresql://u@h/db\nkeep: 400d\n"
		"site: {dir: public, url: 'https://news.example.com', title: Market watch}\n"
		"network: {concurrency: 9, per_host: 3, per_address: 0, timeout: 2m,\n"
		"  max_body: 64KiB, allow_private: true, proxy: 'socks5h://127.0.0.1:9050', "
		"user_agent: x/1,\n"
		"  contact: me@example.com}\n"
		"poll: {min: 1m, max: 2w}\n"
		"mail: {smtp: 'smtps://mail.example.com:465', user: u, password: p}\n"
		"server: {listen: ['[::1]:8080', 'unix:http'], base_path: /news/,"
		" hosts: news.example.com, trusted_proxies: [10.0.0.0/8, '::1']}\n");

	(void)state;
	assert_string_equal(config->store, "postgresql://u@h/db");
	assert_int_equal(config->keep_seconds, 400 * 86400);
	assert_string_equal(config->site.dir, "conf/public");
	assert_string_equal(config->site.url, "https://news.example.com/");
	assert_string_equal(config->site.title, "Market watch");
	assert_int_equal(config->network.concurrency, 9);
	assert_int_equal(config->network.per_host, 3);
	assert_int_equal(config->network.per_address, 0);
	assert_int_equal(config->network.timeout_ms, 120000);
	assert_int_equal(config->network.max_body, 65536);
	assert_true(config->network.allow_private);
	assert_string_equal(config->network.proxy, "socks5h://127.0.0.1:9050");
	assert_string_equal(config->network.user_agent, "x/1");
	assert_string_equal(config->network.contact, "me@example.com");
	assert_int_equal(config->poll.min_seconds, 60);
	assert_int_equal(config->poll.max_seconds, 14 * 86400);
	assert_string_equal(config->mail.smtp, "smtps://mail.example.com:465");
	assert_string_equal(config->mail.user, "u");
	assert_string_equal(config->mail.password, "p");
	assert_string_equal(config->server.listen.at[0], "[::1]:8080");
	assert_string_equal(config->server.listen.at[1], "unix:conf/http");
	assert_string_equal(config->server.base_path, "/news/");
	assert_string_equal(config->server.hosts.at[0], "news.example.com");
	assert_int_equal(config->server.trusted_proxies.n, 2);
	let_go(config);
}

static void
a_topic_has_its_weight_by_name(void **state)
{
	struct config *config = must_parse("b.yaml", "topics:\n"
						     "- {name: zinc, where: zinc, weight: -1.5}\n"
						     "- {name: tin, where: tin}\n"
						     "- {name: lead, where: lead, weight: 3}\n"
						     "- {shipped: [recall], weight: 0.5}\n");

	(void)state;
	assert_float_equal(config_topic_weight(config, SPAN("zinc")), -1.5, 1e-9);
	assert_float_equal(config_topic_weight(config, SPAN("tin")), 1, 1e-9);
	assert_float_equal(config_topic_weight(config, SPAN("lead")), 3, 1e-9);
	assert_float_equal(config_topic_weight(config, SPAN("recall")), 0.5, 1e-9);
	assert_float_equal(config_topic_weight(config, SPAN("gone")), 1, 1e-9);
	let_go(config);
}

static const struct config_host *
host_named(const struct config *config, const char *domain)
{
	for (size_t i = 0; i < config->hosts.n; i++)
		if (strcmp(config->hosts.at[i].domain, domain) == 0)
			return &config->hosts.at[i];
	fail_msg("no host '%s'", domain);
	return NULL;
}

static void
hosts_of_the_user_go_before_those_that_are_shipped(void **state)
{
	struct config *config = must_parse("b.yaml",
		"hosts:\n"
		"- {domain: SEC.gov, rate: 0.5}\n"
		"- {domain: own.example, share: path, at_once: 3, burst: 7, ids: changing}\n");
	const struct config_host *sec = &config->hosts.at[0];
	const struct config_host *own = &config->hosts.at[1];

	(void)state;
	assert_string_equal(sec->domain, "sec.gov");
	assert_true(sec->rate > 0.49 && sec->rate < 0.51);
	assert_int_equal(sec->contact, CONFIG_CONTACT_REQUIRED); /* as it came */
	assert_int_equal(sec->share, CONFIG_SHARE_DOMAIN);
	assert_int_equal(own->share, CONFIG_SHARE_PATH);
	assert_int_equal(own->at_once, 3);
	assert_int_equal(own->burst, 7);
	assert_int_equal(own->ids, CONFIG_IDS_CHANGING);
	assert_int_equal(host_named(config, "tumblr.com")->share, CONFIG_SHARE_DOMAIN);
	assert_int_equal(host_named(config, "news.google.com")->ids, CONFIG_IDS_CHANGING);
	assert_int_equal(host_named(config, "rsshub.app")->share, CONFIG_SHARE_PATH);
	assert_true(host_named(config, "reddit.com")->rate < 0.02);
	let_go(config);
}

static void
no_second_sees_more_requests_to_the_sec_than_it_allows(void **state)
{
	struct config *config = must_parse("b.yaml", "");
	const struct config_host *sec = host_named(config, "sec.gov");

	(void)state;
	assert_true(sec->rate + sec->burst <= 10);
	let_go(config);
}

static void
the_hours_of_an_exchange_are_known_by_its_name(void **state)
{
	struct config *config = must_parse("b.yaml", "poll: {market: nyse}\n");
	const struct config_market *market = &config->poll.market;

	(void)state;
	assert_string_equal(market->exchange, "NYSE");
	assert_string_equal(market->timezone, "America/New_York");
	assert_int_equal(market->open_minutes, 9 * 60 + 30);
	assert_int_equal(market->close_minutes, 16 * 60);
	assert_int_equal(market->days, 0x1f);
	assert_int_equal(market->within_seconds, 7200);
	assert_int_equal(market->every_seconds, 300);
	let_go(config);
	config = must_parse("b.yaml",
		"poll: {market: {open: \"10:15\", close: \"17:00\", timezone: America/Sao_Paulo,\n"
		"  days: mon-thu, within: 30m, every: 2m, holidays: [2026-02-16, 2026-02-17]}}\n");
	market = &config->poll.market;
	assert_string_equal(market->timezone, "America/Sao_Paulo");
	assert_int_equal(market->open_minutes, 615);
	assert_int_equal(market->days, 0xf);
	assert_int_equal(market->within_seconds, 1800);
	assert_int_equal(market->every_seconds, 120);
	assert_null(market->exchange);
	assert_int_equal(market->n_holidays, 2);
	assert_int_equal(market->holidays[1], 20501); /* days since 1970 */
	let_go(config);
}

static void
a_server_that_wants_a_contact_is_told_of(void **state)
{
	struct config *config = must_parse("b.yaml",
		"feeds:\n"
		"- {url: 'https://WWW.sec.gov:443/cgi-bin/browse-edgar?output=atom'}\n"
		"- {url: 'https://notsec.gov/feed'}\n"
		"- {url: 'https://data.sec.gov/rss'}\n");

	(void)state;
	assert_int_equal(errors.n_warnings, 1);
	assert_non_null(strstr(errors.warnings[0].text, "b.yaml:2: feeds[0]: sec.gov refuses"));
	let_go(config);
	config = must_parse("b.yaml", "network: {contact: me@example.com}\n"
				      "feeds: [{url: 'https://www.sec.gov/x'}]\n");
	assert_int_equal(errors.n_warnings, 0);
	let_go(config);
}

static void
feeds_of_all_kinds_are_read(void **state)
{
	struct config *config = must_parse("conf/b.yaml",
		"feeds:\n"
		"- {url: 'https://a.example/f', title: A, every: 15m, tags: [wire, x], weight: "
		"1.5,\n"
		"   headers: {X-Key: v, Accept: '*/*'}, auth: {user: u, password: s}}\n"
		"- {opml: feeds.opml, tags: one}\n"
		"- {path: 'archive/*.xml'}\n"
		"- {exec: [./scraper, --json]}\n"
		"- {exec: [scraper]}\n");
	const struct config_feed *feeds = config->feeds;

	(void)state;
	assert_int_equal(config->n_feeds, 5);
	assert_int_equal(feeds[0].kind, CONFIG_FEED_URL);
	assert_string_equal(feeds[0].where, "https://a.example/f");
	assert_string_equal(feeds[0].title, "A");
	assert_int_equal(feeds[0].every_seconds, 900);
	assert_int_equal(feeds[0].tags.n, 2);
	assert_string_equal(feeds[0].tags.at[1], "x");
	assert_true(feeds[0].weight > 1.49 && feeds[0].weight < 1.51);
	assert_int_equal(feeds[0].n_headers, 2);
	assert_string_equal(feeds[0].headers[1].name, "Accept");
	assert_string_equal(feeds[0].headers[1].value, "*/*");
	assert_string_equal(feeds[0].user, "u");
	assert_string_equal(feeds[0].password, "s");
	assert_int_equal(feeds[0].line, 2);
	assert_int_equal(feeds[1].kind, CONFIG_FEED_OPML);
	assert_string_equal(feeds[1].where, "conf/feeds.opml");
	assert_int_equal(feeds[1].tags.n, 1);
	assert_true(feeds[1].weight > 0.99 && feeds[1].weight < 1.01);
	assert_int_equal(feeds[2].kind, CONFIG_FEED_PATH);
	assert_string_equal(feeds[2].where, "conf/archive/*.xml");
	assert_int_equal(feeds[3].kind, CONFIG_FEED_EXEC);
	assert_string_equal(feeds[3].exec.at[0], "conf/./scraper");
	assert_string_equal(feeds[3].exec.at[1], "--json");
	assert_string_equal(feeds[4].exec.at[0], "scraper");
	let_go(config);
}

static void
write_file(const char *path, const char *bytes, mode_t mode)
{
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);

	assert_true(file >= 0);
	assert_int_equal(write(file, bytes, strlen(bytes)), strlen(bytes));
	close(file);
	assert_int_equal(chmod(path, mode), 0);
}

static void
make_folder(char *folder, size_t size)
{
	const char *base = getenv("TMPDIR");

	snprintf(folder, size, "%s/broadtape-test.XXXXXX", base != NULL ? base : "/tmp");
	assert_non_null(mkdtemp(folder));
}

static void
companies_come_from_the_file_and_from_lists(void **state)
{
	char folder[200];
	char yaml[300];
	char list[300];
	struct config *config;
	const struct wanted_company *companies;

	(void)state;
	make_folder(folder, sizeof folder);
	snprintf(yaml, sizeof yaml, "%s/b.yaml", folder);
	snprintf(list, sizeof list, "%s/sp.csv", folder);
	write_file(list,
		"\xef\xbb\xbfSymbol,Name\r\nAAPL,Apple Inc.\r\n\r\n# no\n\"BRK.B\",x\nT\t1\n",
		0644);
	config = must_parse(yaml,
		"companies:\n- {ticker: META}\n"
		"- {ticker: 005930.KS, name: Samsung Electronics, aliases: [Samsung], "
		"products: Galaxy, reject: [Samsung Biologics]}\n"
		"- {list: sp.csv}\n- {directory: all}\n- {id: openai, name: OpenAI, people: [Sam "
		"A]}\n");
	companies = config->watchlist.companies;
	assert_int_equal(config->watchlist.n_companies, 6);
	assert_true(config->watchlist.has_directory);
	assert_string_equal(companies[1].ticker, "005930.KS");
	assert_string_equal(companies[1].name, "Samsung Electronics");
	assert_string_equal(companies[1].products.at[0], "Galaxy");
	assert_string_equal(companies[1].reject.at[0], "Samsung Biologics");
	assert_string_equal(companies[2].ticker, "AAPL");
	assert_string_equal(companies[3].ticker, "BRK.B");
	assert_string_equal(companies[4].ticker, "T");
	assert_string_equal(companies[5].id, "openai");
	assert_null(companies[5].ticker);
	let_go(config);

	write_file(list, "AAPL\nNot a ticker\n", 0644);
	config_errors_init(&errors);
	assert_null(config_parse(yaml, SPAN("companies: [{list: sp.csv}]"), &errors));
	assert_non_null(strstr(errors.errors[0].text,
		"sp.csv:2: expected a ticker such as META, found 'Not a ticker'"));
	config_errors_release(&errors);
	unlink(list);
	rmdir(folder);
}

static void
digests_and_topics_are_read(void **state)
{
	struct config *config = must_parse("b.yaml",
		"site: {dir: public}\nmail: {sendmail: /usr/sbin/sendmail}\n"
		"topics: [{name: capex, where: 'capex OR \"capital expenditure\"'}]\n"
		"digests:\n"
		"- name: morning\n"
		"  schedule: {at: ['16:30', '07:00'], days: 'mon-wed, Saturday', timezone: UTC}\n"
		"  window: since-last\n"
		"  where: company:watched\n"
		"  group_by: topic\n"
		"  max_stories: 5\n  max_per_company: 3\n  max_per_source: 4\n"
		"  min_relevance: 40\n"
		"  html: morning/\n  atom: m.atom\n  json: m.json\n"
		"  email: {from: 'N <n@example.com>', to: d@example.com, subject: '{top}',"
		" when_empty: send}\n"
		"- {name: hourly, title: Each hour, schedule: {every: 1h}, window: 24h, html: "
		"h}\n");
	const struct config_digest *digest = config_find_digest(config, "morning");

	(void)state;
	assert_string_equal(config->watchlist.topics[0].name, "capex");
	assert_string_equal(config->watchlist.topics[0].where, "capex OR \"capital expenditure\"");
	assert_string_equal(digest->title, "morning");
	assert_int_equal(digest->schedule.n_at, 2);
	assert_int_equal(digest->schedule.at_minutes[0], 420);
	assert_int_equal(digest->schedule.at_minutes[1], 990);
	assert_int_equal(digest->schedule.days, 0x27);
	assert_string_equal(digest->schedule.timezone, "UTC");
	assert_int_equal(digest->window_seconds, 0);
	assert_string_equal(digest->where, "company:watched");
	assert_non_null(digest->query);
	assert_int_equal(digest->group_by, CONFIG_BY_TOPIC);
	assert_int_equal(digest->max_stories, 5);
	assert_int_equal(digest->max_per_company, 3);
	assert_int_equal(digest->max_per_source, 4);
	assert_int_equal(digest->min_relevance, 40);
	assert_string_equal(digest->html, "morning/");
	assert_string_equal(digest->email.from, "N <n@example.com>");
	assert_string_equal(digest->email.to.at[0], "d@example.com");
	assert_int_equal(digest->email.when_empty, CONFIG_EMPTY_SEND);
	digest = config_find_digest(config, "hourly");
	assert_string_equal(digest->title, "Each hour");
	assert_int_equal(digest->schedule.every_seconds, 3600);
	assert_int_equal(digest->schedule.days, CONFIG_EVERY_DAY);
	assert_int_equal(digest->window_seconds, 86400);
	assert_int_equal(digest->group_by, CONFIG_BY_COMPANY);
	assert_string_equal(digest->email.subject, "{title}: {top}");
	assert_null(digest->email.from);
	assert_null(config_find_digest(config, "none"));
	let_go(config);
}

static void
days_go_over_the_end_of_the_week(void **state)
{
	static const struct {
		const char *days;
		unsigned bits;
	} cases[] = {
		{"fri-mon", 0x71},
		{"daily", 0x7f},
		{"sun", 0x40},
		{"sat,sun", 0x60},
		{"[mon, wed-thu]", 0x0d},
		{"mon-mon", 0x01},
		{"tuesday", 0x02},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char yaml[200];
		struct config *config;

		snprintf(yaml, sizeof yaml,
			"digests: [{name: m, schedule: {at: '07:00', days: %s%s%s}}]",
			cases[i].days[0] == '[' ? "" : "'", cases[i].days,
			cases[i].days[0] == '[' ? "" : "'");
		config = must_parse("b.yaml", yaml);
		assert_int_equal(config->digests[0].schedule.days, cases[i].bits);
		let_go(config);
	}
}

static void
the_environment_is_asked_where_it_is_named(void **state)
{
	struct config *config;

	(void)state;
	setenv("BROADTAPE_TEST_NAME", "desk", 1);
	config = must_parse("b.yaml",
		"site: {title: 'The ${BROADTAPE_TEST_NAME}, $${BROADTAPE_TEST_NAME}, $5, ${x y}'}");
	assert_string_equal(config->site.title, "The desk, ${BROADTAPE_TEST_NAME}, $5, ${x y}");
	let_go(config);
	unsetenv("BROADTAPE_TEST_NAME");
}

static void
a_secret_is_one_line_of_a_file_of_its_own(void **state)
{
	char folder[200];
	char yaml[300];
	char secret[300];
	struct config *config;

	(void)state;
	make_folder(folder, sizeof folder);
	snprintf(yaml, sizeof yaml, "%s/b.yaml", folder);
	snprintf(secret, sizeof secret, "%s/secret", folder);
	write_file(secret, "s3cret\n", 0600);
	write_file(yaml,
		"mail: {smtp: 'smtp://h', user: u, password_file: secret}\nfeeds: [{path: x}]",
		0644);
	config_errors_init(&errors);
	config = config_load(yaml, &errors);
	assert_non_null(config);
	assert_string_equal(config->mail.password, "s3cret");
	assert_int_equal(errors.n_warnings, 0);
	let_go(config);

	chmod(secret, 0640);
	config_errors_init(&errors);
	config = config_load(yaml, &errors);
	assert_non_null(config);
	assert_int_equal(errors.n_warnings, 1);
	assert_non_null(strstr(errors.warnings[0].text, "may be read by others than its owner"));
	let_go(config);

	write_file(secret, "two\nlines\n", 0600);
	config_errors_init(&errors);
	assert_null(config_load(yaml, &errors));
	assert_non_null(strstr(errors.errors[0].text, "expected one line with a password in"));
	config_errors_release(&errors);

	write_file(
		yaml, "mail: {smtp: 'smtp://h', user: u, password: p}\nfeeds: [{path: x}]", 0644);
	config_errors_init(&errors);
	config = config_load(yaml, &errors);
	assert_int_equal(errors.n_warnings, 1);
	assert_non_null(strstr(errors.warnings[0].text, "may be read by everybody"));
	let_go(config);
	unlink(secret);
	unlink(yaml);
	rmdir(folder);
}

static void
expect_found(const char *wanted, const char *path)
{
	struct error err = {0};
	char *found = config_find(wanted, &err);

	if (found == NULL)
		fail_msg("%s", err.text);
	assert_string_equal(found, path);
	free(found);
}

static void
the_file_is_looked_for_in_order(void **state)
{
	char folder[200];
	char path[300];
	struct error err = {0};

	(void)state;
	make_folder(folder, sizeof folder);
	assert_int_equal(chdir(folder), 0);
	unsetenv("BROADTAPE_CONFIG");
	setenv("XDG_CONFIG_HOME", folder, 1);
	assert_null(config_find(NULL, &err));
	assert_int_equal(err.status, 78);
	assert_non_null(strstr(err.text, "neither ./broadtape.yaml, "));
	snprintf(path, sizeof path, "%s/broadtape", folder);
	mkdir(path, 0755);
	snprintf(path, sizeof path, "%s/broadtape/broadtape.yaml", folder);
	write_file(path, "", 0644);
	expect_found(NULL, path);
	write_file("broadtape.yaml", "", 0644);
	expect_found(NULL, "broadtape.yaml");
	setenv("BROADTAPE_CONFIG", "/a/b.yaml", 1);
	expect_found(NULL, "/a/b.yaml");
	expect_found("c.yaml", "c.yaml");
	unsetenv("BROADTAPE_CONFIG");
	unlink("broadtape.yaml");
	unlink(path);
	snprintf(path, sizeof path, "%s/broadtape", folder);
	rmdir(path);
	assert_int_equal(chdir("/"), 0);
	rmdir(folder);
}

static void
a_file_that_is_not_there_is_told(void **state)
{
	(void)state;
	config_errors_init(&errors);
	assert_null(config_load("/nowhere/b.yaml", &errors));
	assert_string_equal(errors.errors[0].text, "/nowhere/b.yaml: No such file or directory");
	config_errors_release(&errors);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_written_gives_the_defaults),
		cmocka_unit_test(every_section_is_read),
		cmocka_unit_test(a_topic_has_its_weight_by_name),
		cmocka_unit_test(hosts_of_the_user_go_before_those_that_are_shipped),
		cmocka_unit_test(no_second_sees_more_requests_to_the_sec_than_it_allows),
		cmocka_unit_test(the_hours_of_an_exchange_are_known_by_its_name),
		cmocka_unit_test(a_server_that_wants_a_contact_is_told_of),
		cmocka_unit_test(feeds_of_all_kinds_are_read),
		cmocka_unit_test(companies_come_from_the_file_and_from_lists),
		cmocka_unit_test(digests_and_topics_are_read),
		cmocka_unit_test(days_go_over_the_end_of_the_week),
		cmocka_unit_test(the_environment_is_asked_where_it_is_named),
		cmocka_unit_test(a_secret_is_one_line_of_a_file_of_its_own),
		cmocka_unit_test(the_file_is_looked_for_in_order),
		cmocka_unit_test(a_file_that_is_not_there_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
