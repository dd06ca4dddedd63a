/*
 * What the store costs. usage: store_speed [ITEMS [TEXT_BYTES [FOLDER | postgresql://... [keep]]]]
 *
 * Puts ITEMS items (30,000) of TEXT_BYTES (2,000) into a new store in FOLDER (/tmp; on a server,
 * into an empty database) as a cold refresh does: feeds of 30 items, batches of 500, each item
 * with two companies, a topic, a fingerprint and a story. Then reads a window of a twentieth of
 * it, restores the live items, indexes, searches. Prints wall and processor seconds of each step.
 * With `keep`, the store stays in FOLDER/broadtape.db, for tests/bench/serve.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "aggregator/store/feed_store.h"
#include "aggregator/store/item_store.h"
#include "aggregator/store/search_store.h"
#include "aggregator/store/store.h"
#include "feeds/base/buf.h"
#include "feeds/base/memory.h"

#define ITEMS_A_FEED 30
#define ITEMS_A_BATCH 510
#define BATCH_SECONDS 10 /* from one to the next, in the store's time */
#define START_AT 1700000000
#define WORDS 20000
#define SEARCHES 100
#define EVIDENCE "[{\"kind\":\"name\",\"field\":\"title\",\"start\":0,\"end\":14,\"weight\":40}]"

struct bench {
	struct store *store;
	struct error err;
	long n_items;
	size_t text_bytes;
	char *text; /* long; items begin at different places of it */
	size_t text_len;
	uint64_t seed;
	struct timespec wall, cpu;
};

static uint64_t
dice(struct bench *bench)
{
	bench->seed = bench->seed * 6364136223846793005u + 1442695040888963407u;
	return bench->seed >> 33;
}

static void
must(struct bench *bench, bool ok)
{
	if (ok)
		return;
	fprintf(stderr, "store_speed: %s\n", bench->err.text);
	exit(1);
}

static double
since(clockid_t id, const struct timespec *start)
{
	struct timespec now;

	clock_gettime(id, &now);
	return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

static void
start(struct bench *bench)
{
	clock_gettime(CLOCK_MONOTONIC, &bench->wall);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &bench->cpu);
}

static void
report(struct bench *bench, const char *step, long n)
{
	double wall = since(CLOCK_MONOTONIC, &bench->wall);
	double cpu = since(CLOCK_PROCESS_CPUTIME_ID, &bench->cpu);

	printf("%-34s %8ld  %8.3f s wall  %8.3f s cpu\n", step, n, wall, cpu);
	fflush(stdout);
	start(bench);
}

/* Words as common as words are: the first of the vocabulary far more often than the last. */
static void
make_text(struct bench *bench)
{
	struct buf text;

	buf_init(&text, BUF_UNLIMITED);
	while (text.len < bench->text_bytes + (4 << 20)) {
		double even = (double)(dice(bench) % 1000003) / 1000003.0;
		unsigned word = (unsigned)(even * even * even * WORDS);

		buf_format(&text, "w%xo%x ", word % 64, word);
	}
	bench->text_len = text.len;
	bench->text = buf_take_string(&text);
}

static void
add_item(struct bench *bench, long i)
{
	static const char fingerprint[300] = "fingerprint";
	char url[128], title[128], id[64], companies[2][16];
	size_t at = dice(bench) % (bench->text_len - bench->text_bytes);
	struct item_company marks[2] = {
		{SPAN_NONE, 80, 90, 0, SPAN(EVIDENCE)}, {SPAN_NONE, 20, 70, 1, SPAN(EVIDENCE)}};
	struct item_topic topic = {SPAN("capex"), SPAN("[0,7]")};
	struct item_record item = {.feed = i / ITEMS_A_FEED + 1,
		.identity = (uint64_t)i * 0x9e3779b97f4a7c15,
		.content = (uint64_t)i,
		.canonical = (uint64_t)i * 0xc2b2ae3d27d4eb4f,
		.published_at = START_AT + i,
		.updated_at = ITEM_TIME_NONE,
		.companies = marks,
		.n_companies = 2,
		.topics = &topic,
		.n_topics = i % 4 == 0};
	int64_t number;

	snprintf(url, sizeof url, "https://www.example%ld.com/news/2026/11/item-%ld", item.feed, i);
	snprintf(title, sizeof title, "%.60s %ld", bench->text + at, i);
	snprintf(id, sizeof id, "tag:example.com,2026:%ld", i);
	for (int c = 0; c < 2; c++) {
		snprintf(companies[c], sizeof companies[c], "C%u", (unsigned)(dice(bench) % 8000));
		marks[c].id = span_of(companies[c]);
	}
	item.url = span_of(url);
	item.title = span_of(title);
	item.id = span_of(id);
	item.text = span_make(bench->text + at, bench->text_bytes);
	item.fingerprint = span_make(fingerprint, sizeof fingerprint);
	item.place.story = store_next_story(bench->store);
	if (item.place.story > 10 && dice(bench) % 5 == 0)
		item.place.story -= 1 + (int64_t)(dice(bench) % 9);
	must(bench, item_add(bench->store, &item, &number, &bench->err));
}

