#include "tests/lib/digest_fixture.h"

#include <stdio.h>

#include "feeds/base/buf.h"

#define EDITION_AT INT64_C(1795435200) /* 2026-11-23T12:00:00Z, 07:00 in New York */
#define NEW_YORK (-5 * 3600)
#define AT(hour, minute) (EDITION_AT - 7 * 3600 + ((hour)*60 + (minute)) * INT64_C(60))
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

const struct site fixture_site = {.dir = "public",
	.url = {"https://news.example.com/", 25},
	.title = {"Market watch", 12},
	.hub_url = {"https://hub.example.com/", 24}};
const struct site fixture_site_without_url = {.dir = "public"};

static const uint32_t meta_days[30] = {
	1, 0, 2, 1, 1, 0, 0, 3, 1, 2, 1, 0, 0, 1, 4, 2, 1, 1, 0, 0, 1, 2, 1, 3, 1, 0, 0, 2, 1, 9};
static const uint32_t ford_days[30] = {
	0, 0, 1, 0, 0, 0, 0, 0, 2, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 4};

static const struct digest_company meta = {.id = {"meta", 4},
	.name = {"Meta Platforms", 14},
	.ticker = {"META", 4},
	.role = DIGEST_ROLE_ABOUT,
	.relevance = 96,
	.daily = meta_days,
	.n_daily = 30};
static const struct digest_company ford = {.id = {"f", 1},
	.name = {"Ford Motor", 10},
	.ticker = {"F", 1},
	.role = DIGEST_ROLE_ABOUT,
	.relevance = 91,
	.daily = ford_days,
	.n_daily = 30};
static const struct digest_company openai = {
	.id = {"openai", 6}, .name = {"OpenAI", 6}, .role = DIGEST_ROLE_MENTION, .relevance = 44};
static const struct digest_company toyota = {.id = {"7203.t", 6},
	.name = {"Toyota \xe3\x83\x88\xe3\x83\xa8\xe3\x82\xbf\xe8\x87\xaa\xe5\x8b\x95\xe8\xbb\x8a",
		25},
	.ticker = {"7203.T", 6},
	.role = DIGEST_ROLE_MENTION,
	.relevance = 38};

/* A source of the wire named `name`: its addresses are made of `slug`. */
struct wire {
	const char *name;
	const char *slug;
};
static const struct wire reuters = {"Example Wire", "wire"};
static const struct wire post = {"The Daily Example", "daily"};
static const struct wire agency = {"Examplia Presse", "examplia"};
static const struct wire blog = {"Chips & Dips", "chips"};

static struct span
format(struct digest *digest, const char *pattern, const char *first, uint64_t number)
{
	struct buf text;
	struct span made;

	buf_init(&text, BUF_UNLIMITED);
	for (; *pattern != '\0'; pattern++) {
		if (*pattern == '$')
			buf_add_text(&text, first);
		else if (*pattern == '#')
			buf_format(&text, "%llu", (unsigned long long)number);
		else
			buf_add_byte(&text, *pattern);
	}
	made = arena_copy(digest->arena, buf_span(&text));
	buf_release(&text);
	return made;
}

static struct digest_source
source_of(struct digest *digest, const struct wire *wire, uint64_t number, int64_t at,
	enum digest_relation relation)
{
	return (struct digest_source){.title = span_of(wire->name),
		.feed_url = format(digest, "https://$.example/feed.xml", wire->slug, 0),
		.home_url = format(digest, "https://$.example/", wire->slug, 0),
		.url = format(digest, "https://$.example/news/#?from=feed&x=1", wire->slug, number),
		.published = at,
		.relation = relation};
}

/* The text between '[' and ']' is marked. */
static struct digest_text
marked(struct digest *digest, const char *pattern)
{
	struct digest_mark marks[8];
	size_t n = 0;
	struct digest_text made;
	struct buf text;

	buf_init(&text, BUF_UNLIMITED);
	for (; *pattern != '\0'; pattern++) {
		if (*pattern == '[')
			marks[n].at = text.len;
		else if (*pattern == ']') {
			marks[n].len = text.len - marks[n].at;
			n++;
		} else
			buf_add_byte(&text, *pattern);
	}
	made = digest_text_make(digest, buf_span(&text), marks, n);
	buf_release(&text);
	return made;
}

