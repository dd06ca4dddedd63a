/*
 * Random queries over a store of random items, answered twice: by the index, and by asking every
 * item. Both must find the same, in the same order.
 */
#include "tests/unit/test.h"

#include "aggregator/base/clock.h"
#include "aggregator/item_search.h"
#include "aggregator/store/search_store.h"
#include "tests/unit/store_fixture.h"

#define N_ITEMS 600
#define N_INDEXED 550
#define N_CHANGED 20
#define N_FEEDS 3
#define ROUNDS 3000
#define NOW 1767600000
#define STEP 600 /* seconds between two items */

static const char configuration[] =
	"feeds:\n"
	"- {url: 'https://wire.example/feed', title: Northern Wire, tags: [wire, fast]}\n"
	"- {url: 'https://www.sec.gov/feed', title: Filings, tags: [official]}\n"
	"- {url: 'https://blog.example/all.xml', title: A quiet blog}\n"
	"companies: [{id: acme, name: Acme Rockets}, {ticker: META},\n"
	"  {ticker: 005930.KS, name: Samsung Electronics}]\n";

static const char *const feed_urls[N_FEEDS] = {
	"https://wire.example/feed", "https://www.sec.gov/feed", "https://blog.example/all.xml"};
static const char *const companies[] = {"acme", "META", "005930.KS", "gone-from-the-list"};
static const char *const topics[] = {"earnings", "product delay", "capex"};
static const char *const vocabulary[] = {
	"meta", "Capex", "data", "centre", "builds", "building", "profit", "삼성전자", "決算"};
static const char *const tests[] = {"company:acme", "company:\"Acme Rockets\"", "company:META",
	"company:meta", "company:watched", "company:samsung*", "company:nobody", "topic:earnings",
	"topic:\"product delay\"", "topic:c*", "topic:nothing", "feed:sec.gov", "feed:wire",
	"feed:Filings", "feed:nowhere", "tag:wire", "tag:official", "tag:none", "age:<20h",
	"age:<=2d", "age:>36h", "age:>=3d", "age:5h", "relevance:>=50", "sources:>=2",
	"source:reuters", "source:northern", "lang:en", "url:item/7", "title:capex"};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct clock_fixed dice;

static size_t
below(size_t n)
{
	return (size_t)clock_random_below(&dice.clock, n);
}

struct desk {
	struct fixture fixture;
	struct config *config;
	struct plan *plan;
	struct feed_names names;
	int64_t feeds[N_FEEDS];
};

static void
configure(struct desk *desk)
{
	struct config_errors errors;

	config_errors_init(&errors);
	desk->config = config_parse("test.yaml", span_of(configuration), &errors);
	if (desk->config == NULL)
		fail_msg("%s", errors.errors[0].text);
	config_errors_release(&errors);
	desk->plan = plan_new(desk->config, &desk->fixture.err);
	assert_ok(&desk->fixture, desk->plan != NULL);
	assert_ok(&desk->fixture, plan_compile(desk->plan, &desk->fixture.err));
}

static void
name_feeds(struct desk *desk)
{
	static const char *const titles[N_FEEDS] = {"Northern Wire", "Filings", "A quiet blog"};
	static const char *const tags[N_FEEDS] = {"wire fast", "official", ""};
	struct feed_wish wishes[N_FEEDS];
	struct feed_wishes all = {wishes, N_FEEDS, desk->feeds};

	for (size_t i = 0; i < N_FEEDS; i++)
		wishes[i] = (struct feed_wish){.kind = FEED_URL,
			.url = span_of(feed_urls[i]),
			.title = span_of(titles[i]),
			.tags = span_of(tags[i]),
			.added_at = 1};
	assert_ok(&desk->fixture, feeds_configure(desk->fixture.store, &all, &desk->fixture.err));
}

static void
make_text(struct buf *text, size_t n)
{
	buf_clear(text);
	for (size_t i = 0; i < n; i++)
		buf_format(text, "%s%s", i > 0 ? " " : "", vocabulary[below(COUNT(vocabulary))]);
}

/* What an item of the test says. */
struct making {
	struct buf title;
	struct buf text;
	char url[64];
	struct item_company companies[COUNT(companies)];
	struct item_topic topics[COUNT(topics)];
};

