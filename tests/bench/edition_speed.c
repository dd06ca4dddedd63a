/*
 * What an edition costs. usage: edition_speed [ITEMS [FOLDER]]
 *
 * Fills a store in FOLDER (a temporary one) with ITEMS items (1,000,000), unless it is there, the last
 * 50,000 of them of one day, of which 3,000 match. Then builds and publishes an edition of 400 stories
 * out of that day in every format, and out of a half and a quarter of it: the time should follow the
 * window, not the store. Prints milliseconds, the best of three.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "aggregator/edition.h"
#include "aggregator/publish.h"
#include "aggregator/store/feed_store.h"
#include "aggregator/store/item_store.h"
#include "feeds/base/buf.h"
#include "tests/bench/scratch.h"

#define WINDOW 50000
#define MATCH_EACH 17 /* 50,000 / 17: some 3,000 */
#define FEEDS 1000
#define COMPANIES 200
#define BATCH 500
#define NOW ((int64_t)1795435200)
#define ROUNDS 3

struct bench {
	struct store *store;
	struct config *config;
	struct plan *plan;
	struct error err;
	char folder[256];
	long n_items;
};

static void
must(struct bench *bench, bool ok)
{
	if (ok)
		return;
	fprintf(stderr, "edition_speed: %s\n", bench->err.text);
	exit(1);
}