static void *
copy_of(struct digest *digest, const void *array, size_t n, size_t size)
{
	char *copy = arena_array(digest->arena, n, size);

	for (size_t i = 0; i < n * size; i++)
		copy[i] = ((const char *)array)[i];
	return copy;
}

static void
set_sentences(struct digest *digest, struct digest_story *story, const char *const *patterns)
{
	struct digest_text sentences[3];
	size_t n = 0;

	for (; n < COUNT(sentences) && patterns[n] != NULL; n++)
		sentences[n] = marked(digest, patterns[n]);
	story->sentences = copy_of(digest, sentences, n, sizeof(sentences[0]));
	story->n_sentences = n;
}

static void
set_sources(struct digest *digest, struct digest_story *story, const struct digest_source *sources,
	size_t n)
{
	story->sources = copy_of(digest, sources, n, sizeof(*sources));
	story->n_sources = n;
	story->url = n > 0 ? sources[0].url : SPAN_NONE;
	story->published = n > 0 ? sources[0].published : TIME_NONE;
	story->updated = n > 0 ? sources[n - 1].published : TIME_NONE;
}

static struct digest_story
story_of(struct digest *digest, uint64_t number, const char *headline)
{
	return (struct digest_story){.number = number,
		.id = format(digest, "tag:news.example.com,2026:story/#", "", number),
		.headline = marked(digest, headline),
		.language = SPAN("en"),
		.published = TIME_NONE,
		.updated = TIME_NONE};
}

static struct digest_story
story_delay(struct digest *digest)
{
	static const char *const sentences[] = {"[Meta] has [pushed back] its smart-glasses line "
						"by a quarter, two people familiar with "
						"the plan said.",
		"The company told suppliers on Friday that boards now ship in May, and lifted the "
		"year's "
		"[capital expenditure] to as much as $98 billion.",
		"[OpenAI] is said to follow with a device of its own.", NULL};
	static const struct span topics[] = {{"product delay", 13}, {"capex", 5}};
	struct digest_story story = story_of(
		digest, 42, "[Meta] delays smart glasses to May and lifts [capex] guidance again");
	struct digest_company companies[] = {meta, openai};
	struct digest_source sources[] = {
		source_of(digest, &reuters, 42, AT(1, 14), DIGEST_SOURCE_FIRST),
		source_of(digest, &post, 43, AT(1, 31), DIGEST_SOURCE_COPY),
		source_of(digest, &agency, 44, AT(2, 2), DIGEST_SOURCE_SAME),
		source_of(digest, &blog, 45, AT(5, 40), DIGEST_SOURCE_FOLLOW)};

	sources[2].headline = SPAN("Meta repousse ses lunettes \xc3\xa0 mai");
	sources[3].headline = SPAN("What <a delay> & \"more capex\" mean for Meta's suppliers");
	story.rank = 1;
	set_sentences(digest, &story, sentences);
	set_sources(digest, &story, sources, COUNT(sources));
	story.companies = copy_of(digest, companies, COUNT(companies), sizeof(companies[0]));
	story.n_companies = COUNT(companies);
	story.topics = topics;
	story.n_topics = COUNT(topics);
	return story;
}

static struct digest_story
story_correction(struct digest *digest)
{
	static const char *const sentences[] = {"[Meta] paid $1.2 billion for the data-centre "
						"site, not $12 billion as first reported.",
		NULL};
	struct digest_story story =
		story_of(digest, 31, "[Meta] buys data-centre site in Ohio for $1.2 billion");
	struct digest_source sources[] = {
		source_of(digest, &post, 31, AT(-9, 5), DIGEST_SOURCE_FIRST),
		source_of(digest, &reuters, 32, AT(4, 20), DIGEST_SOURCE_FOLLOW)};

	story.rank = 3;
	story.news = DIGEST_NEWS_CORRECTED;
	story.what_is_new = SPAN("the price is $1.2 billion, not $12 billion (Example Wire 04:20)");
	set_sentences(digest, &story, sentences);
	set_sources(digest, &story, sources, COUNT(sources));
	story.companies = copy_of(digest, &meta, 1, sizeof(meta));
	story.n_companies = 1;
	return story;
}