static struct item_record
make_item(struct desk *desk, struct making *making, uint64_t identity)
{
	struct item_record item;

	make_text(&making->title, 1 + below(4));
	make_text(&making->text, below(6));
	item = fixture_item(identity, buf_string(&making->title), buf_string(&making->text));
	snprintf(making->url, sizeof making->url, "https://e.example/item/%d", (int)identity);
	item.url = span_of(making->url);
	item.feed = desk->feeds[below(N_FEEDS)];
	item.language = below(2) == 0 ? SPAN("en-GB") : SPAN_NONE;
	item.source = below(3) == 0 ? SPAN("Reuters") : SPAN_NONE;
	item.place.story = 1 + (int64_t)below(N_ITEMS / 2);
	item.companies = making->companies;
	item.topics = making->topics;
	for (size_t i = 0; i < COUNT(companies); i++)
		if (below(6) == 0)
			making->companies[item.n_companies++] = (struct item_company){
				.id = span_of(companies[i]), .relevance = (uint8_t)below(101)};
	for (size_t i = 0; i < COUNT(topics); i++)
		if (below(5) == 0)
			making->topics[item.n_topics++] =
				(struct item_topic){.name = span_of(topics[i])};
	return item;
}

/* Most are indexed; some of those were changed since, and the youngest never were. */
static void
fill(struct desk *desk)
{
	struct making making = {.url = ""};
	struct fixture *fixture = &desk->fixture;
	int64_t left;

	buf_init(&making.title, BUF_UNLIMITED);
	buf_init(&making.text, BUF_UNLIMITED);
	for (uint64_t i = 1; i <= N_ITEMS; i++) {
		struct item_record item = make_item(desk, &making, i);

		fixture_add(fixture, &item, NOW - (int64_t)(N_ITEMS - i) * STEP);
		if (i == N_INDEXED)
			assert_ok(fixture, search_index_pending(
						   fixture->store, N_ITEMS, &left, &fixture->err));
	}
	assert_ok(fixture, store_batch_begin(fixture->store, NOW, &fixture->err));
	for (uint64_t i = 0; i < N_CHANGED; i++) {
		struct item_record item = make_item(desk, &making, N_ITEMS + 1 + i);

		item.number = 1 + (int64_t)below(N_INDEXED);
		assert_ok(fixture, item_change(fixture->store, &item, &fixture->err));
	}
	assert_ok(fixture, store_batch_commit(fixture->store, &fixture->err));
	buf_release(&making.title);
	buf_release(&making.text);
}

static void
desk_init(struct desk *desk)
{
	*desk = (struct desk){.feeds = {0}};
	fixture_init(&desk->fixture);
	configure(desk);
	name_feeds(desk);
	fill(desk);
	assert_ok(&desk->fixture,
		feed_names_init(&desk->names, desk->plan, desk->fixture.store, &desk->fixture.err));
}

static void
desk_release(struct desk *desk)
{
	feed_names_release(&desk->names);
	plan_free(desk->plan);
	config_free(desk->config);
	fixture_release(&desk->fixture);
}

/* A random query: words, tests, and operators over them. */
static void
write_query(struct buf *out, int depth)
{
	static const char *const joins[] = {" ", " AND ", " OR "};
	size_t kind = below(8);
	size_t n = 2 + below(2);

	if (kind < 2 || depth == 0) {
		buf_add_text(out, vocabulary[below(COUNT(vocabulary))]);
	} else if (kind < 5) {
		buf_add_text(out, tests[below(COUNT(tests))]);
	} else if (kind == 5) {
		buf_add_text(out, "NOT ");
		write_query(out, 0);
	} else {
		const char *join = joins[below(COUNT(joins))];

		buf_add_byte(out, '(');
		for (size_t i = 0; i < n; i++) {
			buf_add_text(out, i > 0 ? join : "");
			write_query(out, depth - 1);
		}
		buf_add_byte(out, ')');
	}
}

/* What a search finds, as "9 7 3 ". */
static size_t
find(struct desk *desk, const struct item_search_request *request, struct buf *found)
{
	const struct item_search_place place = {desk->plan, desk->fixture.store, &desk->names};
	struct item_search *search = item_search_new(request, &place, &desk->fixture.err);
	const struct item_record *item;
	size_t looked_at;

	if (search == NULL)
		fail_msg("%.*s: %s", SPAN_ARGS(request->query), desk->fixture.err.text);
	while ((item = item_search_next(search)) != NULL)
		buf_format(found, "%lld ", (long long)item->number);
	looked_at = item_search_looked_at(search);
	assert_ok(&desk->fixture, item_search_close(search, &desk->fixture.err));
	return looked_at;
}

