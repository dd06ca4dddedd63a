#include "tests/unit/test.h"

#include <jansson.h>
#include <stdlib.h>

#include "feeds/feed.h"
#include "output/atom.h"
#include "output/escape.h"
#include "output/fragment.h"
#include "output/json_feed.h"
#include "tests/lib/digest_fixture.h"

#define HUGE (1 << 20)

typedef bool render_fn(
	const struct digest *digest, const struct site *site, struct buf *out, struct error *err);

/* What our own reader makes of what our own writer wrote. */
static struct feed *
read_back(const struct digest *digest, render_fn *render, struct arena *arena)
{
	struct error err = {0};
	struct buf out;
	struct feed *feed;

	buf_init(&out, BUF_UNLIMITED);
	if (!render(digest, &fixture_site, &out, &err))
		fail_msg("%s", err.text);
	feed = feed_parse(buf_span(&out), NULL, arena, &err);
	if (feed == NULL)
		fail_msg("%s: %s", err.text, buf_string(&out));
	if (feed->n_warnings > 0)
		fail_msg("%.*s: %s", SPAN_ARGS(feed->warnings[0].message), buf_string(&out));
	buf_release(&out);
	return feed;
}

static void
assert_same(struct span got, struct span want)
{
	if (!span_equal(got, want))
		fail_msg("got '%.*s', want '%.*s'", SPAN_ARGS(got), SPAN_ARGS(want));
}

static void
check_categories(const struct item *item, const struct digest_story *story)
{
	size_t at = 0;

	for (size_t i = 0; i < story->n_companies; i++) {
		const struct digest_company *company = &story->companies[i];

		assert_span(item->categories[at].scheme, ATOM_SCHEME_COMPANY);
		assert_same(item->categories[at].term, company->id);
		assert_same(item->categories[at++].label, company->name);
		if (company->ticker.len == 0)
			continue;
		assert_span(item->categories[at].scheme, ATOM_SCHEME_TICKER);
		assert_same(item->categories[at++].term, company->ticker);
	}
	for (size_t i = 0; i < story->n_topics; i++) {
		assert_span(item->categories[at].scheme, ATOM_SCHEME_TOPIC);
		assert_same(item->categories[at++].term, story->topics[i]);
	}
	assert_int_equal(item->n_categories, at);
}

static void
check_item(const struct item *item, const struct digest_story *story)
{
	struct buf html;

	assert_same(item->id, story->id);
	assert_same(item->url, story->url);
	assert_same(item->title, story->headline.text);
	assert_int_equal(item->published, story->published);
	assert_int_equal(item->updated, story->updated);
	assert_same(item->language, story->language);
	assert_same(item->authors[0].name, story->sources[0].title);
	buf_init(&html, BUF_UNLIMITED);
	fragment_add_story(&html, story);
	assert_same(item->content.source, buf_span(&html));
	buf_release(&html);
}

/* The stories of the morning in the order in which a feed tells them: one stands twice in the digest. */
static const struct digest_story *
story_at(const struct digest *digest, size_t i)
{
	return i < 2   ? &digest->groups[0].stories[i]
	       : i < 4 ? &digest->groups[1].stories[i - 2]
		       : &digest->groups[2].stories[0];
}

static void
our_reader_finds_in_our_atom_exactly_what_went_in(void **state)
{
	struct digest *digest = fixture_morning();
	struct arena *arena = arena_new();
	struct feed *feed = read_back(digest, atom_render, arena);

	(void)state;
	assert_int_equal(feed->format, FEED_ATOM_10);
	assert_same(feed->id, digest->feed_id);
	assert_same(feed->title, digest->title);
	assert_same(feed->description, digest->description);
	assert_span(feed->self, "https://news.example.com/morning.atom");
	assert_span(feed->link, "https://news.example.com/morning/");
	assert_span(feed->hub, "https://hub.example.com/");
	assert_int_equal(feed->updated, digest_updated(digest));
	assert_int_equal(feed->n_items, digest_story_count(digest));
	for (size_t i = 0; i < feed->n_items; i++) {
		const struct digest_story *story = story_at(digest, i);
		struct item item = feed_item(feed, i);

		check_item(&item, story);
		check_categories(&item, story);
		assert_same(item.source.title, story->sources[0].title);
		assert_same(item.source.url, story->sources[0].home_url);
	}
	arena_free(arena);
	digest_free(digest);
}

