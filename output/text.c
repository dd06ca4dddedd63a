#include "output/text.h"

#include <sysexits.h>

#include "output/escape.h"
#include "output/fragment.h"
#include "output/number.h"
#include "output/paragraph.h"
#include "output/seen.h"
#include "output/when.h"

#define COLUMNS_MIN 20

struct writer {
	struct paragraph text;
	const struct digest *digest;
	const struct site *site;
	struct text_look look;
	struct when today;
	size_t stories; /* told so far */
	struct seen seen;
};

static void
put_title(struct writer *writer, struct span title, char rule)
{
	escape_line(&writer->text.line, title);
	paragraph_end_title(&writer->text, rule);
}

static void
put_address(struct writer *writer, struct span url, const char *indent)
{
	if (!escape_may_link(url))
		return;
	escape_line(&writer->text.line, url);
	paragraph_end(&writer->text, PARAGRAPH_DIM, indent, indent);
}

/* "First Reuters 08:14, then 7 more" */
static void
add_byline(struct writer *writer, const struct digest_story *story)
{
	struct buf *line = &writer->text.line;

	if (story->n_sources == 0)
		return;
	escape_line(line, story->sources[0].title);
	if (story->sources[0].published != TIME_NONE) {
		buf_add_byte(line, ' ');
		when_add_relative(line,
			when_of(story->sources[0].published, writer->today.offset_seconds),
			writer->today);
	}
	if (story->n_sources > 1)
		buf_format(line, ", then %zu more", story->n_sources - 1);
}

static void
add_companies(struct writer *writer, const struct digest_story *story)
{
	for (size_t i = 0; i < story->n_companies; i++) {
		const struct digest_company *company = &story->companies[i];

		buf_add_text(&writer->text.line, i > 0 ? ", " : "");
		escape_line(&writer->text.line, company->name);
		if (company->ticker.len > 0) {
			buf_add_text(&writer->text.line, " (");
			escape_line(&writer->text.line, company->ticker);
			buf_add_byte(&writer->text.line, ')');
		}
		if (company->role == DIGEST_ROLE_MENTION)
			buf_add_text(&writer->text.line, " mentioned");
	}
}

static void
put_tags(struct writer *writer, const struct digest_story *story)
{
	add_companies(writer, story);
	for (size_t i = 0; i < story->n_topics; i++) {
		buf_add_text(&writer->text.line, writer->text.line.len == 0 ? "#"
						 : i == 0                   ? "; #"
									    : ", #");
		escape_line(&writer->text.line, story->topics[i]);
	}
	paragraph_end(&writer->text, PARAGRAPH_DIM, "  ", "  ");
}

static void
put_summary(struct writer *writer, const struct digest_story *story)
{
	for (size_t i = 0; i < story->n_sentences; i++) {
		if (i > 0)
			buf_add_byte(&writer->text.line, ' ');
		escape_line(&writer->text.line, story->sentences[i].text);
	}
	paragraph_end(&writer->text, PARAGRAPH_PLAIN, "  ", "  ");
}

static void
put_story(struct writer *writer, const struct digest_story *story)
{
	escape_line(&writer->text.line, story->headline.text);
	paragraph_end(&writer->text, PARAGRAPH_BOLD, "* ", "  ");
	if (!seen_add(&writer->seen, story)) {
		buf_add_text(writer->text.out, "  (told above)\n\n");
		return;
	}
	writer->stories++;
	add_byline(writer, story);
	paragraph_end(&writer->text, PARAGRAPH_ACCENT, "  ", "  ");
	if (story->what_is_new.len > 0) {
		buf_format(&writer->text.line, "%s: ", fragment_news_word(story->news));
		escape_line(&writer->text.line, story->what_is_new);
		paragraph_end(&writer->text, PARAGRAPH_ACCENT, "  ", "  ");
	}
	put_summary(writer, story);
	put_tags(writer, story);
	put_address(writer, story->url, "  ");
	paragraph_gap(&writer->text);
}

static bool
has_room(const struct writer *writer)
{
	return writer->look.max_stories == 0 || writer->stories < writer->look.max_stories;
}

static void
put_group(struct writer *writer, const struct digest_group *group)
{
	if (!has_room(writer) || group->n_stories == 0)
		return;
	if (group->title.len > 0)
		put_title(writer, group->title, '-');
	for (size_t i = 0; i < group->n_stories && has_room(writer); i++)
		put_story(writer, &group->stories[i]);
}

static void
put_head(struct writer *writer)
{
	const struct digest *digest = writer->digest;
	const struct digest_overview *overview = &digest->overview;
	struct buf *line = &writer->text.line;

	put_title(writer, digest->title, '=');
	when_add_day(line, writer->today);
	buf_add_text(line, ", ");
	when_add_clock(line, writer->today);
	if (digest->zone_name.len > 0) {
		buf_add_byte(line, ' ');
		escape_line(line, digest->zone_name);
	}
	paragraph_end(&writer->text, PARAGRAPH_PLAIN, "", "");
	number_add_of(line, digest_story_count(digest), "story", "stories");
	if (overview->items_read > 0) {
		buf_add_text(line, " from ");
		number_add_of(line, overview->items_read, "new item", "new items");
		buf_add_text(line, " in ");
		number_add_of(line, overview->feeds, "feed", "feeds");
	}
	paragraph_end(&writer->text, PARAGRAPH_DIM, "", "");
	escape_line(line, digest->notice);
	paragraph_end(&writer->text, PARAGRAPH_PLAIN, "", "");
	paragraph_gap(&writer->text);
}