static struct digest_story
story_recall(struct digest *digest)
{
	static const char *const sentences[] = {
		"[Ford] is recalling 355,000 trucks whose instrument panel can go dark.",
		"Dealers will update the software free of charge.", NULL};
	static const struct span topics[] = {{"recall", 6}};
	struct digest_story story =
		story_of(digest, 57, "[Ford] recalls 355,000 trucks over dark dashboards");
	struct digest_company companies[] = {ford, toyota};
	struct digest_source sources[] = {
		source_of(digest, &agency, 57, AT(3, 5), DIGEST_SOURCE_FIRST),
		source_of(digest, &reuters, 58, AT(3, 6), DIGEST_SOURCE_SAME),
		source_of(digest, &post, 59, AT(6, 30), DIGEST_SOURCE_SAME)};

	story.rank = 2;
	story.news = DIGEST_NEWS_UPDATED;
	story.what_is_new = SPAN("2 more sources; 355,000 trucks, earlier 310,000");
	set_sentences(digest, &story, sentences);
	set_sources(digest, &story, sources, COUNT(sources));
	story.companies = copy_of(digest, companies, COUNT(companies), sizeof(companies[0]));
	story.n_companies = COUNT(companies);
	story.topics = topics;
	story.n_topics = 1;
	return story;
}

static struct digest_story
story_denial(struct digest *digest)
{
	struct digest_story story = story_of(digest, 60,
		"\xd9\x81\xd9\x88\xd8\xb1\xd8\xaf \xd8\xaa\xd9\x86\xd9\x81\xd9\x8a "
		"\xd8\xae\xd8\xb7\xd8\xb7 "
		"\xd8\xa7\xd9\x84\xd8\xa8\xd9\x8a\xd8\xb9 [Ford]");
	struct digest_source source = source_of(digest, &agency, 60, AT(6, 1), DIGEST_SOURCE_FIRST);

	story.rank = 4;
	story.language = SPAN("ar");
	story.news = DIGEST_NEWS_DENIED;
	story.what_is_new = SPAN("Ford denies that a sale was ever discussed");
	set_sources(digest, &story, &source, 1);
	story.companies = copy_of(digest, &ford, 1, sizeof(ford));
	story.n_companies = 1;
	return story;
}

static struct digest_story
story_roundup(struct digest *digest)
{
	static const char *const sentences[] = {"Futures are little changed before a short week "
						"\xf0\x9f\xa6\x83; [Meta] and [Ford] lead the "
						"names to watch.",
		NULL};
	struct digest_story story = story_of(digest, 64, "Five things to know before the bell");
	struct digest_company companies[] = {meta, ford};
	struct digest_source source = source_of(digest, &blog, 64, AT(6, 45), DIGEST_SOURCE_FIRST);

	companies[0].role = companies[1].role = DIGEST_ROLE_MENTION;
	companies[0].relevance = companies[1].relevance = 41;
	story.rank = 5;
	story.is_roundup = true;
	set_sentences(digest, &story, sentences);
	set_sources(digest, &story, &source, 1);
	story.companies = copy_of(digest, companies, COUNT(companies), sizeof(companies[0]));
	story.n_companies = COUNT(companies);
	return story;
}

static void
set_names(struct digest *digest)
{
	digest->name = SPAN("morning");
	digest->title = SPAN("Before the open");
	digest->description = SPAN("What matters to the watch list before New York opens.");
	digest->language = SPAN("en");
	digest->feed_id = SPAN("tag:news.example.com,2026:digest/morning");
	digest->id = SPAN("tag:news.example.com,2026:digest/morning/142");
	digest->edition = (struct digest_edition){142, EDITION_AT, NEW_YORK};
	digest->previous = (struct digest_edition){141, EDITION_AT - 3 * 86400, NEW_YORK};
	digest->zone_name = SPAN("EST");
	digest->window_from = EDITION_AT - 3 * 86400;
	digest->window_to = EDITION_AT;
	digest->grouping = DIGEST_GROUP_COMPANY;
	digest->html_path = SPAN("morning/");
	digest->atom_path = SPAN("morning.atom");
	digest->json_path = SPAN("morning.json");
}