static void
our_reader_finds_in_our_json_feed_exactly_what_went_in(void **state)
{
	struct digest *digest = fixture_morning();
	struct arena *arena = arena_new();
	struct feed *feed = read_back(digest, json_feed_render, arena);

	(void)state;
	assert_int_equal(feed->format, FEED_JSON_11);
	assert_same(feed->title, digest->title);
	assert_same(feed->description, digest->description);
	assert_span(feed->self, "https://news.example.com/morning.json");
	assert_span(feed->link, "https://news.example.com/morning/");
	assert_span(feed->hub, "https://hub.example.com/");
	assert_int_equal(feed->n_items, digest_story_count(digest));
	for (size_t i = 0; i < feed->n_items; i++) {
		const struct digest_story *story = story_at(digest, i);
		struct item item = feed_item(feed, i);

		check_item(&item, story);
		assert_int_equal(item.n_categories, story->n_companies + story->n_topics);
	}
	arena_free(arena);
	digest_free(digest);
}

/* White space at the ends and between words is no part of a plain text: compare without. */
static void
assert_same_words(struct span got, struct span want)
{
	struct buf a, b;

	buf_init(&a, BUF_UNLIMITED);
	buf_init(&b, BUF_UNLIMITED);
	escape_line(&a, got);
	escape_line(&b, want);
	assert_same(buf_span(&a), buf_span(&b));
	buf_release(&a);
	buf_release(&b);
}

static void
hostile_text_comes_back_from_atom_as_the_text_that_it_was(void **state)
{
	(void)state;
	for (size_t i = 0; i < fixture_hostile_texts_count; i++) {
		struct digest *digest = fixture_filled_with(fixture_hostile_texts[i]);
		struct arena *arena = arena_new();
		struct feed *feed = read_back(digest, atom_render, arena);

		assert_int_equal(feed->n_items, 1);
		assert_same_words(feed_item(feed, 0).title, fixture_hostile_texts[i]);
		arena_free(arena);
		digest_free(digest);
	}
}

/* By a JSON reader alone: ours takes a title that holds tags for HTML, as many servers mean it. */
static void
hostile_text_comes_back_from_json_as_the_text_that_it_was(void **state)
{
	(void)state;
	for (size_t i = 0; i < fixture_hostile_texts_count; i++) {
		struct digest *digest = fixture_filled_with(fixture_hostile_texts[i]);
		struct error err = {0};
		struct buf out;
		json_t *document, *item;

		buf_init(&out, BUF_UNLIMITED);
		assert_true(json_feed_render(digest, &fixture_site, &out, &err));
		document = json_loadb(out.at, out.len, JSON_REJECT_DUPLICATES, NULL);
		item = json_array_get(json_object_get(document, "items"), 0);
		assert_non_null(item);
		assert_same_words(span_of(json_string_value(json_object_get(item, "title"))),
			fixture_hostile_texts[i]);
		json_decref(document);
		buf_release(&out);
		digest_free(digest);
	}
}

static void
a_huge_text_comes_back_whole(void **state)
{
	char *huge = malloc(HUGE);
	struct digest *digest;
	struct arena *arena = arena_new();
	struct error err = {0};
	struct buf out;

	(void)state;
	assert_non_null(huge);
	memset(huge, '&', HUGE);
	digest = fixture_filled_with(span_make(huge, HUGE));
	buf_init(&out, BUF_UNLIMITED);
	assert_true(atom_render(digest, &fixture_site, &out, &err));
	assert_true(out.len > 5 * (size_t)HUGE);
	assert_non_null(feed_parse(buf_span(&out), NULL, arena, &err));
	buf_release(&out);
	arena_free(arena);
	digest_free(digest);
	free(huge);
}