static void
ask_at_random(struct item_search_request *request, struct buf *query)
{
	buf_clear(query);
	write_query(query, 3);
	*request = (struct item_search_request){.query = buf_span(query),
		.since = below(3) == 0 ? NOW - (int64_t)below((size_t)N_ITEMS * STEP) : INT64_MIN,
		.until = below(3) == 0 ? NOW - (int64_t)below((size_t)N_ITEMS * STEP) : INT64_MAX,
		.before = below(4) == 0 ? 1 + (int64_t)below(N_ITEMS) : 0,
		.now = NOW};
}

static void
the_index_finds_what_asking_every_item_finds(void **state)
{
	struct desk desk;
	struct item_search_request request;
	struct buf query;
	struct buf by_index;
	struct buf by_walk;
	size_t looked_at[2] = {0, 0};
	size_t n_found = 0;

	(void)state;
	clock_fixed_init(&dice, NOW, 20261123);
	buf_init(&query, BUF_UNLIMITED);
	buf_init(&by_index, BUF_UNLIMITED);
	buf_init(&by_walk, BUF_UNLIMITED);
	desk_init(&desk);
	for (int i = 0; i < ROUNDS; i++) {
		buf_clear(&by_index);
		buf_clear(&by_walk);
		ask_at_random(&request, &query);
		looked_at[0] += find(&desk, &request, &by_index);
		request.is_walk = true;
		looked_at[1] += find(&desk, &request, &by_walk);
		if (!span_equal(buf_span(&by_index), buf_span(&by_walk)))
			fail_msg("'%s' finds %s by the index, %s by asking each item",
				buf_string(&query), buf_string(&by_index), buf_string(&by_walk));
		n_found += by_walk.len > 0;
	}
	assert_in_range(n_found, ROUNDS / 4, ROUNDS * 9 / 10); /* the dice are fair to both */
	assert_true(looked_at[0] < looked_at[1] * 3 / 4);
	desk_release(&desk);
	buf_release(&query);
	buf_release(&by_index);
	buf_release(&by_walk);
}

static void
a_field_alone_looks_at_few_items(void **state)
{
	static const char *const queries[] = {"company:META", "topic:earnings", "feed:sec.gov",
		"tag:wire", "company:META AND NOT capex", "age:<2h", "company:nobody"};
	struct desk desk;
	struct buf found;

	(void)state;
	clock_fixed_init(&dice, NOW, 7);
	buf_init(&found, BUF_UNLIMITED);
	desk_init(&desk);
	for (size_t i = 0; i < COUNT(queries); i++) {
		const struct item_search_request request = {.query = span_of(queries[i]),
			.since = INT64_MIN,
			.until = INT64_MAX,
			.now = NOW};
		size_t looked_at = find(&desk, &request, &found);

		if (looked_at > N_ITEMS / 2 + N_ITEMS - N_INDEXED + N_CHANGED)
			fail_msg("'%s' looks at %zu items", queries[i], looked_at);
	}
	desk_release(&desk);
	buf_release(&found);
}

static void
a_search_that_may_look_no_further_says_where_it_was(void **state)
{
	struct item_search_request request = {.query = SPAN("NOT zzz"),
		.since = INT64_MIN,
		.until = INT64_MAX,
		.now = NOW,
		.look_max = 10};
	struct desk desk;
	struct item_search_place place;
	struct item_search *search;
	const struct item_record *item;

	(void)state;
	clock_fixed_init(&dice, NOW, 7);
	desk_init(&desk);
	place = (struct item_search_place){desk.plan, desk.fixture.store, &desk.names};
	search = item_search_new(&request, &place, &desk.fixture.err);
	while (item_search_next(search) != NULL)
		assert_false(item_search_is_cut(search));
	assert_true(item_search_is_cut(search));
	assert_int_equal(item_search_reached(search), N_ITEMS - 9);
	request.before = item_search_reached(search);
	assert_ok(&desk.fixture, item_search_close(search, &desk.fixture.err));
	search = item_search_new(&request, &place, &desk.fixture.err);
	item = item_search_next(search);
	assert_int_equal(item->number, N_ITEMS - 10);
	assert_ok(&desk.fixture, item_search_close(search, &desk.fixture.err));
	desk_release(&desk);
}

int
main(void)
{
	const struct CMUnitTest group[] = {
		cmocka_unit_test(the_index_finds_what_asking_every_item_finds),
		cmocka_unit_test(a_field_alone_looks_at_few_items),
		cmocka_unit_test(a_search_that_may_look_no_further_says_where_it_was),
	};

	return cmocka_run_group_tests(group, NULL, NULL);
}