/* As the writer does: the items of a feed are asked for together. */
static void
expect_items(struct bench *bench, long first)
{
	struct item_known wanted[ITEMS_A_FEED];

	for (long i = 0; i < ITEMS_A_FEED; i++)
		wanted[i].identity = (uint64_t)(first + i) * 0x9e3779b97f4a7c15;
	must(bench, items_expect(bench->store, first / ITEMS_A_FEED + 1, wanted, ITEMS_A_FEED,
			    &bench->err));
}

static void
visit_feed(struct bench *bench, int64_t feed)
{
	static const char rhythm[88] = "rhythm";
	struct feed_state state = {.etag = SPAN("W/\"5f3c-61a2b3c4d5e6f\""),
		.last_modified = SPAN("Mon, 23 Nov 2026 12:00:00 GMT"),
		.body_hash = (uint64_t)feed,
		.last_visit = START_AT,
		.next_visit = START_AT + feed,
		.last_success = START_AT,
		.title = SPAN("Example wire"),
		.html_url = SPAN("https://www.example.com/"),
		.rhythm = span_make(rhythm, sizeof rhythm)};

	must(bench, feed_visited(bench->store, feed, &state, &bench->err));
}

static void
configure(struct bench *bench, size_t n)
{
	struct feed_wish *wishes = memory_new(n, sizeof *wishes);
	struct feed_wishes list = {wishes, n, NULL};

	for (size_t i = 0; i < n; i++) {
		char url[64];
		int len = snprintf(url, sizeof url, "https://www.example%zu.com/feed.xml", i);

		wishes[i] = (struct feed_wish){.kind = FEED_URL,
			.url = span_make(memory_string(url, (size_t)len), (size_t)len)};
	}
	must(bench, feeds_configure(bench->store, &list, &bench->err));
	for (size_t i = 0; i < n; i++)
		free((char *)wishes[i].url.at);
	free(wishes);
}

static void
fill(struct bench *bench)
{
	int64_t now = START_AT;

	for (long i = 0; i < bench->n_items; i++) {
		if (i % ITEMS_A_BATCH == 0)
			must(bench,
				store_batch_begin(bench->store, now += BATCH_SECONDS, &bench->err));
		if (i % ITEMS_A_FEED == 0)
			expect_items(bench, i);
		add_item(bench, i);
		if (i % ITEMS_A_FEED == ITEMS_A_FEED - 1)
			visit_feed(bench, i / ITEMS_A_FEED + 1);
		if (i % ITEMS_A_BATCH == ITEMS_A_BATCH - 1 || i == bench->n_items - 1)
			must(bench, store_batch_commit(bench->store, &bench->err));
	}
}

static long
walk(struct bench *bench, struct item_cursor *cursor, long limit)
{
	long n = 0;

	while (n < limit && item_cursor_next(cursor) != NULL)
		n++;
	must(bench, item_cursor_close(cursor, &bench->err));
	return n;
}

/* Each feed's items again: nothing is new. */
static void
know(struct bench *bench)
{
	for (long first = 0; first + ITEMS_A_FEED <= bench->n_items; first += ITEMS_A_FEED) {
		struct item_known known[ITEMS_A_FEED];

		for (long i = 0; i < ITEMS_A_FEED; i++)
			known[i].identity = (uint64_t)(first + i) * 0x9e3779b97f4a7c15;
		must(bench, items_known(bench->store, first / ITEMS_A_FEED + 1, known, ITEMS_A_FEED,
				    &bench->err));
		if (known[ITEMS_A_FEED - 1].item == 0)
			exit(2);
	}
}

static void
read_back(struct bench *bench)
{
	int64_t end = START_AT + (bench->n_items / ITEMS_A_BATCH + 2) * BATCH_SECONDS;
	int64_t from = end - bench->n_items / 20 / ITEMS_A_BATCH * BATCH_SECONDS;
	long n = walk(bench, items_between(bench->store, from, end, ITEM_HEAD), bench->n_items);

	report(bench, "window, heads", n);
	n = walk(bench, items_between(bench->store, from, end, ITEM_WHOLE), bench->n_items);
	report(bench, "window, whole", n);
	from = end - 200000 / ITEMS_A_BATCH * BATCH_SECONDS;
	n = walk(bench, items_live(bench->store, from), bench->n_items);
	report(bench, "live items restored", n);
	know(bench);
	report(bench, "known", bench->n_items);
}