static void
set_overview(struct digest *digest, const struct digest_story *const *top, size_t n_top)
{
	static const struct digest_dropped dropped[] = {
		{412, {"below min_relevance 40", 22}}, {37, {"told in an earlier edition", 26}}};
	static const struct digest_sick_feed sick[] = {{{"Chips & Dips", 12},
		{"https://chips.example/feed.xml", 30}, {"404 for 3 days", 14}}};
	struct digest_attention attention[] = {{meta, 9, 1.3}, {ford, 4, 0.2}};

	digest->overview = (struct digest_overview){.items_read = 1204,
		.stories = 454,
		.feeds = 812,
		.top = copy_of(digest, top, n_top, sizeof(*top)),
		.n_top = n_top,
		.attention = copy_of(digest, attention, COUNT(attention), sizeof(attention[0])),
		.n_attention = COUNT(attention),
		.dropped = dropped,
		.n_dropped = COUNT(dropped),
		.sick = sick,
		.n_sick = COUNT(sick)};
}

struct digest *
fixture_morning(void)
{
	struct digest *digest = digest_new();
	struct digest_story meta_stories[] = {story_delay(digest), story_correction(digest)};
	struct digest_story ford_stories[] = {
		story_recall(digest), story_denial(digest), story_delay(digest)};
	struct digest_story other_stories[] = {story_roundup(digest)};
	struct digest_group groups[] = {{.title = meta.name,
						.key = meta.id,
						.company = &meta,
						.n_stories = COUNT(meta_stories)},
		{.title = ford.name,
			.key = ford.id,
			.company = &ford,
			.n_stories = COUNT(ford_stories)},
		{.title = SPAN("Everything else"), .n_stories = COUNT(other_stories)}};
	const struct digest_story *top[3];

	groups[0].stories =
		copy_of(digest, meta_stories, COUNT(meta_stories), sizeof(meta_stories[0]));
	groups[1].stories =
		copy_of(digest, ford_stories, COUNT(ford_stories), sizeof(ford_stories[0]));
	groups[2].stories = copy_of(digest, other_stories, 1, sizeof(other_stories[0]));
	top[0] = &groups[0].stories[0];
	top[1] = &groups[1].stories[0];
	top[2] = &groups[0].stories[1];
	set_names(digest);
	set_overview(digest, top, COUNT(top));
	digest->groups = copy_of(digest, groups, COUNT(groups), sizeof(groups[0]));
	digest->n_groups = COUNT(groups);
	return digest;
}

struct digest *
fixture_empty(void)
{
	struct digest *digest = digest_new();

	set_names(digest);
	digest->previous.number = 0;
	digest->overview.items_read = 3;
	digest->overview.feeds = 1;
	return digest;
}

static struct digest_text
half_marked(struct digest *digest, struct span text)
{
	const struct digest_mark marks[] = {{text.len / 2, text.len - text.len / 2},
		{0, text.len / 4}, {text.len, 9}, {1, (size_t)-1}};

	return digest_text_make(digest, text, marks, COUNT(marks));
}

static void
fill_story(struct digest *digest, struct digest_story *story, struct span text)
{
	struct digest_company company = {.id = text, .name = text, .ticker = text, .relevance = -1};
	struct digest_source source = {
		text, text, text, text, text, INT64_MAX, DIGEST_SOURCE_FOLLOW};
	struct digest_source sources[] = {source, source, source};
	struct digest_text sentences[] = {half_marked(digest, text), half_marked(digest, text)};

	sources[1].published = INT64_MIN + 1;
	sources[2].published = TIME_NONE;
	*story = (struct digest_story){.number = UINT64_MAX,
		.id = text,
		.headline = half_marked(digest, text),
		.url = text,
		.language = text,
		.published = 0,
		.updated = 1,
		.news = DIGEST_NEWS_DENIED,
		.what_is_new = text};
	story->sentences = copy_of(digest, sentences, 2, sizeof(sentences[0]));
	story->n_sentences = 2;
	story->sources = copy_of(digest, sources, 3, sizeof(sources[0]));
	story->n_sources = 3;
	story->companies = copy_of(digest, &company, 1, sizeof(company));
	story->n_companies = 1;
	story->topics = copy_of(digest, &text, 1, sizeof(text));
	story->n_topics = 1;
}