/* jsonfeed.org/version/1.1: what must be there, and of which type. */
static void
check_json_item(json_t *item)
{
	assert_true(json_is_string(json_object_get(item, "id")));
	assert_true(json_string_length(json_object_get(item, "id")) > 0);
	assert_true(json_is_string(json_object_get(item, "content_text")));
	assert_true(json_is_array(json_object_get(item, "authors")));
	assert_true(json_is_array(json_object_get(item, "tags")));
	assert_null(json_object_get(item, "author"));
	assert_true(json_is_object(json_object_get(item, "_broadtape")));
}

static void
a_json_feed_has_what_version_1_1_asks_for(void **state)
{
	struct digest *digest = fixture_morning();
	struct error err = {0};
	json_error_t trouble;
	json_t *document, *item;
	struct buf out;
	size_t i;

	(void)state;
	buf_init(&out, BUF_UNLIMITED);
	assert_true(json_feed_render(digest, &fixture_site, &out, &err));
	document = json_loadb(out.at, out.len, JSON_REJECT_DUPLICATES, &trouble);
	assert_non_null(document);
	assert_string_equal(json_string_value(json_object_get(document, "version")),
		"https://jsonfeed.org/version/1.1");
	assert_true(json_is_string(json_object_get(document, "title")));
	assert_true(json_is_array(json_object_get(document, "items")));
	json_array_foreach(json_object_get(document, "items"), i, item) check_json_item(item);
	json_decref(document);
	buf_release(&out);
	digest_free(digest);
}

static json_t *
first_company_told(const struct digest *digest)
{
	struct error err = {0};
	json_error_t trouble;
	json_t *document, *item, *company;
	struct buf out;

	buf_init(&out, BUF_UNLIMITED);
	assert_true(json_feed_render(digest, &fixture_site, &out, &err));
	document = json_loadb(out.at, out.len, 0, &trouble);
	assert_non_null(document);
	item = json_array_get(json_object_get(document, "items"), 0);
	company = json_object_get(json_object_get(item, "_broadtape"), "companies");
	company = json_incref(json_array_get(company, 0));
	json_decref(document);
	buf_release(&out);
	return company;
}

static void
check_novelty(const struct digest_novelty *novelty, int score, int days, int alike)
{
	struct digest *digest = fixture_morning();
	struct digest_group group = digest->groups[0];
	struct digest_story story = group.stories[0];
	struct digest_company company = story.companies[0];
	json_t *told;

	company.novelty = novelty;
	story.companies = &company;
	story.n_companies = 1;
	group.stories = &story;
	group.n_stories = 1;
	digest->groups = &group;
	digest->n_groups = 1;
	told = first_company_told(digest);
	assert_int_equal(json_integer_value(json_object_get(told, "novelty")), score);
	assert_int_equal(json_integer_value(json_object_get(told, "days_since_alike")), days);
	assert_int_equal(json_integer_value(json_object_get(told, "alike")), alike);
	assert_true((json_object_get(told, "novelty") != NULL) == (novelty != NULL));
	json_decref(told);
	digest_free(digest);
}

static void
a_json_feed_says_how_new_a_story_is_to_its_company(void **state)
{
	(void)state;
	check_novelty(NULL, 0, 0, 0);
	check_novelty(&(struct digest_novelty){.score = 100}, 100, 0, 0);
	check_novelty(
		&(struct digest_novelty){
			.score = 40, .has_alike = true, .days_since_alike = 3, .alike_story = 17},
		40, 3, 17);
}

static void
a_site_without_an_address_has_no_links_to_itself(void **state)
{
	struct digest *digest = fixture_morning();
	struct error err = {0};
	struct buf out;

	(void)state;
	buf_init(&out, BUF_UNLIMITED);
	assert_true(atom_render(digest, &fixture_site_without_url, &out, &err));
	assert_null(strstr(buf_string(&out), "morning.atom"));
	buf_clear(&out);
	assert_true(json_feed_render(digest, &fixture_site_without_url, &out, &err));
	assert_null(strstr(buf_string(&out), "feed_url\": \"morning"));
	buf_release(&out);
	digest_free(digest);
}

