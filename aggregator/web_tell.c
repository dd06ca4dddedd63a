/* Stories of the store, told as on a page. */
#include "aggregator/item_search.h"
#include "aggregator/outlets.h"
#include "aggregator/story/headline.h"
#include "aggregator/watch/query.h"
#include "aggregator/web_private.h"
#include "feeds/base/utf8.h"

#define SPOTS_MAX 64
#define SNIPPET_BYTES 320
#define SNIPPET_BEFORE 80 /* of the first spot */

bool
web_tell_story(struct web_page *page, struct digest *digest, int64_t number,
	struct digest_story *told, struct error *err)
{
	static const struct config_digest nobodys = {.name = ""};
	const struct edition_wish wish = {.config = &nobodys,
		.now = page->live.now,
		.window_from = INT64_MIN,
		.window_to = INT64_MAX,
		.tells_again = true};
	const struct edition_bench bench = {.plan = page->plan,
		.store = page->store,
		.wish = &wish,
		.names = page->names,
		.scratch = page->scratch,
		.gathering = page->gathering,
		.digest = digest};
	const struct picked_story picked = {.story = number};
	struct chosen_story story;

	*told = (struct digest_story){.number = 0};
	if (!chosen_story_read(&bench, &picked, &story, err))
		return false;
	if (story.n_members > 0)
		chosen_story_tell(&bench, &story, 1, told);
	return true;
}

/* Where the query is true of an item. */
struct spots {
	struct digest_mark title[SPOTS_MAX];
	size_t n_title;
	struct digest_mark text[SPOTS_MAX];
	size_t n_text;
	size_t first; /* in the text */
};

static void
note_spot(void *context, const struct query_spot *spot)
{
	struct spots *spots = context;
	const struct digest_mark mark = {spot->start, spot->end - spot->start};

	if (spot->part == QUERY_TITLE && spots->n_title < SPOTS_MAX)
		spots->title[spots->n_title++] = mark;
	if (spot->part != QUERY_BODY || spots->n_text == SPOTS_MAX)
		return;
	if (spots->n_text == 0 || mark.at < spots->first)
		spots->first = mark.at;
	spots->text[spots->n_text++] = mark;
}

/* The end of the word before `at`: a snippet begins with a whole word. */
static size_t
word_start(struct span text, size_t at)
{
	while (at > 0 && at < text.len && text.at[at - 1] != ' ')
		at--;
	return at;
}

/* Those of the marks that lie in the stretch, moved to where it begins now; gives how many. */
static size_t
move_marks(struct digest_mark *marks, size_t n, struct digest_mark stretch, size_t begin)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		struct digest_mark mark = marks[i];

		if (mark.at < stretch.at || mark.at - stretch.at + mark.len > stretch.len)
			continue;
		mark.at = mark.at - stretch.at + begin;
		marks[kept++] = mark;
	}
	return kept;
}

/* A stretch of the text around the first spot, its marks moved with it. */
static struct digest_text
cut_snippet(struct digest *digest, struct span text, struct spots *spots)
{
	size_t from = spots->n_text > 0 && spots->first > SNIPPET_BEFORE
			      ? word_start(text, spots->first - SNIPPET_BEFORE)
			      : 0;
	struct span rest = span_from(text, from);
	struct span snippet = utf8_head(rest, SNIPPET_BYTES);
	struct digest_text made;
	struct buf out;
	size_t kept;

	if (snippet.len < rest.len)
		snippet = span_trim(span_head(snippet, word_start(snippet, snippet.len - 1)));
	buf_init(&out, BUF_UNLIMITED);
	buf_add_text(&out, from > 0 ? "\xe2\x80\xa6 " : "");
	kept = move_marks(
		spots->text, spots->n_text, (struct digest_mark){from, snippet.len}, out.len);
	buf_add(&out, snippet);
	buf_add_text(&out, snippet.len < span_trim(rest).len ? " \xe2\x80\xa6" : "");
	made = digest_text_make(digest, buf_span(&out), spots->text, kept);
	buf_release(&out);
	return made;
}

/* The title as a headline is: the outlet's name behind it goes, and the marks in that with it. */
static struct digest_text
mark_title(struct digest *digest, struct span title, struct span outlet, struct spots *spots)
{
	struct span headline = headline_clean(title, outlet);
	struct digest_mark stretch = {(size_t)(headline.at - title.at), headline.len};
	size_t kept = move_marks(spots->title, spots->n_title, stretch, 0);

	return digest_text_make(digest, headline, spots->title, kept);
}

/* What was found is told by the item in which it was found. */
static void
mark_found(struct web_page *page, struct digest *digest, struct item_search *search,
	const struct item_record *item, struct digest_story *story)
{
	struct span text = item->text.len > 0 ? item->text : item->summary;
	struct digest_text *snippet = arena_alloc(digest->arena, sizeof *snippet);
	struct spots spots = {.n_title = 0};

	item_search_spots(search, item, note_spot, &spots);
	story->headline = mark_title(digest, item->title, outlet_name(item, page->names), &spots);
	story->url = arena_copy(digest->arena, item->url);
	*snippet = cut_snippet(digest, text, &spots);
	story->sentences = snippet;
	story->n_sentences = snippet->text.len > 0;
	story->news = DIGEST_NEWS_FIRST;
	story->what_is_new = SPAN_NONE;
}

static bool
is_known(const int64_t *numbers, size_t n, int64_t number)
{
	for (size_t i = 0; i < n; i++)
		if (numbers[i] == number)
			return true;
	return false;
}

/* The stories of the items found, each where it is met first. */
static bool
tell_found(struct web_page *page, const struct web_hunt *hunt, struct item_search *search,
	struct web_found *found, struct error *err)
{
	struct digest *digest = hunt->digest;
	int64_t *met = arena_array(digest->arena, hunt->skip + hunt->max, sizeof *met);
	const struct item_record *item;
	size_t n = 0;

	while ((item = item_search_next(search)) != NULL) {
		struct digest_story *story = &found->stories[found->n];

		if (is_known(met, n, item->place.story))
			continue;
		if (n == hunt->skip + hunt->max) {
			found->has_more = true;
			return true;
		}
		met[n++] = item->place.story;
		if (n <= hunt->skip)
			continue;
		if (!web_tell_story(page, digest, item->place.story, story, err))
			return false;
		if (story->number != 0 && hunt->marks)
			mark_found(page, digest, search, item, story);
		found->n += story->number != 0;
	}
	return true;
}

static bool
is_waited_for(const void *exchange)
{
	return exchange_is_wanted(exchange);
}

bool
web_find(struct web_page *page, const struct web_hunt *hunt, struct web_found *found,
	struct error *err)
{
	const struct item_search_request request = {.query = hunt->query,
		.since = INT64_MIN,
		.until = INT64_MAX,
		.now = page->live.now,
		.look_max = hunt->look_max,
		.is_wanted = is_waited_for,
		.context = page->exchange};
	const struct item_search_place place = {page->plan, page->store, page->names};
	struct item_search *search = item_search_new(&request, &place, err);
	bool ok = search != NULL;

	*found = (struct web_found){
		.stories = arena_array(hunt->digest->arena, hunt->max + 1, sizeof *found->stories)};
	ok = ok && tell_found(page, hunt, search, found, err);
	if (ok) {
		found->is_cut = item_search_is_cut(search);
		found->looked_at = item_search_looked_at(search);
	}
	return item_search_close(search, ok ? err : NULL) && ok;
}