static int
compare_seconds(const void *a, const void *b)
{
	double first = *(const double *)a;
	double second = *(const double *)b;

	return (first > second) - (first < second);
}

static void
search(struct bench *bench, const char *what, unsigned word, unsigned step)
{
	double seconds[SEARCHES];
	long n = 0;

	for (unsigned i = 0; i < SEARCHES; i++, word += step) {
		char filter[128];
		struct timespec begin;
		struct search_wish wish = {.since = INT64_MIN, .until = INT64_MAX};

		snprintf(filter, sizeof filter,
			search_dialect(bench->store) == SEARCH_FTS5 ? "\"w%xo%x\" AND \"w%xo%x\""
								    : "'w%xo%x' & 'w%xo%x'",
			word % 64, word, (word + 7) % 64, word + 7);
		wish.filter = span_of(filter);
		clock_gettime(CLOCK_MONOTONIC, &begin);
		n += walk(bench, search_open(bench->store, &wish), 50);
		seconds[i] = since(CLOCK_MONOTONIC, &begin);
	}
	qsort(seconds, SEARCHES, sizeof *seconds, compare_seconds);
	printf("%-34s %8ld  median %.1f ms, worst %.1f ms\n", what, n, seconds[SEARCHES / 2] * 1000,
		seconds[SEARCHES - 1] * 1000);
	start(bench);
}

static void
index_all(struct bench *bench)
{
	int64_t left = 1;

	while (left > 0)
		must(bench, search_index_pending(bench->store, 2000, &left, &bench->err));
	report(bench, "indexed", bench->n_items);
}

static void
run(struct bench *bench, const char *path)
{
	struct store_counts counts;
	struct rusage usage;

	start(bench);
	bench->store = store_open(path, STORE_WRITE, &bench->err);
	must(bench, bench->store != NULL);
	configure(bench, (size_t)(bench->n_items / ITEMS_A_FEED + 1));
	report(bench, "feeds configured", bench->n_items / ITEMS_A_FEED + 1);
	configure(bench, (size_t)(bench->n_items / ITEMS_A_FEED + 1));
	report(bench, "feeds configured again", bench->n_items / ITEMS_A_FEED + 1);
	fill(bench);
	report(bench, "items stored", bench->n_items);
	store_close(bench->store);
	report(bench, "closed", 1);
	getrusage(RUSAGE_SELF, &usage);
	printf("peak memory so far %ld MB\n", usage.ru_maxrss / 1024);
	bench->store = store_open(path, STORE_WRITE, &bench->err);
	must(bench, bench->store != NULL);
	report(bench, "opened", 1);
	read_back(bench);
	index_all(bench);
	search(bench, "search, common words", 20, 5);
	search(bench, "search, rare words", WORDS / 2, 50);
	must(bench, store_count(bench->store, &counts, &bench->err));
	report(bench, "counted", 1);
	printf("%.1f MB on disk\n", (double)counts.bytes / 1e6);
	store_close(bench->store);
	report(bench, "closed", 1);
}

static void
remove_files(const char *folder, const char *path)
{
	static const char *const endings[] = {"", "-wal", "-shm", "-lock"};

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		char name[320];

		snprintf(name, sizeof name, "%s%s", path, endings[i]);
		unlink(name);
	}
	rmdir(folder);
}

int
main(int argc, char **argv)
{
	struct bench bench = {.n_items = argc > 1 ? strtol(argv[1], NULL, 10) : 30000,
		.text_bytes = argc > 2 ? strtoul(argv[2], NULL, 10) : 2000,
		.seed = 1};
	const char *where = argc > 3 ? argv[3] : "/tmp";
	char folder[256], path[300];

	make_text(&bench);
	if (strncmp(where, "postgresql:", strlen("postgresql:")) == 0) {
		run(&bench, where);
		free(bench.text);
		return 0;
	}
	if (argc > 4) {
		snprintf(path, sizeof path, "%s/broadtape.db", where);
		run(&bench, path);
		free(bench.text);
		return 0;
	}
	snprintf(folder, sizeof folder, "%s/store-speed-XXXXXX", where);
	if (mkdtemp(folder) == NULL || bench.n_items < 1)
		return 1;
	snprintf(path, sizeof path, "%s/broadtape.db", folder);
	run(&bench, path);
	remove_files(folder, path);
	free(bench.text);
	return 0;
}