static void
fill_overview(struct digest *digest, const struct digest_story *story, struct span text)
{
	struct digest_attention attention = {story->companies[0], 1, 0.5};
	struct digest_dropped dropped = {1, text};
	struct digest_sick_feed sick = {text, text, text};

	digest->overview = (struct digest_overview){.items_read = 1, .feeds = 1, .stories = 1};
	digest->overview.top = copy_of(digest, &story, 1, sizeof(story));
	digest->overview.n_top = 1;
	digest->overview.attention = copy_of(digest, &attention, 1, sizeof(attention));
	digest->overview.n_attention = 1;
	digest->overview.dropped = copy_of(digest, &dropped, 1, sizeof(dropped));
	digest->overview.n_dropped = 1;
	digest->overview.sick = copy_of(digest, &sick, 1, sizeof(sick));
	digest->overview.n_sick = 1;
}

struct digest *
fixture_filled_with(struct span hostile)
{
	struct digest *digest = digest_new();
	struct span text = arena_copy(digest->arena, hostile);
	struct digest_story *story = arena_array(digest->arena, 1, sizeof(*story));
	struct digest_group group = {.title = text, .key = text, .stories = story, .n_stories = 1};

	fill_story(digest, story, text);
	fill_overview(digest, story, text);
	set_names(digest);
	digest->title = digest->description = digest->zone_name = digest->language = text;
	group.company = story->companies;
	digest->groups = copy_of(digest, &group, 1, sizeof(group));
	digest->n_groups = 1;
	return digest;
}

static struct digest_story
story_numbered(struct digest *digest, uint64_t number)
{
	static const char *const sentences[] = {"The [company] said on Monday that its plant in "
						"the north will open a year later than told.",
		"Analysts had expected a smaller change, and the shares fell four per cent in "
		"early trade.",
		"A spokesman did not say whether the order book is touched by the change of plan.",
		NULL};
	static const struct wire *const wires[] = {&reuters, &post, &agency, &blog, &reuters};
	struct digest_source sources[5];
	struct digest_story story =
		story_of(digest, number, "The company opens its plant a year later than told");

	for (size_t i = 0; i < COUNT(sources); i++)
		sources[i] = source_of(digest, wires[i], number * 5 + i, AT(1, (int)i * 7),
			i == 0 ? DIGEST_SOURCE_FIRST : DIGEST_SOURCE_SAME);
	story.headline.text =
		format(digest, "The company opens plant # a year later than told", "", number);
	story.headline.n_marks = 0;
	story.rank = (unsigned)number;
	set_sentences(digest, &story, sentences);
	set_sources(digest, &story, sources, COUNT(sources));
	story.companies = number % 2 == 0 ? &meta : &ford;
	story.n_companies = 1;
	return story;
}

struct digest *
fixture_many(size_t n)
{
	struct digest *digest = digest_new();
	struct digest_story *stories = arena_array(digest->arena, n, sizeof(*stories));
	struct digest_group *groups = arena_array(digest->arena, 10, sizeof(*groups));
	const struct digest_story **top = arena_array(digest->arena, 1, sizeof(*top));

	for (size_t i = 0; i < n; i++)
		stories[i] = story_numbered(digest, i + 1);
	for (size_t i = 0; i < 10; i++)
		groups[i] = (struct digest_group){.title = format(digest, "Group #", "", i + 1),
			.stories = stories + n * i / 10,
			.n_stories = n * (i + 1) / 10 - n * i / 10};
	set_names(digest);
	top[0] = &stories[0];
	digest->overview.top = top;
	digest->overview.n_top = 1;
	digest->overview.items_read = 50000;
	digest->overview.feeds = 1000;
	digest->groups = groups;
	digest->n_groups = 10;
	return digest;
}

#define TEXT(literal)                                                                              \
	{                                                                                          \
		"" literal, sizeof(literal) - 1                                                    \
	}