static void
put_top(struct writer *writer)
{
	const struct digest_overview *overview = &writer->digest->overview;

	if (!digest_wants_top(writer->digest))
		return;
	put_title(writer, SPAN("Top stories"), '-');
	for (size_t i = 0; i < overview->n_top; i++) {
		buf_format(&writer->text.line, "%zu. ", i + 1);
		escape_line(&writer->text.line, overview->top[i]->headline.text);
		paragraph_end(&writer->text, PARAGRAPH_PLAIN, "", "   ");
	}
	paragraph_gap(&writer->text);
}

static void
put_attention(struct writer *writer)
{
	const struct digest_overview *overview = &writer->digest->overview;

	if (overview->n_attention == 0)
		return;
	put_title(writer, SPAN("Unusual attention"), '-');
	for (size_t i = 0; i < overview->n_attention; i++) {
		const struct digest_attention *attention = &overview->attention[i];

		escape_line(&writer->text.line, attention->company.name);
		buf_format(&writer->text.line, ": %u %s, usually %.1f", attention->stories,
			attention->stories == 1 ? "story" : "stories", attention->stories_usual);
		paragraph_end(&writer->text, PARAGRAPH_PLAIN, "* ", "  ");
	}
	paragraph_gap(&writer->text);
}

/* What was dropped and which feeds are ill: for the curious, at the end. */
static void
put_foot(struct writer *writer)
{
	const struct digest_overview *overview = &writer->digest->overview;
	struct buf *line = &writer->text.line;

	for (size_t i = 0; i < overview->n_dropped; i++) {
		buf_add_text(line, "Left out: ");
		number_add(line, overview->dropped[i].stories);
		buf_add_text(line, ", ");
		escape_line(line, overview->dropped[i].reason);
		paragraph_end(&writer->text, PARAGRAPH_DIM, "", "  ");
	}
	for (size_t i = 0; i < overview->n_sick; i++) {
		buf_add_text(line, "Feed in trouble: ");
		escape_line(line, overview->sick[i].title);
		buf_add_text(line, ": ");
		escape_line(line, overview->sick[i].trouble);
		paragraph_end(&writer->text, PARAGRAPH_DIM, "", "  ");
	}
}

static void
put_leave(struct writer *writer)
{
	if (!escape_may_link(writer->look.unsubscribe_url))
		return;
	paragraph_gap(&writer->text);
	buf_add_text(&writer->text.line, "Unsubscribe:");
	paragraph_end(&writer->text, PARAGRAPH_DIM, "", "");
	put_address(writer, writer->look.unsubscribe_url, "");
}

static void
put_rest(struct writer *writer)
{
	size_t all = digest_story_count(writer->digest);
	struct buf path, url;

	if (writer->stories < all) {
		number_add_of(
			&writer->text.line, all - writer->stories, "more story", "more stories");
		paragraph_end(&writer->text, PARAGRAPH_BOLD, "", "");
	}
	if (writer->digest->html_path.at == NULL || writer->site->url.len == 0)
		return;
	buf_init(&path, BUF_UNLIMITED);
	buf_init(&url, BUF_UNLIMITED);
	site_add_edition_path(&path, writer->digest->html_path, writer->digest->edition.number);
	site_add_url(&url, writer->site, buf_span(&path));
	put_address(writer, buf_span(&url), "");
	buf_release(&path);
	buf_release(&url);
}

bool
text_render(const struct digest *digest, const struct site *site, const struct text_look *look,
	struct buf *out, struct error *err)
{
	struct writer writer = {.digest = digest, .site = site, .look = *look};

	if (writer.look.columns == 0)
		writer.look.columns = TEXT_COLUMNS;
	if (writer.look.columns < COLUMNS_MIN)
		writer.look.columns = COLUMNS_MIN;
	writer.today = when_of(digest->edition.created_at, digest->edition.utc_offset_seconds);
	paragraph_init(&writer.text, out, writer.look.columns, writer.look.has_colour);
	seen_init(&writer.seen, digest);
	put_head(&writer);
	put_top(&writer);
	put_attention(&writer);
	if (digest_story_count(digest) == 0)
		buf_add_text(out, "Nothing new that matters to this digest.\n\n");
	for (size_t i = 0; i < digest->n_groups; i++)
		put_group(&writer, &digest->groups[i]);
	put_rest(&writer);
	put_foot(&writer);
	put_leave(&writer);
	paragraph_release(&writer.text);
	seen_release(&writer.seen);
	return !out->is_full ||
	       error_set(err, EX_SOFTWARE, "the text is larger than %zu bytes", out->max);
}