static double
clock_ms(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double
now_ms(void)
{
	return clock_ms(CLOCK_MONOTONIC);
}

/* The best of some rounds: of the wall, and of this process alone, which a busy machine leaves as it is. */
struct best {
	double wall, cpu;
	double wall_start, cpu_start;
};

static void
best_start(struct best *best)
{
	best->wall_start = now_ms();
	best->cpu_start = clock_ms(CLOCK_PROCESS_CPUTIME_ID);
}

static void
best_stop(struct best *best)
{
	double wall = now_ms() - best->wall_start;
	double cpu = clock_ms(CLOCK_PROCESS_CPUTIME_ID) - best->cpu_start;

	best->wall = best->wall == 0 || wall < best->wall ? wall : best->wall;
	best->cpu = best->cpu == 0 || cpu < best->cpu ? cpu : best->cpu;
}

/* Two hundred companies of our own, and a digest in every format. */
static void
configure(struct bench *bench)
{
	struct config_errors errors;
	struct buf text;

	buf_init(&text, BUF_UNLIMITED);
	buf_format(&text,
		"store: %s/store.db\nsite: {dir: %s/public, url: 'https://news.example.com/'}\n"
		"mail: {maildir: %s/mail}\nfeeds: [{url: 'https://wire.example/feed'}]\n"
		"digests:\n- {name: speed, where: 'topic:match', max_stories: 400, window: 24h,\n"
		"  html: speed/, atom: speed.atom, json: speed.json,\n"
		"  email: {from: n@example.com, to: d@example.com}}\ncompanies:\n",
		bench->folder, bench->folder, bench->folder);
	for (int i = 0; i < COMPANIES; i++)
		buf_format(&text, "- {id: c%d, name: Xa%dcorp Holdings}\n", i, i);
	config_errors_init(&errors);
	bench->config = config_parse("bench.yaml", buf_span(&text), &errors);
	if (bench->config == NULL)
		fprintf(stderr, "edition_speed: %s\n", errors.errors[0].text);
	must(bench, bench->config != NULL);
	config_errors_release(&errors);
	buf_release(&text);
	bench->plan = plan_new(bench->config, &bench->err);
	must(bench, bench->plan != NULL && plan_compile(bench->plan, &bench->err));
}

static void
add_feeds(struct bench *bench)
{
	static char urls[FEEDS][64];
	static struct feed_wish wishes[FEEDS];

	for (int i = 0; i < FEEDS; i++) {
		snprintf(urls[i], sizeof urls[i], "https://feed%d.example/rss", i);
		wishes[i] = (struct feed_wish){.kind = FEED_URL, .url = span_of(urls[i])};
	}
	must(bench, feeds_configure(
			    bench->store, &(struct feed_wishes){wishes, FEEDS, NULL}, &bench->err));
}

static void
add_item(struct bench *bench, long i)
{
	static char text[1200];
	char title[160], url[80], id[16];
	struct item_company company = {.relevance = 90, .confidence = 90};
	struct item_topic topic = {.name = SPAN("match")};
	struct item_record item = {.feed = i % FEEDS + 1,
		.identity = (uint64_t)i * 0x9e3779b97f4a7c15,
		.content = (uint64_t)i,
		.canonical = (uint64_t)i * 0xc2b2ae3d27d4eb4f,
		.published_at = NOW - 43200,
		.updated_at = ITEM_TIME_NONE,
		.companies = &company,
		.n_companies = 1,
		.topics = &topic,
		.n_topics = i % MATCH_EACH == 0};
	long about = i * 7 % COMPANIES;
	int64_t number;

	snprintf(id, sizeof id, "c%ld", about);
	snprintf(title, sizeof title,
		"Xa%ldcorp Holdings orders %ld machines for its works in town %ld", about, i % 977,
		i);
	snprintf(url, sizeof url, "https://feed%ld.example/news/%ld", i % FEEDS, i);
	snprintf(text, sizeof text,
		"Xa%ldcorp Holdings said on Monday that it ordered %ld machines for its works in "
		"town %ld. The machines are worth %ld million dollars and will be set up within a "
		"year, the company said. A speaker did not name the maker. Two years ago the firm "
		"had ordered %ld machines of another kind, which are still at work. Shares rose by "
		"%ld percent.",
		about, i % 977, i, i % 89, i % 31, i % 7);
	company.id = span_of(id);
	item.title = span_of(title);
	item.url = span_of(url);
	item.text = span_of(text);
	item.place.story = store_next_story(bench->store);
	if (i % 5 == 0 && item.place.story > 40)
		item.place.story -= MATCH_EACH; /* a further report of an older story */
	must(bench, item_add(bench->store, &item, &number, &bench->err));
}

static void
fill(struct bench *bench)
{
	double start = now_ms();

	add_feeds(bench);
	for (long i = 0; i < bench->n_items; i++) {
		long before = bench->n_items - i; /* the end of the window is the last item */
		int64_t seen = NOW - (int64_t)((double)before / WINDOW * 86400);

		if (i % BATCH == 0)
			must(bench, store_batch_begin(bench->store, seen, &bench->err));
		add_item(bench, i);
		if (i % BATCH == BATCH - 1 || i + 1 == bench->n_items)
			must(bench, store_batch_commit(bench->store, &bench->err));
	}
	printf("filled with %ld items in %.0f s\n", bench->n_items, (now_ms() - start) / 1e3);
}

static void
measure(struct bench *bench, int64_t seconds)
{
	struct best build = {0};
	struct best publish = {0};
	size_t items = 0;
	size_t stories = 0;

	for (int round = 0; round < ROUNDS; round++) {
		struct edition_wish wish = {.config = &bench->config->digests[0],
			.now = NOW + round,
			.window_from = NOW - seconds,
			.window_to = NOW + 1,
			.sequence = 1,
			.tells_again = true};
		struct publish_report report;
		struct digest *digest;

		best_start(&build);
		digest = edition_build(bench->plan, bench->store, &wish, &bench->err);
		best_stop(&build);
		must(bench, digest != NULL);
		items = digest->overview.items_read;
		stories = digest_story_count(digest);
		digest_free(digest);
		must(bench, edition_next_window(bench->store, &wish, &bench->err));
		wish.window_from = NOW - seconds;
		best_start(&publish);
		must(bench,
			publish_edition(bench->plan, bench->store, &wish, &report, &bench->err));
		best_stop(&publish);
	}
	printf("window of %6zu items, %zu stories: built in %.0f ms (cpu %.0f); built, recorded, "
	       "written in all formats and mailed in %.0f ms (cpu %.0f)\n",
		items, stories, build.wall, build.cpu, publish.wall, publish.cpu);
}

int
main(int argc, char **argv)
{
	struct bench bench = {.n_items = argc > 1 ? strtol(argv[1], NULL, 10) : 1000000};
	char path[300];
	bool is_new;

	snprintf(bench.folder, sizeof bench.folder, "%s",
		argc > 2 ? argv[2] : "/tmp/edition_speed.XXXXXX");
	if (argc <= 2 && mkdtemp(bench.folder) == NULL)
		return 1;
	configure(&bench);
	snprintf(path, sizeof path, "%s/store.db", bench.folder);
	is_new = access(path, F_OK) != 0;
	bench.store = store_open(path, STORE_WRITE, &bench.err);
	must(&bench, bench.store != NULL);
	if (is_new)
		fill(&bench);
	measure(&bench, 86400);
	measure(&bench, 43200);
	measure(&bench, 21600);
	store_close(bench.store);
	plan_free(bench.plan);
	config_free(bench.config);
	if (argc <= 2)
		scratch_remove(bench.folder);
	return 0;
}