const struct span fixture_hostile_texts[] = {
	TEXT("<script>alert(1)</script><img src=x onerror=alert(1)>"),
	TEXT("\"'><svg/onload=alert(1)>"),
	TEXT("javascript:alert(1)//https://example.com/"),
	TEXT("https://example.com/\" onmouseover=\"alert(1)"),
	TEXT("https://example.com/'><script>alert(1)</script>&amp;&lt;"),
	TEXT("]]></content><entry><!-- -- --> <![CDATA[ ?> <?x"),
	TEXT("line\r\nBcc: victim@example.com\r\n\r\nbody\nX: y"),
	TEXT("nul\0bell\a esc\x1b[31m\x1b]0;title\a del\x7f c1\xc2\x9b\xc2\x85 bs\b\b"),
	TEXT("bad utf-8 \xff\xfe \xc3 \xe2\x82 \xed\xa0\x80 \xf5\x80\x80\x80 end\xf0\x9f"),
	TEXT("no characters \xef\xbf\xbe \xef\xbf\xbf \xef\xb7\x90"),
	TEXT("turned \xe2\x80\xae"
	     "drow\xe2\x80\xac \xe2\x81\xa6isolate \xd8\xb9\xd8\xb1\xd8\xa8\xd9\x8a"),
	TEXT("emoji \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 "
	     "z\xcc\xb6\xcc\xb7\xcc\xb8\xcc\xa1\xcc\xa2 "
	     "\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2\xe5\xad\x97"),
	TEXT(".\n..\n.quit\r\n.\r\n"),
	TEXT("=_broadtape\n--=_broadtape\n--=_broadtape--\n"),
	TEXT("{title} {top} %s %n ${HOME} `id` $(id)"),
	TEXT(""),
	TEXT(" \t\n "),
	TEXT("aWordWithoutAnEndAWordWithoutAnEndAWordWithoutAnEndAWordWithoutAnEndAWordWithoutAnEnd"
	     "AWordWithoutAnEndAWordWithoutAnEndAWordWithoutAnEndAWordWithoutAnEndAWordWithoutAnEn"
	     "d"),
};
const size_t fixture_hostile_texts_count = COUNT(fixture_hostile_texts);

#define ARCHIVE_ROWS 40

const struct archive *
fixture_archive(void)
{
	static struct archive_row rows[ARCHIVE_ROWS];
	static struct archive archive = {.name = {"morning", 7},
		.title = {"Before the open", 15},
		.description = {"What matters to the watch list before New York opens.", 53},
		.language = {"en", 2},
		.html_path = {"morning/", 8},
		.atom_path = {"morning.atom", 12},
		.json_path = {"morning.json", 12},
		.rows = rows,
		.n_rows = ARCHIVE_ROWS};

	for (size_t i = 0; i < ARCHIVE_ROWS; i++)
		rows[i] = (struct archive_row){
			.edition = {142 - i, EDITION_AT - (int64_t)i * 2 * 86400,
				i < 11 ? NEW_YORK : NEW_YORK + 3600},
			.zone_name = i < 11 ? SPAN("EST") : SPAN("EDT"),
			.headline = i % 7 == 6 ? SPAN_NONE
					       : SPAN("Meta delays smart glasses to May and lifts "
						      "capex guidance again"),
			.n_stories = i % 7 == 6 ? 0 : 3 + i};
	return &archive;
}

void
fixture_subjects(struct digest *digest, struct subject *subjects, size_t n)
{
	const struct digest_group *group = &digest->groups[0];

	for (size_t i = 0; i < n; i++)
		subjects[i] = (struct subject){.kind = SUBJECT_COMPANY,
			.key = i == 0 ? meta.id : format(digest, "c#", "", i),
			.name = i == 0 ? meta.name : format(digest, "Company #", "", i),
			.ticker = i == 0 ? meta.ticker : format(digest, "C#", "", i),
			.feed_id = format(digest, "tag:news.example.com,2026:company/#", "", i),
			.daily = i % 2 == 0 ? meta_days : ford_days,
			.n_daily = 30,
			.stories = group->stories,
			.n_stories = group->n_stories < 10 ? group->n_stories : 10,
			.utc_offset_seconds = NEW_YORK};
}

struct subject
fixture_topic(struct digest *digest)
{
	return (struct subject){.kind = SUBJECT_TOPIC,
		.key = SPAN("product delay"),
		.name = SPAN("product delay"),
		.feed_id = SPAN("tag:news.example.com,2026:topic/product_delay"),
		.daily = ford_days,
		.n_daily = 30,
		.stories = digest->groups[0].stories,
		.n_stories = 2,
		.utc_offset_seconds = NEW_YORK};
}