static void
the_same_digest_is_the_same_bytes(void **state)
{
	static render_fn *const renderers[] = {atom_render, json_feed_render};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct digest *one = fixture_morning();
		struct digest *other = fixture_morning();
		struct error err = {0};
		struct buf a, b;

		buf_init(&a, BUF_UNLIMITED);
		buf_init(&b, BUF_UNLIMITED);
		assert_true(renderers[i](one, &fixture_site, &a, &err));
		assert_true(renderers[i](other, &fixture_site, &b, &err));
		assert_true(span_equal(buf_span(&a), buf_span(&b)));
		buf_release(&a);
		buf_release(&b);
		digest_free(one);
		digest_free(other);
	}
}

static void
feeds_go_on_with_what_earlier_editions_told(void **state)
{
	static render_fn *const renderers[] = {atom_render, json_feed_render};
	struct digest *digest = fixture_morning();
	struct digest *old = fixture_many(20);

	(void)state;
	digest->earlier = old->groups[0].stories;
	digest->n_earlier = 20;
	for (size_t i = 0; i < 2; i++) {
		struct arena *arena = arena_new();
		struct feed *feed = read_back(digest, renderers[i], arena);

		assert_int_equal(feed->n_items, 25);
		assert_same(feed_item(feed, 24).id, old->groups[9].stories[1].id);
		arena_free(arena);
	}
	digest_free(digest);
	digest_free(old);
}

static void
an_edition_can_be_one_entry(void **state)
{
	static render_fn *const renderers[] = {atom_render, json_feed_render};
	struct digest *digest = fixture_morning();
	struct digest *before = fixture_empty();

	(void)state;
	before->edition.number = 141;
	before->edition.created_at -= 86400;
	before->id = SPAN("tag:news.example.com,2026:digest/morning/141");
	digest->tells_editions = true;
	digest->past = before;
	digest->n_past = 1;
	for (size_t i = 0; i < 2; i++) {
		struct arena *arena = arena_new();
		struct feed *feed = read_back(digest, renderers[i], arena);

		assert_int_equal(feed->n_items, 2);
		assert_same(feed_item(feed, 0).id, digest->id);
		assert_span(feed_item(feed, 0).title, "Before the open, Monday 23 November 2026");
		assert_span(feed_item(feed, 0).url, "https://news.example.com/morning/142.html");
		assert_span(feed_item(feed, 1).url, "https://news.example.com/morning/141.html");
		assert_int_equal(feed_item(feed, 1).published, before->edition.created_at);
		arena_free(arena);
	}
	digest_free(digest);
	digest_free(before);
}

static void
a_feed_that_does_not_fit_is_told(void **state)
{
	struct digest *digest = fixture_morning();
	struct error err = {0};
	struct buf out;

	(void)state;
	buf_init(&out, 1000);
	assert_false(atom_render(digest, &fixture_site, &out, &err));
	assert_string_equal(err.text, "the Atom feed is larger than 1000 bytes");
	assert_false(json_feed_render(digest, &fixture_site, &out, &err));
	assert_string_equal(err.text, "the JSON feed is larger than 1000 bytes");
	buf_release(&out);
	digest_free(digest);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(our_reader_finds_in_our_atom_exactly_what_went_in),
		cmocka_unit_test(our_reader_finds_in_our_json_feed_exactly_what_went_in),
		cmocka_unit_test(hostile_text_comes_back_from_atom_as_the_text_that_it_was),
		cmocka_unit_test(hostile_text_comes_back_from_json_as_the_text_that_it_was),
		cmocka_unit_test(a_huge_text_comes_back_whole),
		cmocka_unit_test(a_json_feed_has_what_version_1_1_asks_for),
		cmocka_unit_test(a_json_feed_says_how_new_a_story_is_to_its_company),
		cmocka_unit_test(a_site_without_an_address_has_no_links_to_itself),
		cmocka_unit_test(the_same_digest_is_the_same_bytes),
		cmocka_unit_test(feeds_go_on_with_what_earlier_editions_told),
		cmocka_unit_test(an_edition_can_be_one_entry),
		cmocka_unit_test(a_feed_that_does_not_fit_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
